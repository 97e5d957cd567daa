"""gitignore-readmits-bytecode: a line that makes git see bytecode again."""

from __future__ import annotations

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
