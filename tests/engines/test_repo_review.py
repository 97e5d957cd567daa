"""repo-review, the real one, runs each hook by its entry point."""

from __future__ import annotations

import json
import subprocess
import sys

from watchlint.engines import repo_review
from watchlint.rules.catalogue import HOOKS

CLEAN = {".gitignore": "__pycache__/\n*.pyc\n", "a.py": "import b\n", "b.py": "B = 1\n", "pyproject.toml": ""}
BROKEN = {"a.py": "import b\n", "b.py": "B = 1\n", "pyproject.toml": ""}


def reviewed(tree) -> dict[str, dict]:
    done = subprocess.run(
        [sys.executable, "-m", "repo_review", "--format", "json", "--select", "WL", str(tree)],
        capture_output=True,
        text=True,
    )
    assert done.stdout, done.stderr
    return json.loads(done.stdout)["checks"]


def test_a_clean_repository_passes_each(repository):
    found = reviewed(repository(CLEAN))
    assert len(found) == len(HOOKS)
    assert {name: row["result"] for name, row in found.items()} == dict.fromkeys(found, True)


def test_a_fault_is_shown_under_its_hook(repository):
    found = reviewed(repository(BROKEN))
    failed = {name: row for name, row in found.items() if row["result"] is False}
    assert list(failed) == ["WL100"]
    assert "gitignore-missing" in failed["WL100"]["err_msg"] and "check-gitignore" in failed["WL100"]["description"]


def checked(tree) -> str | bool | None:
    return repo_review.checks()["WL100"].check(repo_review.watchlint_run(tree.path))


def test_the_pure_check(repository):
    assert checked(repository(CLEAN, name="clean")) is True
    assert "- `b.py` gitignore-missing: " in checked(repository(BROKEN, name="broken"))


def test_a_repository_elsewhere_is_not_judged():
    assert repo_review.watchlint_run(object()) is None
    assert repo_review.checks()["WL100"].check(None) is None


def test_one_that_can_not_be_checked_says_why(repository):
    assert "unknown key 'zzz'" in checked(repository({**CLEAN, "pyproject.toml": "[tool.watchlint]\nzzz = 1\n"}))


def test_a_page_shows_the_first_of_many(repository):
    tree = repository({**CLEAN, **{f"d{number}/{name}": "x = 1" for number in range(30) for name in ("x.so", "x.py")}})
    said = repo_review.checks()["WL200"].check(repo_review.watchlint_run(tree.path))
    assert said.count("\n- ") == 20 and said.endswith("and 10 more: run `watchlint check`")
