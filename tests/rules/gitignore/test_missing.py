"""gitignore-missing: no .gitignore where Python writes bytecode. What makes Python write some is in test_misses_bytecode.py."""

from __future__ import annotations

MISSING = "gitignore-missing"


def test_it_stands_on_the_module_that_gets_bytecode(repository, found):
    tree = repository({"a.py": "print(1)\n", "z/m.py": "", "z/run.py": "import m\n"})
    (finding,) = found.findings("check_gitignore", tree)
    assert (finding.rule.name, finding.path, finding.severity) == (MISSING, "z/m.py", "error")
    assert (
        finding.message
        == "no .gitignore: git would add `z/__pycache__/`, which Python writes when `z/run.py` imports `z/m.py`"
    )


def test_a_note_is_fixed_where_it_is_selected(repository, run):
    tree = repository({"a.py": "print(1)\n"})
    assert run("check_gitignore", "--fix", cwd=tree).code == 0 and tree.status == ""
    assert run("check_gitignore", "--select", MISSING, "--fix").code == 1
    assert (tree / ".gitignore").read_text() == "# Python bytecode\n__pycache__/\n*.pyc\n"


def test_without_git_it_says_who_judged(folder, found):
    (finding,) = found.findings("check_gitignore", folder({"m.py": "import m\n"}))
    assert finding.rule.name == MISSING and "no git here" in finding.message
