"""suppression-unused: what is ignored is still there to be ignored."""

from __future__ import annotations

import json

import pytest

from watchlint.findings.suppression import comments
from watchlint.fixes.refused import Refused
from watchlint.rules.suppressions import concerned, removing
from watchlint.settings import Settings

UNUSED = "suppression-unused"
CLEAN = {".gitignore": "__pycache__/\n*.pyc\n", "a.py": "import b\n", "b.py": "B = 1\n"}
STREAMLIT = {**CLEAN, "requirements.txt": "streamlit==1.45.1\n", "app.py": "import streamlit\n"}
CONFIG = ".streamlit/config.toml"


def said(run, tree, *flags: str) -> list[dict]:
    shown = run("check_all", "--output-format", "json", *flags, cwd=tree)
    return [finding for finding in json.loads(shown.out)["findings"] if finding["rule"] == UNUSED]


@pytest.mark.parametrize(
    ("files", "path", "line", "words"),
    [
        ({**CLEAN, ".watchlint.toml": 'ignore = {gitignore-missing = "x"}\n'}, ".watchlint.toml", 1, "ignore.gitignore-missing"),
        ({**CLEAN, "pyproject.toml": '[tool.watchlint.ignore]\ncheck-compiled-files = "x"\n'}, "pyproject.toml", 2, "check-compiled-files"),
        ({**CLEAN, ".watchlint.toml": "[per-path-ignore]\n'docs/*' = ['compiled-*']\n"}, ".watchlint.toml", 2, "'docs/*'"),
        ({**STREAMLIT, CONFIG: "[server]\nport = 1234 # watchlint: ignore[streamlit-option-unknown]\n"}, CONFIG, 2, "line 2 has"),
        ({**STREAMLIT, CONFIG: "# watchlint: ignore[streamlit-*]\n[server]\nport = 1234\n"}, CONFIG, 1, "line 1 or the next has"),
        ({**STREAMLIT, CONFIG: "[server]\n# watchlint: ignore[no-such-rule]\nprot = 1\n"}, CONFIG, 2, "ignores no-such-rule"),
    ],
)  # fmt: skip
def test_what_hides_nothing_is_named_and_removed(repository, run, files, path, line, words):
    tree = repository(files)
    (finding,) = said(run, tree)
    assert (finding["path"], finding["line"], finding["severity"]) == (path, line, "warning")
    assert words in finding["message"] and finding["fix"]["safe"]
    run("check_all", "--fix", "--select", UNUSED, cwd=tree)
    assert said(run, tree) == []
    after = tree.contents()
    run("check_all", "--fix", "--select", UNUSED, cwd=tree)
    assert tree.contents() == after


@pytest.mark.parametrize(
    "files",
    [
        CLEAN,
        {"a.py": "import b\n", "b.py": "", ".watchlint.toml": 'ignore = {gitignore-missing = "x"}\n'},
        {"a.py": "import b\n", "b.py": "", ".watchlint.toml": 'ignore = {check-gitignore = "x"}\n'},
        {**CLEAN, "x.so": "x", ".watchlint.toml": "[per-path-ignore]\n'*.so' = ['compiled-*']\n"},
        {
            **CLEAN,
            ".watchlint.toml": 'ignore = {inotify-tier-unset = "x", reloader-polls = "x"}\n',
        },  # they hang on the machine
        {**STREAMLIT, CONFIG: "[server]\nprot = 1 # watchlint: ignore[streamlit-option-unknown]\n"},
        {**STREAMLIT, CONFIG: "[server]\n# watchlint: ignore[check-streamlit-config]\nprot = 1\n"},
        {
            **STREAMLIT,
            CONFIG: "[server]\n# watchlint: ignore[suppression-unused, streamlit-option-unknown]\nport = 1\n",
        },
        {**CLEAN, "c.py": "import b\nX = 'a\\n# watchlint: ignore[gitignore-missing]'\n"},
        {**CLEAN, "c.py": "import b\n# such as `# watchlint: ignore[gitignore-missing]`\n"},
        {**STREAMLIT, CONFIG: '[theme]\nfont = """\n# watchlint: ignore[streamlit-option-unknown]\n"""\n'},
        {**CLEAN, "README.md": "Write `# watchlint: ignore[gitignore-missing]` above it.\n"},  # no rule reads it
    ],
)
def test_silent(repository, run, files):
    tree = repository(files)
    assert said(run, tree) == []
    assert said(run, tree, "--select", UNUSED) == []


@pytest.mark.parametrize("flags", [(), ("--select", UNUSED), ("--select", f"{UNUSED},check-gitignore")])
def test_a_comment_is_seen_whatever_rules_are_selected(repository, run, flags):
    tree = repository({**STREAMLIT, CONFIG: "[server]\nport = 1234 # watchlint: ignore[streamlit-option-unknown]\n"})
    assert [finding["path"] for finding in said(run, tree, *flags)] == [CONFIG]


def test_of_two_names_the_one_that_is_used_stays(repository, run):
    line = "# watchlint: ignore[streamlit-option-unknown, streamlit-option-type] soon\r\n"
    tree = repository({**STREAMLIT, CONFIG: f"[server]\r\n{line}prot = 1\r\n"})
    (finding,) = said(run, tree)
    assert "ignores streamlit-option-type, and" in finding["message"]
    run("check_all", "--fix", cwd=tree)
    kept = "# watchlint: ignore[streamlit-option-unknown] soon\r\n"
    assert (tree / CONFIG).read_bytes() == f"[server]\r\n{kept}prot = 1\r\n".encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "prot = [1] # watchlint: ignore[streamlit-option-type, streamlit-option-unknown] see [2]\n",
            "prot = [1] # watchlint: ignore[streamlit-option-unknown] see [2]\n",
        ),
        ("port = 1234 # watchlint: ignore[streamlit-option-type]\r\n", "port = 1234\r\n"),
        (
            "prot = 1 # watchlint: ignore[streamlit-option-unknown]\nport = 2 # watchlint: ignore[streamlit-option-unknown]\n",
            "prot = 1 # watchlint: ignore[streamlit-option-unknown]\nport = 2\n",
        ),
    ],
)
def test_only_what_hides_nothing_is_taken_out(repository, run, before, after):
    tree = repository({**STREAMLIT, CONFIG: f"[server]\n{before}"})
    run("check_all", "--fix", cwd=tree)
    assert (tree / CONFIG).read_bytes() == f"[server]\n{after}".encode()


def test_a_glob_loses_the_names_that_hide_nothing(repository, run):
    names = "['compiled-*', 'streamlit-option-type', 'gitignore-missing']"
    tree = repository({**CLEAN, "docs/x.so": "x", ".watchlint.toml": f"[per-path-ignore]\n'docs/*' = {names}\n"})
    (finding,) = said(run, tree)
    assert finding["message"].endswith("hides nothing of streamlit-option-type and gitignore-missing")
    run("check_all", "--fix", "--select", UNUSED, cwd=tree)
    assert (tree / ".watchlint.toml").read_text() == "[per-path-ignore]\n'docs/*' = ['compiled-*']\n"
    tree.git("rm", "--quiet", "-f", "docs/x.so")
    run("check_all", "--fix", "--select", UNUSED, cwd=tree)
    assert "docs" not in (tree / ".watchlint.toml").read_text()


@pytest.mark.parametrize(("names", "asked"), [(["a: # watchlint: ignore[x]"], True), (["a"], False), ([], False)])
def test_nobody_is_asked_where_no_file_that_was_read_has_a_comment(names, asked):
    class Repository:
        def were_read(self):
            return [("a.yml", data.encode()) for data in names]

    entries = ("the rule",)
    assert concerned(entries, Repository(), Settings()) == (entries if asked else ())


def test_a_comment_that_is_gone_leaves_the_file_as_it_is(repository, run):
    (comment,) = comments(b"# watchlint: ignore[x]\n")
    (edit,) = removing.comment("a.toml", comment, ["x"]).edits
    assert [edit.change(data) for data in (b"a = 1\n", b"", b"# watchlint: ignore[x]\na = 1\n")] == [
        b"a = 1\n",
        b"",
        b"a = 1\n",
    ]
    with pytest.raises(Refused):
        edit.change(b'a = """\n# watchlint: ignore[x]\n"""\n')


def test_behind_a_pattern_it_is_part_of_the_pattern(repository, run):
    content = "__pycache__/\n*.pyc\nx # watchlint: ignore[gitignore-missing]\n"
    tree = repository({**CLEAN, ".gitignore": content})
    (finding,) = said(run, tree)
    assert finding["fix"] is None


# a baseline


def test_a_baseline_of_what_is_still_there_is_silent(repository, run):
    """Those with a place, too; and one that a comment hides beside it is not gone from the file."""
    files = {**STREAMLIT, CONFIG: "[server]\nprot = 1\nheadles = true\n"}
    tree = repository(files)
    run("check_all", "--baseline", "known.json", "--write-baseline", cwd=tree)
    rows = json.loads((tree / "known.json").read_text())["findings"]
    assert [row["rule"] for row in rows if row["path"]] == ["streamlit-option-unknown"] * 2
    assert said(run, tree, "--baseline", "known.json") == []


@pytest.mark.parametrize(("count", "more"), [(3, ""), (4, " and 1 more"), (5, " and 2 more")])
def test_of_many_that_are_gone_three_are_named(repository, run, count, more):
    wrong = "".join(f"nothing{number} = 1\n" for number in range(count))
    tree = repository({**STREAMLIT, CONFIG: f"[server]\n{wrong}"})
    run("check_all", "--baseline", "known.json", "--write-baseline", cwd=tree)
    tree.write({CONFIG: "[server]\n"}).add()
    (finding,) = said(run, tree, "--baseline", "known.json")
    three = "; ".join([f"streamlit-option-unknown in {CONFIG}"] * 3)
    assert finding["message"] == f"known.json knows findings that are gone: {three}{more}"


def test_a_baseline_loses_what_is_gone(repository, run):
    tree = repository({"a.py": "import b\n", "b.py": "", "x.so": "x"})
    run("check_all", "--baseline", "known.json", "--write-baseline", cwd=tree)
    assert said(run, tree, "--baseline", "known.json") == []
    tree.write({".gitignore": "__pycache__/\n*.pyc\n"}).add()
    (finding,) = said(run, tree, "--baseline", "known.json")
    assert finding["path"] == "known.json" and "gitignore-missing" in finding["message"]
    run("check_all", "--fix", "--baseline", "known.json", cwd=tree)
    rows = json.loads((tree / "known.json").read_text())["findings"]
    assert [row["rule"] for row in rows] == ["compiled-extension-tracked"]
    assert said(run, tree, "--baseline", "known.json") == []


def test_a_baseline_elsewhere_is_named_and_left(repository, run, tmp_path):
    tree = repository({"a.py": "import b\n", "b.py": ""})
    known = str(tmp_path / "known.json")
    run("check_all", "--baseline", known, "--write-baseline", cwd=tree)
    tree.write({".gitignore": "__pycache__/\n*.pyc\n"}).add()
    (finding,) = said(run, tree, "--baseline", known)
    assert (finding["path"], finding["fix"]) == (None, None) and known in finding["message"]


def test_one_baseline_of_several_roots_is_not_judged(repository, run, tmp_path):
    one = repository({"a.py": "import b\n", "b.py": ""}, name="one")
    two = repository(CLEAN, name="two")
    known = str(tmp_path / "known.json")
    run("check_all", str(one), str(two), "--baseline", known, "--write-baseline")
    assert UNUSED not in run("check_all", str(one), str(two), "--baseline", known).out


def test_what_it_warns_of_is_real(repository, run):
    """A setting that was left behind hides the finding when it comes back."""
    tree = repository({**CLEAN, ".watchlint.toml": 'ignore = {gitignore-missing = "x"}\n'})
    tree.git("rm", "--quiet", ".gitignore")
    shown = run("check_all", cwd=tree)
    assert shown == (0, "0 errors, 0 warnings, 0 fixed, 1 suppressed\n", "")
