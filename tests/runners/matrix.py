"""The table: hooks that fix, and the situations a user may be in. A cell is a runner, a hook and a situation."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from typing import Any, NamedTuple

RUNNERS = ("pre-commit", "pre-commit-3.2.0", "prek")
"""The newest pre-commit, the oldest that the manifest allows, and prek."""

DOCKERFILE = (
    "# first\n" * 6
    + "FROM python:3.12\n"
    + "# between\n" * 6
    + "ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling\n"
    + "# last\n" * 6
)
SETTINGS = "[server]\n" + "# between\n" * 6 + 'runOnSave = "true"\n' + "# last\n" * 6


class Fixer(NamedTuple):
    """A hook that fixes. broken: what makes it; target: the file its fix changes or makes; untracked: what leaves the index."""

    hook: str
    broken: dict[str, str]
    target: str
    untracked: tuple[str, ...] = ()

    @property
    def makes(self) -> bool:
        return self.target not in self.broken

    @property
    def may_move(self) -> bool:
        """Whether the file that is fixed may lie in any folder, under names of other kinds."""
        return self.target == "Dockerfile"


_DJANGO = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE', 'site1.settings')\n",
    "site1/__init__.py": "",
    "site1/settings.py": "INSTALLED_APPS = []\n",
    "requirements.txt": "Django>=5.2\npywatchman\n",
    ".gitignore": "__pycache__/\n*.pyc\n",
}
# Running run.py leaves bytecode of a.
_PACKAGE = {"a/__init__.py": "", "a/m.py": "", "run.py": "import a.m\n"}
_BYTECODE = "a/__pycache__/m.cpython-311.pyc"

FIXERS = (
    Fixer("check-gitignore", {**_PACKAGE, ".gitignore": "*.log\n" + "# between\n" * 8}, ".gitignore"),
    Fixer("check-compiled-files", {"a/m.py": "", _BYTECODE: "x", ".gitignore": "*.log\n"}, ".gitignore", (_BYTECODE,)),
    Fixer("check-streamlit-config", {"app.py": "import streamlit\n", ".streamlit/config.toml": SETTINGS,
          "requirements.txt": "streamlit==1.50.0\n"}, ".streamlit/config.toml"),
    Fixer("check-inotify-tier", {"app.py": ""}, ".watchlint.toml"),
    Fixer("check-reloader", _DJANGO, ".watchmanconfig"),
    Fixer("check-launch-files", {"Dockerfile": DOCKERFILE}, "Dockerfile"),
    Fixer("check-all", {**_PACKAGE, _BYTECODE: "x", ".gitignore": "*.log\n" + "# between\n" * 8}, ".gitignore", (_BYTECODE,)),
)  # fmt: skip


class Situation(NamedTuple):
    """What a user has done before, and the command they give. `arrange` is given the tree and the hook, after everything is
    committed; b.py is staged already. `refused`: the fix may not be made, and why is said. `settle`: what the user then does
    by themselves. `impossible`: why it can't be with this hook, or "". `kept`: the words of `git commit` that leave things out."""

    name: str
    words: tuple[str, ...] = ("git", "commit", "-m", "x")
    arrange: Callable[[Any, Fixer], object] = lambda tree, fixer: None
    folder: str = ""
    refused: str = ""
    settle: Callable[[Any, Fixer], object] | None = None
    impossible: Callable[[Fixer], str] = lambda fixer: ""
    before: dict[str, str] = {}
    once_more: bool = False


COMMIT = ("git", "commit", "-m", "x")


def _always(fixer: Fixer) -> str:
    return ""


def _needs_a_target(fixer: Fixer) -> str:
    return "the file is made by the fix: there is nothing in it yet" if fixer.makes else ""


def _edit_target(tree: Any, fixer: Fixer) -> None:
    path = tree / fixer.target
    path.write_bytes(b"# mine\n" + path.read_bytes())


def _settle_target(tree: Any, fixer: Fixer) -> None:
    tree.add(fixer.target)


def _held_back(tree: Any, fixer: Fixer) -> None:
    """A file of the same name in a folder, with edits that are held back."""
    tree.write({f"sub/{os.path.basename(fixer.target)}": "# held back\n"})


def _conflict(tree: Any, fixer: Fixer) -> None:
    path = fixer.target
    tree.git("rm", "-q", "--cached", "b.py")
    tree.git("checkout", "-qb", "side")
    tree.write({path: "# theirs\n" + (tree / path).read_text()}).add(path).commit()
    tree.git("checkout", "-q", "-")
    tree.write({path: "# ours\n" + (tree / path).read_text()}).add(path).commit()
    tree.git("merge", "side", check=False)


def _linked(tree: Any, fixer: Fixer) -> None:
    path = tree / fixer.target
    os.rename(path, tree / "sub/real")
    os.symlink(os.path.relpath(tree / "sub/real", path.parent), path)
    tree.add().commit().write({"b.py": "x = 2\n"}).add("b.py")


def _second_name(tree: Any, fixer: Fixer) -> None:
    os.symlink(fixer.target, tree / "Dockerfile.dev")
    tree.add().commit().write({"b.py": "x = 2\n"}).add("b.py")


def _old_patch(tree: Any, fixer: Fixer) -> None:
    """A patch of another repository that was never taken away, of a process number that is above us now."""
    name = fixer.target
    patch = f"diff --git a/{name} b/{name}\nindex 1234567..89abcde 100644\n--- a/{name}\n+++ b/{name}\n@@ -1 +1 @@\n-x\n+y\n"
    for store, file in (("PRE_COMMIT_HOME", f"patch{int(time.time())}-{os.getpid()}"),
                        ("PREK_HOME", f"patches/{int(time.time() * 1000)}-{os.getpid()}.patch")):  # fmt: skip
        path = os.path.join(os.environ[store], file)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w") as written:
            written.write(patch)


def _worktree_mode(mode: int) -> Callable[[Any, Fixer], None]:
    def arrange(tree: Any, fixer: Fixer) -> None:
        (tree / fixer.target).chmod(mode)
        tree.add(fixer.target).commit().write({"b.py": "x = 2\n"}).add("b.py")

    return arrange


def _rewritten(change: Callable[[bytes], bytes]) -> Callable[[Any, Fixer], None]:
    def arrange(tree: Any, fixer: Fixer) -> None:
        path = tree / fixer.target
        path.write_bytes(change(path.read_bytes()))
        tree.add(fixer.target).commit().write({"b.py": "x = 2\n"}).add("b.py")

    return arrange


def _moved(name: str) -> Callable[[Any, Fixer], None]:
    """The file under another name, with an unstaged edit in it."""

    def arrange(tree: Any, fixer: Fixer) -> None:
        tree.write({name: (tree / fixer.target).read_bytes()})
        (tree / fixer.target).unlink()
        tree.add().commit().write({"b.py": "x = 2\n"}).add("b.py")

    return arrange


def _moved_and_edited(name: str) -> Callable[[Any, Fixer], None]:
    def arrange(tree: Any, fixer: Fixer) -> None:
        _moved(name)(tree, fixer)
        (tree / name).write_bytes(b"# mine\n" + (tree / name).read_bytes())

    return arrange


def _movable(fixer: Fixer) -> str:
    return "" if fixer.may_move else "the file has one place and one name"


def _untracks(fixer: Fixer) -> str:
    return "" if fixer.untracked else "nothing leaves the index"


def _makes(fixer: Fixer) -> str:
    if fixer.hook == "check-reloader":
        return "the finding is a warning: no clone fails for want of the file"
    return "" if fixer.makes else "no file is made"


def _can_be_read_with_markers(fixer: Fixer) -> str:
    if fixer.hook == "check-streamlit-config":
        return "with markers in it the file is no TOML, and nothing in it is fixed"
    return _needs_a_target(fixer)


NAMES = ("café/Dockerfile", "a b/Dockerfile", "we'ird/Dockerfile", "br[a]ck*t/Dockerfile", 'quo"te/Dockerfile')

SITUATIONS = (
    Situation("commit"),
    Situation("commit -a", (*COMMIT, "-a"), lambda tree, fixer: tree.write({"c.py": "changed = 1\n"})),
    Situation("commit PATH", (*COMMIT, "b.py")),
    Situation("commit PATH, another staged", (*COMMIT, "b.py"), lambda tree, fixer: tree.write({"d.py": ""}).add("d.py")),
    Situation("commit -i PATH", (*COMMIT, "-i", "c.py"), lambda tree, fixer: tree.write({"c.py": "changed = 1\n"})),
    Situation("commit --amend", ("git", "commit", "--amend", "--no-edit")),
    Situation("from a folder: commit", folder="sub"),
    Situation("from a folder: commit -a", (*COMMIT, "-a"), lambda tree, fixer: tree.write({"c.py": "z = 1\n"}), "sub"),
    Situation("from a folder: commit PATH", (*COMMIT, "../b.py"), folder="sub"),
    Situation("from a folder: commit --amend", ("git", "commit", "--amend", "--no-edit"), folder="sub"),
    Situation("from a folder: a file of the same name is held back", COMMIT, _held_back, "sub"),
    Situation("git -C", ("git", "-C", "TREE", "commit", "-m", "x"), folder=".."),
    Situation("only a deletion", COMMIT, lambda tree, fixer: tree.git("rm", "-qf", "b.py", "c.py")),
    Situation("another file has unstaged edits", COMMIT, lambda tree, fixer: tree.write({"c.py": "held = 1\n"})),
    Situation("untracked and ignored files", COMMIT, lambda tree, fixer: tree.write({"new.py": "", "x.log": "log"})),
    Situation("the file has unstaged edits", COMMIT, _edit_target, refused="has unstaged edits", settle=_settle_target,
              impossible=_needs_a_target),
    Situation("an intent to add", COMMIT, lambda tree, fixer: tree.write({"later.py": "y"}).git("add", "-N", "later.py")),
    Situation("detached HEAD", COMMIT, lambda tree, fixer: tree.git("checkout", "-q", "--detach")),
    Situation("a linked worktree", COMMIT, folder="WORKTREE"),
    Situation("an unresolved merge", ("RUNNER", "run", "--all-files"), _conflict, refused="is in an unresolved merge",
              impossible=_can_be_read_with_markers),
    Situation("run --all-files", ("RUNNER", "run", "--all-files")),
    Situation("run --all-files from a folder", ("RUNNER", "run", "--all-files"), folder="sub"),
    Situation("run --files", ("RUNNER", "run", "--files", "b.py")),
    Situation("an old patch in the store", COMMIT, _old_patch),
    Situation("the file is a link", COMMIT, _linked, impossible=lambda fixer: _needs_a_target(fixer) or (
        "git follows no linked .gitignore" if fixer.target == ".gitignore" else "")),
    Situation("two names of one file", COMMIT, _second_name, impossible=_movable),
    Situation("two names, unstaged edits", COMMIT, lambda tree, fixer: (_second_name(tree, fixer), _edit_target(tree, fixer)),
              refused="has unstaged edits", settle=_settle_target, impossible=_movable),
    Situation("mode 755", COMMIT, _worktree_mode(0o755), impossible=_needs_a_target),
    Situation("mode 600", COMMIT, _worktree_mode(0o600), impossible=_needs_a_target),
    Situation("CRLF", COMMIT, _rewritten(lambda data: data.replace(b"\n", b"\r\n")), impossible=_needs_a_target),
    Situation("no newline at the end", COMMIT, _rewritten(lambda data: data.rstrip(b"\n")), impossible=_needs_a_target),
    *(Situation(f"named {name}", COMMIT, _moved(name), impossible=_movable) for name in NAMES),
    *(Situation(f"named {name}, from a folder", COMMIT, _moved(name), "sub", impossible=_movable) for name in NAMES),
    *(Situation(f"named {name}, commit PATH", (*COMMIT, "b.py"), _moved(name), impossible=_movable) for name in NAMES),
    *(Situation(f"named {name}, unstaged edits", COMMIT, _moved_and_edited(name), refused="has unstaged edits",
                settle=lambda tree, fixer, name=name: tree.add(name), impossible=_movable) for name in NAMES),
    Situation("commit -a twice", (*COMMIT, "-a"), lambda tree, fixer: tree.write({"c.py": "z = 1\n"}), impossible=_makes,
              once_more=True),
    Situation("git add -u, and again", COMMIT, settle=lambda tree, fixer: tree.git("add", "-u"), impossible=_makes,
              once_more=True),
    Situation("git add . instead", COMMIT, settle=lambda tree, fixer: tree.git("add", "."), impossible=_untracks),
    Situation("git ignores the place of the file", COMMIT, lambda tree, fixer: (tree / ".git/info").mkdir(exist_ok=True) or
              tree.write({".git/info/exclude": f"{fixer.target}\n"}), refused="git ignores", impossible=_makes),
    Situation("index.lock is held", ("RUNNER", "run", "--all-files"), lambda tree, fixer: tree.write({".git/index.lock": ""}),
              refused="index.lock", settle=lambda tree, fixer: ((tree / ".git/index.lock").unlink(), tree.add(fixer.target)), impossible=_untracks),
)  # fmt: skip


class Cell(NamedTuple):
    runner: str
    fixer: Fixer
    situation: Situation

    @property
    def name(self) -> str:
        return f"{self.runner}-{self.fixer.hook}-{self.situation.name}"


def cells() -> tuple[list[Cell], list[tuple[Cell, str]]]:
    """Every cell that can be, and those that can't with the reason."""
    every = [Cell(runner, fixer, situation) for situation in SITUATIONS for fixer in FIXERS for runner in RUNNERS]
    reasons = [(cell, cell.situation.impossible(cell.fixer)) for cell in every]
    return [cell for cell, reason in reasons if not reason], [(cell, reason) for cell, reason in reasons if reason]


def some(every: list[Cell], count: int) -> list[Cell]:
    """A representative part: each situation, hook and runner, the pairs in turn."""
    by_situation: dict[str, list[Cell]] = {}
    for cell in every:
        by_situation.setdefault(cell.situation.name, []).append(cell)
    turn = [group[(number * 5) % len(group)] for number, group in enumerate(by_situation.values())]
    step = max(1, len(turn) // count)
    return turn[::step][:count]
