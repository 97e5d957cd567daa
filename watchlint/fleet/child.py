"""One repository in a process of its own: limits set, cloned, checked. `watchlint.fleet.examining` starts it, and gets one
JSON line for each thing it begins and one for what came out.

It ends when whoever started it is gone: standard input, which stays open until then, is how it knows.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import threading
import time

from watchlint.fleet import cloning, failures
from watchlint.fleet.failures import Failure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

# What a runner or a user set for checks of their own; here it would mean nothing, or something else.
_FOREIGN = ("PRE_COMMIT", "PREK_HOOK_STAGE", "FORCE_COLOR", "WATCHLINT_DEBUG")


def serve() -> None:
    """Do what the line on standard input asks for, and say on standard output what came of it."""
    asked = json.loads(_line())
    _limit(asked["memory"], asked["disk"])
    signal.signal(signal.SIGTERM, lambda *_: None)
    threading.Thread(target=_end_with_our_starter, args=(asked["place"],), daemon=True).start()
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    null = os.open(os.devnull, os.O_RDWR)
    os.dup2(null, 1)  # nothing that is started or printed from here on gets in between
    for name in [*_FOREIGN, *(name for name in os.environ if name.startswith("GIT_TRACE"))]:
        os.environ.pop(name, None)
    try:
        result = _examine(asked, answers)
    except Failure as failure:
        reason = failure.reason.replace(os.path.join(asked["place"], "clone") + os.sep, "")
        result = {"status": "failed", "reason": reason, "passing": failure.passing}
    except MemoryError:
        result = {"status": "failed", "reason": "it takes more memory than --memory allows", "passing": False}
    except Exception as error:
        said = f"{type(error).__name__}: {error}"
        passing = isinstance(error, OSError) and failures.may_pass(os.strerror(error.errno or 0))
        result = {"status": "failed", "reason": f"internal error: {said}; please report it", "passing": passing}
        if passing:
            result["reason"] = os.strerror(error.errno or 0)  # type: ignore[attr-defined]
    if _alone.is_set():
        time.sleep(60)  # the other thread clears up, and ends us
    _say(answers, result)


_alone = threading.Event()
"""Whoever started us is gone."""


def _line() -> bytes:
    """The first line of standard input, and nothing of what follows it."""
    line = b""
    while not line.endswith(b"\n"):
        part = os.read(0, 1 << 16)
        if not part:
            break
        line += part
    return line


def _say(answers: IO[str], what: dict[str, Any]) -> None:
    answers.write(json.dumps(what) + "\n")
    answers.flush()


def _limit(memory: int, disk: int) -> None:
    """No more memory, no larger file, no core file: for us and for git (getrlimit(2)). Windows has no such limits."""
    try:
        import resource
    except ImportError:
        return
    for kind, most in ((resource.RLIMIT_AS, memory), (resource.RLIMIT_FSIZE, disk), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(kind)[1]
        wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
        try:
            resource.setrlimit(kind, (wanted, wanted))
        except (OSError, ValueError):  # macOS knows no RLIMIT_AS
            continue


def _end_with_our_starter(place: str) -> None:
    while os.read(0, 1):
        pass
    _alone.set()
    own_group = hasattr(os, "getpgrp") and os.getpgrp() == os.getpid()
    if own_group:
        os.killpg(0, signal.SIGTERM)  # git, and what it started, which may still be writing; we have a handler
        time.sleep(0.2)
    shutil.rmtree(place, ignore_errors=True)
    if own_group:
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def _examine(asked: dict[str, Any], answers: IO[str]) -> dict[str, Any]:
    began = time.perf_counter()
    facts: dict[str, Any] = {"commit": None, "files": None}
    folder = asked["address"]
    if not asked["in_place"]:
        _say(answers, {"doing": "cloning"})
        folder = os.path.join(asked["place"], "clone")
        os.mkdir(folder)
        facts = cloning.clone(asked["address"], folder, asked["protocols"])._asdict()
    cloned = time.perf_counter()
    _say(answers, {"doing": "checking"})
    found = _check(folder)
    times = {"clone_seconds": round(cloned - began, 3), "check_seconds": round(time.perf_counter() - cloned, 3)}
    return {"status": "checked", "reason": None, "passing": False, **facts, **found, **times}


def _check(folder: str) -> dict[str, Any]:
    """What the check of a folder says, as JSON has it. Raises Failure."""
    from watchlint.checking.options import Options
    from watchlint.checking.root import check, every_hook
    from watchlint.reports import json as as_json
    from watchlint.reports.model import FAILED, Report

    outcome = check(every_hook(Options(), wants_fingerprints=True), folder)
    real = os.path.realpath(folder)

    def named(text: str) -> str:
        for place in (real, folder):
            text = text.replace(place + os.sep, "").replace(place, "the repository")
        return text

    if outcome.root.status == FAILED:
        raise Failure(named(outcome.root.error or ""))
    report = Report()
    report.findings, report.fingerprints = outcome.findings, outcome.fingerprints
    report.sort()
    return {
        "findings": [as_json.as_fields(one, report) for one in report.findings],
        "suppressed": len(outcome.suppressed),
        "problems": [named(f"{path}: {message}") for path, _, message, _ in outcome.problems],
    }
