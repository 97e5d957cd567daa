"""gitignore-misses-temporary-bytecode: the name Python writes bytecode under, where Python writes it."""

from __future__ import annotations

import pytest

TEMPORARY = "gitignore-misses-temporary-bytecode"


@pytest.mark.parametrize(
    ("files", "noted"),
    [
        ({"m.py": "import m\n", ".gitignore": "__pycache__/\n*.pyc\n"}, False),
        ({"m.py": "import m\n", ".gitignore": "__pycache__/\n"}, False),  # beside the source Python writes none
        ({"m.py": "import m\n", ".gitignore": "*.pyc\n*.pyc.[0-9]*\n"}, False),
        ({"m.py": "print(1)\n", ".gitignore": "*.pyc\n"}, False),  # nothing is imported
        ({"m.py": "import m\n", ".gitignore": "*.pyc\n"}, True),
        ({"m.py": "import m\n", ".gitignore": "*.pyc\n*.pyc.*\n!__pycache__/*.pyc.*\n"}, True),
    ],
)
def test_it_is_a_note_where_git_would_see_what_python_writes(repository, found, run, files, noted):
    tree = repository(files)
    rows = [(finding.rule.name, finding.severity) for finding in found.findings("check_gitignore", tree)]
    assert ((TEMPORARY, "info") in rows) is noted
    assert (run("check_gitignore", "--select", TEMPORARY, "--fix", cwd=tree).code == 1) is noted
    assert run("check_gitignore", "--select", TEMPORARY, "--notes").out.count(TEMPORARY) == 0


def test_what_a_number_does_not_follow_stays_visible(repository, run):
    tree = repository({"m.py": "import m\n", ".gitignore": "*.pyc\n", "expected.pyc.json": "{}"})
    run("check_gitignore", "--select", TEMPORARY, "--fix", cwd=tree)
    name = "__pycache__/m.cpython-313.pyc.2375409084592"
    assert tree.git("check-ignore", "--no-index", name) == f"{name}\n"
    assert tree.git("check-ignore", "--no-index", "expected.pyc.json", check=False) == ""


def test_where_the_folder_is_seen_again_the_name_is_ignored(repository, run):
    files = {
        "pkg/.gitignore": "!__pycache__\n",
        "pkg/__init__.py": "",
        "run.py": "import pkg\n",
        ".gitignore": "__pycache__/\n*.pyc\n",
    }
    tree = repository(files)
    assert run("check_gitignore", "--select", "gitignore-misses-temporary-bytecode", "--fix", cwd=tree).code == 1
    assert (tree / ".gitignore").read_text() == "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"


def test_it_is_said_in_the_file_that_undoes_the_line(repository, found, run):
    files = {".gitignore": "*.pyc*\n", "a/.gitignore": "!*.pyc.[0-9]*\n", "a/m.py": "import m\n"}
    tree = repository(files)
    (one,) = found.findings("check_gitignore", tree)
    assert (one.rule.name, one.path, one.help) == (
        TEMPORARY,
        "a/.gitignore",
        "A killed run leaves one behind. Add `__pycache__/`.",
    )
    name = "a/__pycache__/m.cpython-313.pyc.2375409084592"
    assert one.message == f"git does not ignore `{name}`, the name Python writes bytecode under before it renames it"
    assert run("check_gitignore", "--select", TEMPORARY, "--fix", cwd=tree).code == 1
    assert (tree / "a/.gitignore").read_text() == "!*.pyc.[0-9]*\n\n# Python bytecode\n__pycache__/\n"
    assert tree.git("check-ignore", "--no-index", name) == f"{name}\n"
