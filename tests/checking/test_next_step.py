"""What `--fix` says last: the exact next command, tried as it stands."""

from __future__ import annotations

import os
import subprocess

import pytest

from watchlint.checking import next_step
from watchlint.facts.repository.git import Git
from watchlint.facts.repository.repository import Repository
from watchlint.findings import Rename
from watchlint.fixes.plan import Plan

FILES = {"m.py": "import m\n", "a b/n.py": "import n\n", ".gitignore": "*.log\n"}


def last_line(shown) -> str:
    return shown.out.splitlines()[-1]


def test_the_command_commits_what_was_fixed(repository, run):
    tree = repository(FILES)
    command = last_line(run("check_gitignore", "--fix", cwd=tree))
    assert command == "git add -- .gitignore && git commit"
    subprocess.run(f"{command} -q -m x", shell=True, cwd=tree.path, check=True)
    assert tree.status == ""


def test_names_are_quoted(repository, run):
    tree = repository(
        {".gitignore": "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n", "a b/.gitignore": "!*.pyc\n", "a b/m.py": "import m\n"}
    )
    command = last_line(run("check_gitignore", "--fix", cwd=tree))
    assert command == "git add -- 'a b/.gitignore' && git commit"
    subprocess.run(f"{command} -q -m x", shell=True, cwd=tree.path, check=True)
    assert tree.status == ""


def test_another_root_is_named(repository, run):
    tree = repository(FILES)
    command = last_line(run("check_gitignore", "--fix", str(tree), cwd=tree.path.parent))
    subprocess.run(f"{command} -q -m x", shell=True, cwd=tree.path.parent, check=True)
    assert tree.status == ""


def test_what_was_untracked_needs_a_commit_only(repository, run):
    tree = repository({"m.py": "", "__pycache__/m.cpython-311.pyc": "", ".gitignore": "__pycache__/\n"})
    assert last_line(run("check_compiled_files", "--fix", cwd=tree)) == "git commit"


def test_nothing_is_said_where_nothing_changed_or_git_is_not(repository, folder, run):
    assert "git" not in run("check_all", "--fix", cwd=repository({"m.txt": ""})).out
    assert "git add" not in run("check_gitignore", "--fix", cwd=folder({"m.py": "import m\n"})).out


def test_from_below_the_top_the_command_still_holds(repository, run):
    """ROOT by default is the top, whose paths a shell in a folder below does not see."""
    tree = repository({**FILES, "sub/m.py": "import m\n"})
    command = last_line(run("check_gitignore", "--fix", cwd=tree / "sub"))
    subprocess.run(f"{command} -q -m x", shell=True, cwd=tree / "sub", check=True)
    assert tree.status == ""


TEMPORARY = [
    (["a/__pycache__/m.cpython-311.pyc", "n.pyc"], "git rm -r --cached --quiet -- a/__pycache__ n.pyc"),
    # a/b.pyc has no source and is never touched: so its folder is not named as a whole
    (["a/m.pyc", "a/b.pyc"], "git rm -r --cached --quiet -- a/m.pyc"),
    (["__pycache__/m.cpython-311.pyc", "__pycache__/b.cpython-311.pyc"], "git rm -r --cached --quiet -- __pycache__"),
    (["x*.pyc"], "git --literal-pathspecs rm -r --cached --quiet -- 'x*.pyc'"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "command"), TEMPORARY)
def test_in_a_temporary_index_the_command_is_printed(repository, run, monkeypatch, files, command):
    if os.name == "nt" and "*" in "".join(files):
        pytest.skip("Windows has no such names")
    tree = repository(
        {
            **dict.fromkeys(
                [*files, "m.py", "a/m.py", "n.py", *(["x*.py", "xy.txt"] if "x*.pyc" in files else [])], ""
            ),
            ".gitignore": "__pycache__/\n*.pyc\n",
        }
    )
    temporary = tree / ".git" / "index.lock"
    temporary.write_bytes((tree / ".git" / "index").read_bytes())
    monkeypatch.setenv("GIT_INDEX_FILE", str(temporary))
    shown = run("check_compiled_files", "--fix", cwd=tree)
    assert shown.code == 1 and "temporary index" in shown.out
    monkeypatch.delenv("GIT_INDEX_FILE")
    temporary.unlink()
    assert shown.out.splitlines()[-2:] == [command, "then repeat your commit"]
    subprocess.run(f"{command} && git commit -q -m x", shell=True, cwd=tree.path, check=True)
    assert "compiled-bytecode-tracked" not in run("check_compiled_files").out
    assert all((tree / name).exists() for name in files)


def after(tree, changed=(), not_written=(), root=None, renames=(), untracked=(), changes=None):
    """The step after a plan for the repository around the current folder."""
    repo = Repository(str(tree), Git.open(str(tree)))
    plan = Plan(repo)
    plan.renames, plan.untracked = [Rename(*pair) for pair in renames], list(untracked)
    plan.changes = changes or {}
    return next_step.after(repo, plan, list(changed), [(path, "why") for path in not_written], root)


@pytest.mark.parametrize(
    ("index", "changed", "wanted"),
    [
        (None, ["f"], ("git add -- f && git commit", "")),
        ("index", ["f"], ("git add -- f", "then repeat your commit")),
        ("index.lock", ["f"], ("git add -- f", "then repeat your commit")),
        ("next-index-1.lock", ["f"], ("git add -- f", "then repeat your commit, with f among its paths")),
    ],
)
def test_each_kind_of_commit(repository, monkeypatch, index, changed, wanted):
    tree = repository({"f": "", "g": ""})
    monkeypatch.chdir(tree.path)
    if index:
        if index != "index":
            (tree / ".git" / index).write_bytes((tree / ".git" / "index").read_bytes())
        monkeypatch.setenv("GIT_INDEX_FILE", str(tree / ".git" / index))
        monkeypatch.setenv("GIT_DIR", str(tree / ".git"))
    assert tuple(after(tree, changed)) == wanted


def test_a_push_is_repeated(repository, monkeypatch):
    tree = repository({"f": ""})
    monkeypatch.chdir(tree.path)
    monkeypatch.setenv("PRE_COMMIT", "1")
    monkeypatch.setenv("PRE_COMMIT_REMOTE_NAME", "origin")
    monkeypatch.setenv("PRE_COMMIT_TO_REF", "HEAD")
    assert after(tree, ["f"]).then == "then push again"


def test_a_merge_is_settled_first(repository, monkeypatch):
    tree = repository({"f": "1\n", "g": ""})
    tree.git("checkout", "-q", "-b", "other")
    tree.write({"f": "2\n"}).add().commit()
    tree.git("checkout", "-q", "main")
    tree.write({"f": "3\n"}).add().commit()
    tree.git("merge", "-q", "other", check=False)
    monkeypatch.chdir(tree.path)
    assert tuple(after(tree, ["g"])) == ("git add -- g", "then settle the merge and commit it")


def test_what_its_owner_keeps_out_is_not_staged(repository, monkeypatch):
    tree = repository({"f": "", "old": ""})
    tree.write({"kept-out": "", "not-added": "", "moved": ""})
    monkeypatch.chdir(tree.path)
    step = after(tree, ["f", "kept-out"])
    assert step.command == "git add -- f && git commit"
    assert after(tree, ["new"], changes={"new": b""}).command == "git add -- new && git commit"
    assert after(tree, ["moved"], renames=[("old", "moved")]).command == "git add -- moved && git commit"
    assert after(tree, ["moved"], renames=[("not-added", "moved")]).command == "git commit"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("a b", "'a b'"), ("it's", '\'it\'"\'"\'s\''), ("café", "'café'"), ("a\nb", "$'a\\x0ab'"), ("a\x1b'\\", "$'a\\x1b\\'\\\\'"),
        ("-x", "-x"), (":x", ":x"),
    ],
)  # fmt: skip
def test_a_name_as_a_shell_takes_it(repository, monkeypatch, name, wanted):
    if os.name == "nt":
        pytest.skip("Windows has no such names, nor bash")
    tree = repository({name: ""})
    monkeypatch.chdir(tree.path)
    command = after(tree, [name]).command
    assert command.endswith(f"add -- {wanted} && git commit")
    tree.write({name: "new"})
    subprocess.run(["bash", "-c", command.partition(" && ")[0]], cwd=tree.path, check=True)
    assert tree.git("diff", "--cached", "--name-only", "-z") == f"{name}\0"


def test_many_names_are_said_as_patterns(repository, monkeypatch):
    caches = [f"p{n}/__pycache__/m.cpython-311.pyc" for n in range(30)]
    tree = repository({**dict.fromkeys([*caches, "other.txt"], "")})
    monkeypatch.chdir(tree.path)
    monkeypatch.setenv("GIT_INDEX_FILE", str(tree / ".git" / "index.lock"))
    monkeypatch.setenv("GIT_DIR", str(tree / ".git"))
    (tree / ".git" / "index.lock").write_bytes((tree / ".git" / "index").read_bytes())
    command = after(tree, [], caches, untracked=caches).command
    monkeypatch.delenv("GIT_INDEX_FILE")
    (tree / ".git" / "index.lock").unlink()
    assert command == "git rm -r --cached --quiet -- ':(top,glob)**/__pycache__/**' ':(top)*.pyc'"
    subprocess.run(command, shell=True, cwd=tree.path, check=True)
    assert tree.tracked == ["other.txt"]


def test_before_the_first_commit_git_rm_wants_to_be_forced(repository):
    tree = repository({"a": "1", "b": "2"}, commit=False).add()
    git = Git.open_top(str(tree))
    assert next_step._differ_from_head(git, ["a"])
    tree.commit()
    tree.write({"a": "3"}).add()
    assert next_step._differ_from_head(git, ["a"]) and not next_step._differ_from_head(git, ["b"])


@pytest.mark.parametrize(
    ("kind", "edited", "said"),
    [
        ("whole", [], "repeat your commit"),
        ("paths", ["a b"], "repeat your commit, with a b among its paths"),
        ("paths", [], "repeat your commit; the removal stays staged and goes with the next one"),
    ],
)
def test_what_to_do_with_the_commit_that_is_under_way(repository, monkeypatch, kind, edited, said):
    repo = Repository(str(repository(FILES)))
    repo.git.is_of_commit = True
    monkeypatch.setattr(next_step.runner, "commit", lambda: kind)
    found = next_step._then(repo, ["git add -- x"], edited, next_step._Shell(repo, None))
    assert found == ("git add -- x", f"then {said}")
