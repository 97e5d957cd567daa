"""check-gitignore: the verdict is git's; near misses first."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.settings import Settings

COVERED = "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"

MISSING = "gitignore-missing"
MISSES = "gitignore-misses-bytecode"
READMITS = "gitignore-readmits-bytecode"
TEMPORARY = "gitignore-misses-temporary-bytecode"
UNTRACKED = "gitignore-untracked"


# (what it shows, .gitignore files, other files, findings as (rule, path, line))
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
    ("no file", {}, ["m.py"], [(MISSING, ".gitignore", None)]),
    ("no file, python below", {}, ["a/b/m.py"], [(MISSING, ".gitignore", None)]),
    ("windowed python", {}, ["m.pyw"], [(MISSING, ".gitignore", None)]),
    ("empty file", {".gitignore": ""}, ["m.py"], [(MISSES, ".gitignore", None)]),
    ("only comments", {".gitignore": "# nothing\n"}, ["m.py"], [(MISSES, ".gitignore", None)]),
    ("only the cache", {".gitignore": "__pycache__/\n"}, ["m.py"], [(MISSES, ".gitignore", None)]),
    ("only the ending", {".gitignore": "*.pyc\n"}, ["m.py"], [(TEMPORARY, ".gitignore", None)]),
    ("only a trailing number", {".gitignore": "__pycache__/\n*.pyc\n"}, ["m.py"], [(TEMPORARY, ".gitignore", None)]),
    ("leading space", {".gitignore": " *.pyc\n__pycache__/\n"}, ["m.py"], [(MISSES, ".gitignore", 1)]),
    ("cache of the root only", {".gitignore": "/__pycache__/\n"}, ["a/m.py"], [(MISSES, ".gitignore", 1)]),
    ("ending in one folder", {".gitignore": "__pycache__/\na/*.pyc\n"}, ["a/m.py", "b/m.py"], [(MISSES, ".gitignore", 2)]),
    ("wrong case", {".gitignore": "*.PYC\n__PYCACHE__\n"}, ["m.py"], [(MISSES, ".gitignore", 1)]),
    ("UTF-16", {".gitignore": COVERED.encode("utf-16")}, ["m.py"], [(MISSES, ".gitignore", None)]),
    ("not UTF-8", {".gitignore": b"caf\xe9\n__pycache__/\n"}, ["m.py"], [(MISSES, ".gitignore", None)]),
    ("NUL bytes", {".gitignore": b"a\0b\n*.pyc\n"}, ["m.py"], [(TEMPORARY, ".gitignore", None)]),
    # lines that undo
    ("negated below", {".gitignore": COVERED + "!*.pyc\n"}, ["m.py"], [(READMITS, ".gitignore", 4)]),
    ("negated, CRLF", {".gitignore": (COVERED + "!*.pyc\n").replace("\n", "\r\n")}, ["m.py"], [(READMITS, ".gitignore", 4)]),
    ("negated cache", {".gitignore": "*.pyc\n*.pyc.[0-9]*\n!__pycache__/*.pyc\n"}, ["m.py"], [(READMITS, ".gitignore", 3)]),
    ("negated for one file", {".gitignore": COVERED + "!m.pyc\n"}, ["m.py"], [(READMITS, ".gitignore", 4)]),
    ("nested negation", {".gitignore": COVERED, "a/.gitignore": "# x\n!*.pyc\n"}, ["a/m.py"], [(READMITS, "a/.gitignore", 2)]),
    (
        "two nested negations",
        {".gitignore": COVERED, "a/.gitignore": "!*.pyc\n", "b/.gitignore": "!*.pyc\n"},
        ["a/m.py", "b/m.py"],
        [(READMITS, "a/.gitignore", 1), (READMITS, "b/.gitignore", 1)],
    ),
    ("name with a bracket", {".gitignore": COVERED, "[a]/.gitignore": "!*.pyc\n"}, ["[a]/m.py"], [(READMITS, "[a]/.gitignore", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "others", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_verdicts(repository, found, files, others, expected):
    tree = repository({**files, **dict.fromkeys(others, "")})
    assert found("check_gitignore", tree) == expected


@pytest.mark.parametrize(("files", "others", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_main_fixes_once_and_for_all(repository, run, files, others, expected):
    tree = repository({**files, **dict.fromkeys(others, "")})
    before = tree.contents()
    errors = [row for row in expected if row[0] != TEMPORARY]
    shown = run("check_gitignore", "--notes", cwd=tree)
    assert shown.code == (1 if errors else 0)
    for rule, path, line in expected:
        assert f"{path}:{line}:1: " in shown.out if line else f"{path}: " in shown.out
        assert rule in shown.out
    assert tree.contents() == before

    every = ("--select", f"check-gitignore,{TEMPORARY}")  # a note is fixed where its rule is named
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
    tree = repository({".gitignore": "*.log", "m.py": "", "a/.gitignore": "!*.pyc\r\n", "a/n.py": ""})
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
    (tmp_path / "config").write_text(f"[core]\n\texcludesFile = {(tmp_path / 'ignore').as_posix()}\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "config"))
    tree = repository({"m.py": "", ".gitignore": ""})
    assert tree.git("check-ignore", "--no-index", "m.pyc") == "m.pyc\n"
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", None)]


def test_xdg_excludes_do_not_count(repository, found, tmp_path, monkeypatch):
    (tmp_path / "git").mkdir()
    (tmp_path / "git" / "ignore").write_text(COVERED)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    tree = repository({"m.py": "", ".gitignore": ""})
    assert tree.git("check-ignore", "--no-index", "m.pyc") == "m.pyc\n"
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", None)]


@pytest.mark.parametrize("pattern", ["*.pyc*", "!*.pyc"])
def test_info_exclude_does_not_count(repository, found, pattern):
    tree = repository({"m.py": "", ".gitignore": "x\n"})
    tree.write({".git/info/exclude": pattern + "\n"})
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", None)]
    tree.write({".gitignore": COVERED})
    assert found("check_gitignore", tree) == []


@pytest.mark.parametrize("pattern", ["*.pyc*", "!*.pyc"])
def test_an_untracked_nested_file_does_not_count(repository, found, pattern):
    tree = repository(
        {"m.py": "", "a/n.py": "", ".gitignore": "*.pyc\n*.pyc.[0-9]*\n" if pattern[0] == "!" else "*.log\n"}
    )
    tree.write({"a/.gitignore": pattern + "\n"})
    expected = [] if pattern[0] == "!" else [(MISSES, ".gitignore", None)]
    assert found("check_gitignore", tree) == expected


def test_a_file_that_ignores_itself_does_not_count(repository, found, run):
    tree = repository({"m.py": ""})
    tree.write({".gitignore": "*\n"})
    assert found("check_gitignore", tree)[0][0] == MISSES
    before = (tree / ".gitignore").read_bytes()
    fixed = run("check_gitignore", "--fix", cwd=tree)
    assert fixed.code == 1 and "would not help" in fixed.out
    assert (tree / ".gitignore").read_bytes() == before


def test_a_linked_file_is_none_to_git(repository, found):
    if os.name == "nt":
        pytest.skip("making a symbolic link needs a privilege on Windows")
    tree = repository({"m.py": "", "ignored": COVERED}, commit=False)
    (tree / ".gitignore").symlink_to("ignored")
    tree.add().commit()
    # git follows no symbolic link here since 2.32 (gitignore(5)).
    assert found("check_gitignore", tree)[0][0] == MISSES


def test_an_untracked_file_at_the_root_is_about_to_be_added(repository, found):
    tree = repository({"m.py": ""})
    tree.write({".gitignore": COVERED})
    assert found("check_gitignore", tree) == [(UNTRACKED, ".gitignore", None)]
    tree.add(".gitignore")
    assert found("check_gitignore", tree) == []


def test_a_new_file_is_not_blamed_for_being_new(repository, run):
    tree = repository({"m.py": ""})
    fixed = run("check_gitignore", "--fix", cwd=tree)
    assert UNTRACKED not in fixed.out
    assert "git add -- .gitignore && git commit" in fixed.out.splitlines()[-1]


def test_before_the_first_commit(repository, found):
    tree = repository({"m.py": "", ".gitignore": COVERED}, commit=False)
    assert found("check_gitignore", tree) == []
    tree.add("m.py")
    assert found("check_gitignore", tree) == [(UNTRACKED, ".gitignore", None)]


@pytest.mark.parametrize("content", [COVERED, "*.log\n"])
def test_below_the_top(repository, found, run, content):
    tree = repository({".gitignore": content, "app/m.py": "", "app/.gitignore": "*.tmp\n", "other/n.py": ""})
    expected = [] if content == COVERED else [(MISSES, ".gitignore", None)]
    assert found("check_gitignore", tree / "app") == expected
    every = ("--select", f"check-gitignore,{TEMPORARY}")
    assert run("check_gitignore", "--fix", *every, str(tree / "app")).code == (1 if expected else 0)
    assert (tree / ".gitignore").read_text() == content, "only what is below ROOT is ours to change"
    assert found("check_gitignore", tree / "app") == []


def test_a_negation_above_the_root_is_named_and_answered_below(repository, found, run):
    tree = repository({".gitignore": COVERED + "!*.pyc\n", "app/m.py": ""})
    (finding,) = found.findings("check_gitignore", tree / "app")
    assert "../.gitignore:4" in finding.message and finding.path == ".gitignore"
    assert run("check_gitignore", "--fix", str(tree / "app")).code == 1
    assert run("check_gitignore", str(tree / "app")).code == 0


def test_allowed_bytecode_is_left_alone(repository, found):
    tree = repository({".gitignore": COVERED + "!vendor/*.pyc\n", "vendor/m.py": ""})
    assert found("check_gitignore", tree) == [(READMITS, ".gitignore", 4)]
    assert found("check_gitignore", tree, allow_compiled=["vendor/*.pyc"]) == []


def test_without_git_the_report_says_so(folder, run, monkeypatch):
    tree = folder({"m.py": "", ".gitignore": "*.log\n"})
    shown = run("check_gitignore", cwd=tree)
    assert shown.code == 1 and "no git here" in shown.out and MISSES in shown.out
    fixed = run("check_gitignore", "--fix")
    assert fixed.code == 1 and "git add" not in fixed.out
    assert run("check_gitignore").code == 0


def test_a_negation_of_something_else_opens_no_second_block(repository, run):
    text = "# Python bytecode\n__pycache__/\n\n.env\n!.env.example\n"
    tree = repository({"m.py": "", ".gitignore": text})
    assert run("check_gitignore", "--fix", cwd=tree).code == 1
    after = (tree / ".gitignore").read_text()
    assert after.count("# Python bytecode") == 1 and after.endswith(".env\n!.env.example\n")
    assert run("check_gitignore").code == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_said_and_not_that_lines_are_missing(repository, found, run, encoding):
    tree = repository({"m.py": "", ".gitignore": COVERED.encode(encoding)})
    assert tree.git("check-ignore", "--no-index", "m.pyc", check=False) == "", "git reads no line of it"
    (finding,) = found.findings("check_gitignore", tree)
    assert (finding.rule.name, finding.fix) == (MISSES, None)
    assert "UTF-16" in finding.message and finding.help.startswith("Save it as UTF-8")
    (tree / ".gitignore").write_text(COVERED)
    assert run("check_gitignore", cwd=tree).code == 0


def test_what_a_number_does_not_follow_stays_visible(repository, run):
    tree = repository({"m.py": "", ".gitignore": "__pycache__/\n*.pyc\n", "expected.pyc.json": "{}"})
    run("check_gitignore", "--select", TEMPORARY, "--fix", cwd=tree)
    assert tree.git("check-ignore", "--no-index", "m.pyc.2375409084592") == "m.pyc.2375409084592\n"
    assert tree.git("check-ignore", "--no-index", "expected.pyc.json", check=False) == ""


def test_what_python_writes_is_said_truly(repository, found):
    """Of a folder of scripts nothing is imported, and nothing written."""
    (finding,) = found.findings("check_gitignore", repository({"m.py": "print(1)\n", ".gitignore": "*.log\n"}))
    assert "every run" not in finding.help and "for each module that is imported" in finding.help


def test_a_hundred_thousand_lines(repository, run):
    tree = repository({"m.py": "", ".gitignore": "".join(f"/build/out-{n}\n" for n in range(100_000))})
    before = (tree / ".gitignore").read_bytes()
    assert run("check_gitignore", "--fix", cwd=tree).code == 1
    assert (tree / ".gitignore").read_bytes().startswith(before)
    assert run("check_gitignore").code == 0


def test_a_finding_says_what_to_do(repository, found):
    tree = repository({"m.py": "", ".gitignore": "x\n/*.pyc\n__pycache__\n", "a/n.py": ""})
    (finding,) = found.findings("check_gitignore", tree)
    assert finding.message == "git does not ignore `a/m.pyc`; .gitignore:2 `/*.pyc` does not cover it"
    assert finding.help.endswith("Add `*.pyc`.")
    assert (finding.line, finding.column, finding.end_column) == (2, 1, 7)


@pytest.mark.parametrize("name", ["a\nb", "café", ":(top)x", "-n", " s ", "a\\b", 'q"q', "x*y"])
def test_folders_with_awkward_names(repository, found, run, name):
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    tree = repository({".gitignore": "/__pycache__/\n/*.pyc\n", f"{name}/m.py": ""})
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
    with open(os.fsencode(str(tree)) + b"/caf\xe9/m.py", "wb"):
        pass
    tree.add()
    assert found("check_gitignore", tree) == [(MISSES, ".gitignore", 1)]
    assert run("check_gitignore", "--fix", cwd=tree).code == 1
    assert run("check_gitignore").code == 0


def test_two_thousand_folders_take_one_call(repository, monkeypatch):
    from watchlint.facts.repository.git import Git
    from watchlint.rules.gitignore import hook as check_gitignore

    tree = repository({".gitignore": COVERED, **{f"p{n}/m.py": "" for n in range(2000)}})
    repo = Repository(str(tree))
    repo.listing.tracked_text  # noqa: B018  asked before the calls are counted
    calls = []
    original = Git.run
    monkeypatch.setattr(Git, "run", lambda self, *a, **k: calls.append(a) or original(self, *a, **k))
    assert list(check_gitignore.check(repo, Settings())) == []
    assert len(calls) == 1
