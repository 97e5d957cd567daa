"""Many roots side by side."""

from __future__ import annotations

import json
import os
import signal

import pytest

from watchlint.checking import workers
from watchlint.checking.options import Options
from watchlint.checking.root import every_hook

BROKEN = {"a.py": "import m\n", "m.py": "", ".gitignore": "*.log\n", "n.pyc": ""}
CLEAN = {"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"}


@pytest.fixture
def roots(repository, tmp_path):
    """Two broken repositories, a clean one, and five that are no good."""
    for name in ("z", "b"):
        repository(BROKEN, name=name)
    repository(CLEAN, name="clean")
    repository({".watchlint.toml": "nonsense = 1\n"}, name="settings")
    repository({".watchlint.toml": 'select = ["nonsense"]\n'}, name="select")
    bare = repository(BROKEN, name="bare")
    (bare / ".git" / "HEAD").write_bytes(b"nonsense")
    (tmp_path / "file").write_bytes(b"")
    return ["z", "absent", "file", "settings", "select", "bare", "clean", "b"]


def document(shown) -> dict:
    return json.loads(shown.out)


def test_every_root_is_named_with_its_status_in_the_order_given(roots, run, tmp_path):
    shown = run("check_all", *roots, "--output-format", "json", cwd=tmp_path)
    rows = document(shown)["roots"]
    assert [row["root"] for row in rows] == roots
    assert [row["exit"] for row in rows] == [1, 2, 2, 2, 2, 2, 0, 1] and shown.code == 2
    assert [row["status"] for row in rows] == ["checked", *["failed"] * 5, "checked", "checked"]
    assert all((row["error"] is None) == (row["status"] == "checked") for row in rows)
    assert all(row["seconds"] > 0 for row in rows if row["status"] == "checked")
    assert [f["root"] for f in document(shown)["findings"]] == ["z"] * 2 + ["b"] * 2
    lines = shown.err.splitlines()
    assert len(lines) == 5 and all(
        line.startswith(f"watchlint: {root}: ") for line, root in zip(lines, roots[1:6], strict=True)
    )


def test_the_others_are_as_they_are_alone(roots, run, tmp_path):
    def alone(root: str) -> list[dict]:
        return document(run("check_all", root, "--output-format", "json", cwd=tmp_path))["findings"]

    both = document(run("check_all", *roots, "--output-format", "json", cwd=tmp_path))["findings"]
    assert both == alone("z") + alone("b")
    text = run("check_all", *roots, cwd=tmp_path).out
    assert text.index("z/n.pyc: error") < text.index("b/n.pyc: error") and text.count(" errors, ") == 1


def test_all_failed(run, tmp_path):
    shown = run("check_all", "a", "b", cwd=tmp_path)
    assert (shown.code, shown.out, shown.err.count("\n")) == (2, "", 2)
    rows = document(run("check_all", "a", "b", "--output-format", "json", cwd=tmp_path))["roots"]
    assert [(row["root"], row["status"], row["error"]) for row in rows] == [
        ("a", "failed", "a: no such folder"),
        ("b", "failed", "b: no such folder"),
    ]


@pytest.mark.parametrize("flags", [["--fix"], ["--diff"]])
def test_fixes_are_made_in_each(roots, run, tmp_path, flags):
    shown = run("check_gitignore", *roots, *flags, cwd=tmp_path)
    assert shown.code == 2
    for root in ("z", "b"):
        fixed = "__pycache__/" in (tmp_path / root / ".gitignore").read_text()
        assert fixed == (flags == ["--fix"])
        assert (f"b/{root}/.gitignore" if flags == ["--diff"] else f"git -C {root} add -- .gitignore") in shown.out


def test_parts_of_one_repository_are_fixed_one_after_another(repository, run):
    files = {f"p{n}/{name}": content for n in range(6) for name, content in {**BROKEN, "m.pyc": ""}.items()}
    tree = repository(files)
    roots = [f"p{n}" for n in range(6)]
    shown = run("check_all", *roots, "--fix", "--ignore", "check-inotify-tier", cwd=tree)
    assert shown.err == "" and shown.code == 1
    assert [path for path in tree.tracked if path.endswith("m.pyc")] == []


def test_what_is_fixed_together():
    assert workers._shares(["a", "b", "a"], apart=True) == [[0], [1], [2]]


def test_one_repository_is_one_share(repository, tmp_path):
    one = repository({"a/m.py": "", "b/m.py": ""}, name="one")
    repository({}, name="two")
    roots = [str(one / "a"), str(tmp_path / "two"), str(one / "b"), str(tmp_path / "absent")]
    assert workers._shares(roots, apart=False) == [[0, 2], [1], [3]]


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX")
@pytest.mark.parametrize(
    ("trap", "why"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", f"(signal {int(signal.SIGKILL)})"),
        ("import os; os._exit(7)", "(exit code 7)"),
        ("import os; os.close(1); raise SystemExit(9)", "(exit code 9)"),
        ("raise ZeroDivisionError('x')", "internal error: ZeroDivisionError: x"),
        ("print('noise', flush=True); raise RecursionError", "internal error: RecursionError"),
    ],
)
def test_a_crash_in_one_changes_nothing_for_the_others(repository, run, tmp_path, monkeypatch, trap, why):
    for name in ("a", "b", "c", "d"):
        repository(BROKEN, name=name)
    code = (
        "from watchlint.checking import workers\nreal = workers.check\n"
        f"def check(job, root):\n    if root == 'b':\n        {trap}\n    return real(job, root)\n"
        "workers.check = check\n"
    )
    start = workers._START.replace("serve()", f"import watchlint.checking.workers; exec({code!r}); serve()")
    monkeypatch.setattr(workers, "_START", start)
    shown = run("check_all", "a", "b", "c", "d", "--output-format", "json", cwd=tmp_path)
    rows = document(shown)["roots"]
    assert [row["status"] for row in rows] == ["checked", "failed", "checked", "checked"] and shown.code == 3
    assert why in rows[1]["error"] and shown.err.startswith("watchlint: b: ") and shown.err.count("\n") == 1
    assert {finding["root"] for finding in document(shown)["findings"]} == {"a", "c", "d"}


def test_nothing_of_the_folder_we_stand_in_is_imported(repository, run, tmp_path):
    for name in ("a", "b"):
        repository(CLEAN, name=name)
    for name in ("pickle", "watchlint", "subprocess", "sitecustomize"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('imported')\n")
    assert run("check_all", "a", "b", cwd=tmp_path).code == 0


@pytest.mark.parametrize(
    ("kinds", "rules"),
    [
        ("safe", {"gitignore-misses-bytecode"}),
        ("none", {"compiled-sourceless"}),
        ("safe,none", {"gitignore-misses-bytecode", "compiled-sourceless"}),
        ("unsafe", set()),
    ],
)
def test_fixable(repository, run, kinds, rules):
    tree = repository(BROKEN)
    found = document(run("check_all", "--fixable", kinds, "--output-format", "json", cwd=tree))["findings"]
    assert {finding["rule"] for finding in found if finding["severity"] == "error"} == rules
    assert run("check_all", "--fixable", kinds).code == (1 if rules else 0)


def test_fixable_of_another_word(repository, run):
    shown = run("check_all", "--fixable", "maybe", cwd=repository())
    assert (shown.code, shown.err) == (2, "watchlint: --fixable maybe: choose from safe, unsafe, none\n")


def test_formats_for_programs_name_what_failed(repository, run, tmp_path):
    import junitparser

    repository(CLEAN, name="clean")
    shown = run("check_all", "clean", "absent", "--output-format", "junit", cwd=tmp_path)
    (tmp_path / "report.xml").write_text(shown.out, encoding="utf-8")
    suites = junitparser.JUnitXml.fromfile(str(tmp_path / "report.xml"))
    assert (suites.errors, suites.failures) == (1, 0)
    (case,) = [case for suite in suites for case in suite if case.name == "absent"]
    assert case.result[0].message == "could not be checked: absent: no such folder"
    sarif = document(run("check_all", "clean", "absent", "--output-format", "sarif"))
    (invocation,) = sarif["runs"][0]["invocations"]
    assert invocation["executionSuccessful"] is False and len(invocation["toolExecutionNotifications"]) == 1


@pytest.mark.skipif(os.name == "nt", reason="there a signal's number is an exit code")
def test_what_was_not_sent_yet_to_one_that_crashed_is_lost_without_a_word():
    worker = workers._Worker(every_hook(Options()))
    worker.process.kill()
    worker.process.wait()
    worker.asks.write(b"x")
    assert worker.end() == "the process that checked it crashed (signal 9); please report it"


def test_a_folder_of_no_repository_is_its_own_top(tmp_path, monkeypatch):
    monkeypatch.setattr(workers.os.path, "lexists", lambda path: False)
    assert workers._top(str(tmp_path)) == os.path.realpath(tmp_path)
