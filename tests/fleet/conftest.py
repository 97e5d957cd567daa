"""What the tests of the fleet share."""

from __future__ import annotations

import json
import re

import pytest

from tests.fleet import repositories
from watchlint.fleet.examining import Limits
from watchlint.fleet.store import Store

MB = 1 << 20
LIMITS = Limits(60.0, 2048 * MB, 256 * MB, "https:http:ssh:git:file", None)


@pytest.fixture
def limits(tmp_path):
    """Limits with a folder of their own for clones, which has to be empty afterwards."""
    work = tmp_path / "work"
    work.mkdir()
    yield LIMITS._replace(work=str(work))
    assert list(work.iterdir()) == []


@pytest.fixture
def bare(tmp_path):
    """Make a bare repository: `bare({path: content}, name="repo")` → its path."""

    def make(files, name="repo", *options, **given):
        return repositories.bare(tmp_path / f"{name}.git", files, *options, **given)

    return make


@pytest.fixture
def filled(tmp_path):
    """A store with four repositories: two with findings, one clean, one that failed."""
    store = Store(str(tmp_path / "a.sqlite"))
    store.put(answer("worse", found("gitignore-missing", safe=True), found("compiled-sourceless", "m.pyc", 3)), 1)
    store.put(
        answer("bad", found("gitignore-missing", safe=True), found("inotify-tier-unset", severity="info", safe=True)), 1
    )
    store.put(answer("clean"), 1)
    store.put({"name": "=gone", "status": "failed", "reason": "no such folder", "passing": False, "version": "0"}, 3)
    yield store
    store.close()


def answer(name, *findings):
    """A task's answer about a repository that was checked."""
    figures = {
        "files": 3,
        "suppressed": 0,
        "seconds": 0.5,
        "clone_seconds": 0.1,
        "check_seconds": 0.2,
        "bytes": 9,
        "commit": "c",
    }
    return {
        "name": name, "status": "checked", "reason": None, "passing": False, "version": "0", "findings": list(findings),
        "problems": [], **figures,
    }  # fmt: skip


def found(rule, path=".gitignore", line=None, severity="error", safe=None):
    """A finding as the JSON of a check has it."""
    fix = None if safe is None else {"description": "it", "safe": safe, "applied": False}
    return {
        "rule": rule, "hook": "check-x", "severity": severity, "path": path, "line": line, "column": None, "message": "m",
        "help": "h", "url": f"https://x/{rule}", "fingerprint": "f", "fix": fix,
    }  # fmt: skip


def fits(made, row) -> bool:
    """Whether a row (status, reason) of a result is what was to be said of a repository."""
    return bool(re.fullmatch(made.status, row[0]) and re.search(made.reason, row[1] or ""))


def rules_of(shown: str) -> list[tuple]:
    """The findings in the JSON of a check, for comparing."""
    return sorted((f["rule"], f["path"] or "", f["line"] or 0, f["message"]) for f in json.loads(shown)["findings"])
