"""What pre-commit and prek have put aside while our hook runs."""

from __future__ import annotations

import os
import sys

import pytest

from watchlint.facts.repository import runner

PATCH = b"""diff --git a/f.txt b/f.txt
index 1..2 100644
--- a/f.txt
+++ b/f.txt
@@ -1 +1,2 @@
 x
+y
diff --git a/a b/c.txt b/a b/c.txt
old mode 100644
new mode 100755
diff --git a/gone b/gone
deleted file mode 100644
--- a/gone
+++ /dev/null
"""


@pytest.fixture
def store(tmp_path, monkeypatch):
    monkeypatch.setenv("PRE_COMMIT", "1")
    monkeypatch.setenv("PRE_COMMIT_HOME", str(tmp_path / "pre-commit"))
    monkeypatch.setenv("PREK_HOME", str(tmp_path / "prek"))

    def put(name: str, content: bytes = PATCH):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    return put


def test_no_runner(store, monkeypatch):
    store(f"pre-commit/patch1-{os.getppid()}")
    monkeypatch.delenv("PRE_COMMIT")
    assert runner.stashed_paths(".") == frozenset()


def test_nothing_put_aside(store):
    assert runner.stashed_paths(".") == frozenset()


@pytest.mark.parametrize("name", ["pre-commit/patch1700000000-{pid}", "prek/patches/1700000000-{pid}.patch"])
def test_the_paths_of_the_patch(store, name):
    store(name.format(pid=os.getppid()))
    assert {"f.txt", "gone"} <= runner.stashed_paths(".")
    assert any(path.endswith("c.txt") for path in runner.stashed_paths("."))


@pytest.mark.parametrize(
    "name", ["pre-commit/patch1-999999999", "pre-commit/patch1", "pre-commit/db.db", "prek/patches/1-x.patch"]
)
def test_the_patch_of_another_run(store, name):
    store(name)
    assert runner.stashed_paths(".") == frozenset()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc tells of a parent's parent on Linux only")
def test_a_parent_of_our_parent(store):
    with open(f"/proc/{os.getppid()}/stat", "rb") as file:
        above = int(file.read().rpartition(b")")[2].split()[1])
    if above <= 1:
        pytest.skip("the test runner's parent is the first process")
    store(f"pre-commit/patch1-{above}")
    assert "f.txt" in runner.stashed_paths(".")
