"""gitignore-readmits-bytecode: a line that makes git see bytecode again."""

from __future__ import annotations

import pytest

COVERED = "__pycache__/\n*.pyc\n"
READMITS = "gitignore-readmits-bytecode"


def test_a_negation_above_the_root_is_named_and_answered_below(repository, found, run):
    tree = repository({".gitignore": COVERED + "!*.pyc\n", "app/m.py": "import m\n"})
    (finding,) = found.findings("check_gitignore", tree / "app")
    assert "../.gitignore:3" in finding.message and finding.path == "m.py"
    assert run("check_gitignore", "--fix", str(tree / "app")).code == 1
    assert run("check_gitignore", str(tree / "app")).code == 0


def test_allowed_bytecode_is_left_alone(repository, found):
    tree = repository({".gitignore": COVERED + "!vendor/*.pyc\n", "vendor/m.py": "import m\n"})
    assert found("check_gitignore", tree) == [(READMITS, ".gitignore", 3)]
    assert found("check_gitignore", tree, allow_compiled=["vendor/*.pyc"]) == []


ABOVE = {".gitignore": COVERED + "!*.pyc\n"}
SEEN = "../.gitignore:3 re-admits bytecode: '!*.pyc' makes git see "

# (what it shows, files, the folder that is checked, (severity, path, line, column, end line, end column), message)
PLACES = [
    (
        "in the file that has the line",
        {".gitignore": COVERED + "!v/*.pyc\n", "v/m.py": "import m\n"},
        "",
        ("error", ".gitignore", 3, 1, 3, 9),
        ".gitignore:3 re-admits bytecode: '!v/*.pyc' makes git see `v/m.pyc`",
    ),
    (
        "nothing is imported",
        {".gitignore": COVERED + "!v/*.pyc\n", "v/m.py": ""},
        "",
        ("info", ".gitignore", 3, 1, 3, 9),
        ".gitignore:3 re-admits bytecode: '!v/*.pyc' makes git see `v/m.pyc`",
    ),
    (
        "two folders are shown",
        {".gitignore": COVERED + "!*.pyc\n", "a/m.py": "import m\n", "b/m.py": "", "c/m.py": "", "d/m.py": ""},
        "",
        ("error", ".gitignore", 3, 1, 3, 7),
        ".gitignore:3 re-admits bytecode: '!*.pyc' makes git see `a/m.pyc`, `b/m.pyc` and 2 more like it",
    ),
    (
        "above the root, on the module that gets bytecode",
        {**ABOVE, "app/a.py": "", "app/z/m.py": "", "app/z/run.py": "import m\n"},
        "app",
        ("error", "z/m.py", None, None, None, None),
        SEEN + "`m.pyc`, `z/m.pyc`",
    ),
    (
        "above the root, nothing is imported",
        {**ABOVE, "app/b.py": "", "app/a.py": ""},
        "app",
        ("info", "a.py", None, None, None, None),
        SEEN + "`m.pyc`",
    ),
    (
        "above the root, with a file of its own",
        {**ABOVE, "app/m.py": "import m\n", "app/.gitignore": "*.log\n"},
        "app",
        ("error", ".gitignore", None, None, None, None),
        SEEN + "`m.pyc`",
    ),
]


@pytest.mark.parametrize(
    ("files", "below", "place", "message"), [case[1:] for case in PLACES], ids=[c[0] for c in PLACES]
)
def test_where_it_stands(repository, found, files, below, place, message):
    (one,) = found.findings("check_gitignore", repository(files) / below)
    assert (one.rule.name, one.message) == (READMITS, message)
    assert (one.severity, one.path, one.line, one.column, one.end_line, one.end_column) == place
