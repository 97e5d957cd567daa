"""Another interpreter, asked by a few lines of ours: it is stopped after a timeout."""

from __future__ import annotations

import os
import sys

from watchlint.facts.repository import programs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_LEADS_ASTRAY = ("PYTHONPATH", "PYTHONSTARTUP", "PYTHONHOME")
"""Variables that may lead to the user's code."""


def ask(
    python: str, program: str, argument: str, timeout: float, outside: str = "", without: tuple[str, ...] = ()
) -> tuple[int | None, list[Any], str]:
    """(exit code or None after the timeout, what it said, its last words on stderr). `outside`: a folder in which no program is
    looked for; `without`: how variables begin that it is not given. What it says are lines of JSON after `watchlint:`."""
    import json
    import signal
    import subprocess

    unwanted = (*_LEADS_ASTRAY, *without)
    environ = {name: value for name, value in os.environ.items() if not name.startswith(unwanted)}
    environ["PYTHONDONTWRITEBYTECODE"] = "1"
    if outside:
        environ["PATH"] = programs.search_path(outside)
    try:
        process = subprocess.Popen(
            [python, "-c", program, argument], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env=environ, start_new_session=True,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        return 127, [], str(getattr(error, "strerror", None) or error)
    try:
        out, err = process.communicate(timeout=timeout)
        code: int | None = process.returncode
    except subprocess.TimeoutExpired:
        code = None
        if sys.platform == "win32":
            process.kill()
        else:  # a client of watchman may hang below it and keep the pipes open
            os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
    lines = []
    for line in out.split(b"\n"):
        if line.startswith(b"watchlint:"):
            try:
                lines.append(json.loads(line[10:]))
            except ValueError:
                continue
    return code, lines, err.decode("utf-8", "replace").strip()


def failure(code: int | None, text: str, package: str) -> str:
    """Why there is no answer; `code`, `text`: of `ask`."""
    last = text.splitlines()[-1] if text else ""
    if code is None:
        return "no answer in time"
    if "No module named" in last and package in last:
        return f"{package} is not installed there"
    return last or f"the interpreter ended with {code}"
