"""compiled-bytecode-tracked: one finding a folder, and what it says. Which files it is raised for: test_tracked.py."""

from __future__ import annotations

import pytest

TRACKED = "compiled-bytecode-tracked"


def test_forty_files_of_a_folder_are_one_finding_and_one_fix(repository, found, run):
    names = [f"m{number}" for number in range(40)]
    files = {f"p/{name}.py": "" for name in names} | {f"p/__pycache__/{name}.cpython-313.pyc": "" for name in names}
    tree = repository(files)
    (finding,) = found.findings("check_compiled_files", tree)
    assert (
        finding.message
        == "m0.cpython-313.pyc and 39 more in p/__pycache__/ are compiled and tracked: runs of Python change them"
    )
    assert finding.fix.description == (
        "take 40 files out of git's index; they stay on disk; add __pycache__/ to .gitignore"
    )
    assert run("check_compiled_files", "--fix", cwd=tree).code == 1
    assert len(tree.tracked) == 40 and len(tree.contents()) == 81
    assert run("check_compiled_files").code == 0


def test_one_file_is_said_as_one(repository, found):
    (finding,) = found.findings("check_compiled_files", repository({"m.py": "", "m.pyc": ""}))
    assert finding.message == "m.pyc is compiled and tracked: Python 3 never reads it while the source is there"


def test_what_a_killed_run_left_is_said_to_be_that(repository, found):
    (finding,) = found.findings("check_compiled_files", repository({"m.pyc.2375409084592": ""}))
    assert "left by runs of Python that were killed" in finding.message and finding.help.startswith(
        "Nothing ever imports"
    )


def test_one_more_file_is_news_to_a_baseline(repository, run, tmp_path):
    known = str(tmp_path / "known.json")
    tree = repository({"m.py": "", "m.pyc": "", "n.py": ""})
    assert run("check_compiled_files", "--baseline", known, "--write-baseline", cwd=tree).code == 0
    assert run("check_compiled_files", "--baseline", known).code == 0
    tree.write({"n.pyc": ""}).add()
    assert run("check_compiled_files", "--baseline", known).code == 1


@pytest.mark.parametrize(
    ("path", "severity"),
    [
        ("test/ok_lib2.7/bsddb/dbobj.pyc", "info"),
        ("tests/m.pyc", "info"),
        ("tests/__pycache__/m.cpython-313.pyc", "error"),
        ("tests/m.pyc.2375409084592", "error"),
        ("testing/m.pyc", "error"),
    ],
)
def test_data_of_tests_is_a_note(repository, found, path, severity):
    folder = path.rpartition("/")[0].removesuffix("/__pycache__")
    name = path.rpartition("/")[2].partition(".")[0]
    tree = repository({path: "", f"{folder}/{name}.py": ""})
    (finding,) = found.findings("check_compiled_files", tree)
    assert (finding.rule.name, finding.severity) == ("compiled-bytecode-tracked", severity)


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("p/m.pyc", "Nothing is lost with it"),
        ("p/m.pyc.2375409084592", "Nothing ever imports a file of this name"),
        (
            "p/__pycache__/m.cpython-313.pyc",
            "Python remakes bytecode from its source, and imports none from `__pycache__/` without it",
        ),
    ],
)
def test_where_it_stands_and_what_to_do(repository, found, path, why):
    (finding,) = found.findings("check_compiled_files", repository({"p/m.py": "", path: ""}))
    assert finding.path == path
    assert finding.help == f"{why}: take it out of the index; .gitignore keeps it out."
