"""check-gitignore as a whole: the verdict is git's, asked in a clone; near misses first."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules import catalogue
from watchlint.settings import Settings

COVERED = "__pycache__/\n*.pyc\n"
MISSING = "gitignore-missing"
MISSES = "gitignore-misses-bytecode"
READMITS = "gitignore-readmits-bytecode"
TEMPORARY = "gitignore-misses-temporary-bytecode"


# (what it shows, .gitignore files, modules that are imported and other files, findings as (rule, path, line, severity))
CASES = [
    # near misses: nothing is wrong
    ("covers all", {".gitignore": COVERED}, ["m.py"], []),
    ("no python", {".gitignore": ""}, ["README.md", "index.js"], []),
    ("no python, no file", {}, ["README.md"], []),
    ("python by another name", {}, ["notpy.txt", "py", "x.py.bak", "a.pyx"], []),
    ("character class", {".gitignore": "*.py[cod]\n*.py[co].*\n__pycache__\n"}, ["m.py"], []),
    ("one pattern for all", {".gitignore": "*.pyc*\n"}, ["m.py"], []),
    ("everything", {".gitignore": "*\n!*.py\n!.gitignore\n"}, ["m.py"], []),
    ("two stars", {".gitignore": "**/__pycache__/**\n**/*.pyc\n**/*.pyc.[0-9]*\n"}, ["a/b/m.py"], []),
    ("CRLF is no part of a pattern", {".gitignore": COVERED.replace("\n", "\r\n")}, ["m.py"], []),
    ("BOM is skipped", {".gitignore": b"\xef\xbb\xbf" + COVERED.encode()}, ["m.py"], []),
    ("no last newline", {".gitignore": COVERED.rstrip("\n")}, ["m.py"], []),
    ("negation of something else", {".gitignore": COVERED + "!keep.log\n"}, ["m.py"], []),
    ("negation before", {".gitignore": "!*.pyc\n" + COVERED}, ["m.py"], []),
    ("negation in a comment", {".gitignore": COVERED + "#!*.pyc\n"}, ["m.py"], []),
    ("escaped bang is a name", {".gitignore": COVERED + "\\!*.pyc\n"}, ["m.py"], []),
    ("nested negation of other names", {".gitignore": COVERED, "a/.gitignore": "!x.txt\n"}, ["a/m.py"], []),
    ("nested file that adds", {".gitignore": COVERED, "a/.gitignore": "*.log\n"}, ["a/m.py"], []),
    ("nested negation without python", {".gitignore": COVERED, "d/.gitignore": "!*.pyc\n"}, ["m.py", "d/x.txt"], []),
    ("in an ignored folder", {".gitignore": COVERED + "old/\n"}, ["m.py"], []),
    # the root
    ("no file", {}, ["m.py"], [(MISSING, "m.py", None)]),
    ("no file, python below", {}, ["a/b/m.py"], [(MISSING, "a/b/m.py", None)]),
    ("windowed python", {}, ["m.pyw"], [(MISSING, "m.pyw", None, "info")]),
    ("empty file", {".gitignore": ""}, ["m.py"], [(MISSES, ".gitignore", None)]),
    ("only comments", {".gitignore": "# nothing\n"}, ["m.py"], [(MISSES, ".gitignore", None)]),
    ("only the cache", {".gitignore": "__pycache__/\n"}, ["m.py"], [(MISSES, ".gitignore", None, "warning")]),
    ("only the ending", {".gitignore": "*.pyc\n"}, ["m.py"], [(TEMPORARY, ".gitignore", None, "info")]),
    ("covered below, where the python is", {".gitignore": "*.log\n", "a/.gitignore": COVERED}, ["a/m.py"], []),
    ("covered below, no file here", {"a/.gitignore": COVERED}, ["a/m.py"], []),
    ("leading space", {".gitignore": " *.pyc\n__pycache__/\n"}, ["m.py"], [(MISSES, ".gitignore", 1, "warning")]),
    ("cache of the root only", {".gitignore": "/__pycache__/\n"}, ["a/m.py"], [(MISSES, ".gitignore", 1)]),
    ("ending in one folder", {".gitignore": "__pycache__/\na/*.pyc\n"}, ["a/m.py", "b/m.py"], [(MISSES, ".gitignore", 2, "warning")]),
    ("wrong case", {".gitignore": "*.PYC\n__PYCACHE__\n"}, ["m.py"], [(MISSES, ".gitignore", 1)]),
    ("UTF-16", {".gitignore": COVERED.encode("utf-16")}, ["m.py"], [(MISSES, ".gitignore", None)]),
    ("not UTF-8", {".gitignore": b"caf\xe9\n__pycache__/\n"}, ["m.py"], [(MISSES, ".gitignore", None, "warning")]),
    ("NUL bytes", {".gitignore": b"a\0b\n*.pyc\n"}, ["m.py"], [(TEMPORARY, ".gitignore", None, "info")]),
    # lines that undo
    ("negated below", {".gitignore": COVERED + "!*.pyc\n"}, ["m.py"], [(READMITS, ".gitignore", 3)]),
    ("negated, CRLF", {".gitignore": (COVERED + "!*.pyc\n").replace("\n", "\r\n")}, ["m.py"], [(READMITS, ".gitignore", 3)]),
    ("negated cache", {".gitignore": "*.pyc\n*.pyc.[0-9]*\n!__pycache__/*.pyc\n"}, ["m.py"], [(READMITS, ".gitignore", 3)]),
    ("negated for one file", {".gitignore": COVERED + "!m.pyc\n"}, ["m.py"], [(READMITS, ".gitignore", 3)]),
    ("nested negation", {".gitignore": COVERED, "a/.gitignore": "# x\n!*.pyc\n"}, ["a/m.py"], [(READMITS, "a/.gitignore", 2)]),
    (
        "two nested negations",
        {".gitignore": COVERED, "a/.gitignore": "!*.pyc\n", "b/.gitignore": "!*.pyc\n"},
        ["a/m.py", "b/m.py"],
        [(READMITS, "a/.gitignore", 1), (READMITS, "b/.gitignore", 1)],
    ),
    ("name with a bracket", {".gitignore": COVERED, "[a]/.gitignore": "!*.pyc\n"}, ["[a]/m.py"], [(READMITS, "[a]/.gitignore", 1)]),
]  # fmt: skip


def imported(paths):
    """These files; each Python file among them is a script that imports the module it is, by its own name."""
    return {path: f"import {path.rpartition('/')[2].partition('.')[0]}\n" for path in paths}


@pytest.mark.parametrize(("files", "others", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_verdicts(repository, found, files, others, expected):
    findings = found.findings("check_gitignore", repository({**files, **imported(others)}))
    rows = [(finding.rule.name, finding.path, finding.line, finding.severity) for finding in findings]
    assert rows == [(*row, "error")[:4] for row in expected]


@pytest.mark.parametrize(("files", "others", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_main_fixes_once_and_for_all(repository, run, files, others, expected):
    tree = repository({**files, **imported(others)})
    before = tree.contents()
    errors = [row for row in expected if len(row) == 3]
    shown = run("check_gitignore", "--notes", cwd=tree)
    assert shown.code == (1 if errors else 0)
    for rule, path, line, *_ in expected:
        assert f"{path}:{line}:1: " in shown.out if line else f"{path}: " in shown.out
        assert rule in shown.out
    assert tree.contents() == before

    every = ("--select", f"{MISSING},{MISSES},{READMITS},{TEMPORARY}")  # a note is fixed where its rule is named
    diff = run("check_gitignore", "--diff", *every)
    assert diff.code == (1 if diff.out or errors else 0)
    assert tree.contents() == before

    fixed = run("check_gitignore", "--fix", *every)
    if files.get(".gitignore", b"")[:2] == b"\xff\xfe":
        assert fixed.code == 1 and "UTF-16" in fixed.out and tree.contents() == before
        return
    assert fixed.code == (1 if expected else 0)
    after = tree.contents()
    for path, content in after.items():
        assert _is_subsequence(before.get(path, b"").split(b"\n"), content.split(b"\n")), "a line was lost"
    assert bool(diff.out) == (after != before)
    again = run("check_gitignore", "--fix", *every)
    assert again.code == 0, again.out
    assert tree.contents() == after


def _is_subsequence(few: list[bytes], many: list[bytes]) -> bool:
    rest = iter([line.rstrip(b"\r") for line in many])
    return all(line.rstrip(b"\r") in rest for line in few if line)


def test_the_diff_is_what_git_apply_takes(repository, run):
    tree = repository(
        {".gitignore": "*.log", "m.py": "import m\n", "a/.gitignore": "!*.pyc\r\n", "a/n.py": "import n\n"}
    )
    diff = run("check_gitignore", "--diff", cwd=tree)
    tree.git("apply", "--check", "-", stdin=diff.out.encode())
    tree.git("apply", "-", stdin=diff.out.encode())
    applied = tree.contents()
    tree.git("checkout", ".")
    run("check_gitignore", "--fix")
    assert tree.contents() == applied


# What only this machine has must not count.


def test_global_excludes_do_not_count(repository, found, tmp_path, monkeypatch):
    (tmp_path / "ignore").write_text(COVERED)
    (tmp_path / ".gitconfig").write_text(f"[core]\n\texcludesFile = {(tmp_path / 'ignore').as_posix()}\n")
    monkeypatch.delenv("GIT_CONFIG_GLOBAL")
    monkeypatch.setenv("HOME", str(tmp_path))
    tree = repository({"m.py": "import m\n", ".gitignore": ""})
    assert tree.git("check-ignore", "--no-index", "m.pyc") == "m.pyc\n"
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", None)]


def test_xdg_excludes_do_not_count(repository, found, tmp_path, monkeypatch):
    (tmp_path / "git").mkdir()
    (tmp_path / "git" / "ignore").write_text(COVERED)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    tree = repository({"m.py": "import m\n", ".gitignore": ""})
    assert tree.git("check-ignore", "--no-index", "m.pyc") == "m.pyc\n"
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", None)]


@pytest.mark.parametrize("pattern", ["*.pyc*", "!*.pyc"])
def test_info_exclude_does_not_count(repository, found, pattern):
    tree = repository({"m.py": "import m\n", ".gitignore": "x\n"})
    tree.write({".git/info/exclude": pattern + "\n"})
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", None)]
    tree.write({".gitignore": COVERED})
    assert found("check_gitignore", tree) == []


@pytest.mark.parametrize("pattern", ["*.pyc*", "!*.pyc"])
def test_an_untracked_nested_file_does_not_count(repository, found, pattern):
    tree = repository(
        {
            "m.py": "import m\n",
            "a/n.py": "import n\n",
            ".gitignore": "*.pyc\n*.pyc.[0-9]*\n" if pattern[0] == "!" else "*.log\n",
        }
    )
    tree.write({"a/.gitignore": pattern + "\n"})
    expected = [] if pattern[0] == "!" else [(MISSES, ".gitignore", None)]
    assert found("check_gitignore", tree) == expected


def test_a_file_that_ignores_itself_does_not_count(repository, found, run):
    tree = repository({"m.py": "import m\n"})
    tree.write({".gitignore": "*\n"})
    assert found("check_gitignore", tree)[0][0] == MISSES
    before = (tree / ".gitignore").read_bytes()
    fixed = run("check_gitignore", "--fix", cwd=tree)
    assert fixed.code == 1 and "would not help" in fixed.out
    assert (tree / ".gitignore").read_bytes() == before


def test_a_linked_file_is_none_to_git(repository, found, git_release):
    if git_release < (2, 32):
        pytest.skip("this git follows it")
    if os.name == "nt":
        pytest.skip("making a symbolic link needs a privilege on Windows")
    tree = repository({"m.py": "import m\n", "ignored": COVERED}, commit=False)
    (tree / ".gitignore").symlink_to("ignored")
    tree.add().commit()
    # git follows no symbolic link here since 2.32 (gitignore(5)).
    assert found("check_gitignore", tree)[0][0] == MISSES


@pytest.mark.parametrize("content", [COVERED, "*.log\n"])
def test_below_the_top(repository, found, run, content):
    tree = repository(
        {".gitignore": content, "app/m.py": "import m\n", "app/.gitignore": "*.tmp\n", "other/n.py": "import n\n"}
    )
    expected = [] if content == COVERED else [(MISSES, ".gitignore", None)]
    assert found("check_gitignore", tree / "app") == expected
    every = ("--select", f"check-gitignore,{TEMPORARY}")
    assert run("check_gitignore", "--fix", *every, str(tree / "app")).code == (1 if expected else 0)
    assert (tree / ".gitignore").read_text() == content, "only what is below ROOT is ours to change"
    assert found("check_gitignore", tree / "app") == []


def test_without_git_the_report_says_so(folder, run, monkeypatch):
    tree = folder({"m.py": "import m\n", ".gitignore": "*.log\n"})
    shown = run("check_gitignore", cwd=tree)
    assert shown.code == 1 and "no git here" in shown.out and MISSES in shown.out
    fixed = run("check_gitignore", "--fix")
    assert fixed.code == 1 and "git add" not in fixed.out
    assert run("check_gitignore").code == 0


@pytest.mark.parametrize("name", ["a\nb", "café", ":(top)x", "-n", " s ", "a\\b", 'q"q', "x*y"])
def test_folders_with_awkward_names(repository, found, run, name):
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    tree = repository({".gitignore": "/__pycache__/\n/*.pyc\n", f"{name}/m.py": "import m\n"})
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", 1)]
    shown = run("check_gitignore", cwd=tree)
    assert len([line for line in shown.out.splitlines() if MISSES in line]) == 1
    assert run("check_gitignore", "--fix").code == 1
    assert run("check_gitignore").code == 0


def test_undecodable_names(repository, found, run):
    tree = repository({".gitignore": "/*.pyc\n"})
    try:
        os.mkdir(os.fsencode(str(tree)) + b"/caf\xe9")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    with open(os.fsencode(str(tree)) + b"/caf\xe9/m.py", "wb") as file:
        file.write(b"import m\n")
    tree.add()
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", 1)]
    assert run("check_gitignore", "--fix", cwd=tree).code == 1
    assert run("check_gitignore").code == 0


def test_two_thousand_folders_take_one_call(repository, monkeypatch):
    from watchlint.facts.repository.git import Git

    tree = repository({".gitignore": COVERED, **{f"p{n}/m.py": "import m\n" for n in range(2000)}})
    repo = Repository(str(tree))
    repo.listing.tracked_text  # noqa: B018  asked before the calls are counted
    calls = []
    original = Git.run
    monkeypatch.setattr(Git, "run", lambda self, *a, **k: calls.append(a) or original(self, *a, **k))
    hook = catalogue.hook("check-gitignore")
    assert list(hook.findings(repo, Settings(), [entry.name for entry in hook.entries])) == []
    assert len(calls) == 1
