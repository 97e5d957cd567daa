"""gitignore-untracked: the .gitignore that does the job is not tracked."""

from __future__ import annotations

COVERED = "__pycache__/\n*.pyc\n"
UNTRACKED = "gitignore-untracked"


def test_an_untracked_file_at_the_root_is_about_to_be_added(repository, found):
    tree = repository({"m.py": "import m\n"})
    tree.write({".gitignore": COVERED})
    assert found("check_gitignore", tree) == [(UNTRACKED, ".gitignore", None)]
    tree.add(".gitignore")
    assert found("check_gitignore", tree) == []


def test_a_new_file_is_not_blamed_for_being_new(repository, run):
    tree = repository({"m.py": "import m\n"})
    fixed = run("check_gitignore", "--fix", cwd=tree)
    assert UNTRACKED not in fixed.out
    assert "git add -- .gitignore && git commit" in fixed.out.splitlines()[-1]


def test_before_the_first_commit(repository, found):
    tree = repository({"m.py": "import m\n", ".gitignore": COVERED}, commit=False)
    assert found("check_gitignore", tree) == []
    tree.add("m.py")
    assert found("check_gitignore", tree) == [(UNTRACKED, ".gitignore", None)]
