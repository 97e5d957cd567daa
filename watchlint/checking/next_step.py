"""What to do after `--fix`: the command that stages what was changed, as the reader's shell takes it, and what follows."""

from __future__ import annotations

import os

from watchlint.facts.repository import runner
from watchlint.facts.repository.git import Git, GitError
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.facts.repository.repository import Repository
    from watchlint.fixes.plan import Plan

# A command line with more names than this is one nobody reads, and a committed environment has thousands.
MOST_NAMES = 20

# What all bytecode of a repository is covered by, as git pathspecs (gitglossary(7)).
_ALL_BYTECODE = (
    (":(top,glob)**/__pycache__/**", lambda path: "__pycache__" in path.split("/")[:-1]),
    (":(top)*.pyc", lambda path: path.endswith(".pyc")),
    (":(top)*.pyo", lambda path: path.endswith(".pyo")),
)


class Step(Record):
    """`command`: for a shell, as it stands, "" where there is nothing to run. `then`: what follows, in words."""

    command: str = ""
    then: str = ""


def after(
    repo: Repository, plan: Plan, changed: list[str], not_written: Sequence[tuple[str, str]], root: str | None
) -> Step:
    """The next step after these paths were `changed` and those were not. `root`: as its owner named it."""
    if not repo.git:
        return Step()
    untracked = set(plan.untracked)
    refused = [path for path, _ in not_written if path in untracked] if repo.git.index_is_temporary else []
    edited = [path for path in changed if path not in untracked and _is_staged_by_hand(repo, plan, path)]
    if not changed and not refused:
        return Step()
    shell = _Shell(repo, root)
    commands = []
    if refused:
        force = "-f " if _differ_from_head(repo.git, refused) else ""
        commands.append(shell.command(f"rm -r {force}--cached --quiet --", refused, _short(refused, repo.tracked)))
    if edited:
        commands.append(shell.command("add --", edited, edited))
    return _then(repo, commands, shell.names(edited), shell)


def _then(repo: Repository, commands: list[str], edited: list[str], shell: _Shell) -> Step:
    stage = " && ".join(commands)
    word = "then " if stage else ""
    kind = runner.commit() if repo.git and repo.git.is_of_commit else ""
    if repo.unmerged:
        return Step(stage, f"{word}settle the merge and commit it")
    if kind in ("whole", "all"):
        return Step(stage, f"{word}repeat your commit")
    if kind == "paths" and edited:
        return Step(stage, f"{word}repeat your commit, with {' '.join(edited)} among its paths")
    if kind == "paths":
        return Step(stage, f"{word}repeat your commit; the removal stays staged and goes with the next one")
    commit = " && ".join([*commands, f"{shell.git} commit"])
    return Step(commit, "then push again" if runner.pushed() else "")


def _is_staged_by_hand(repo: Repository, plan: Plan, path: str) -> bool:
    """Whether `git add` takes this path: tracked, or made by the fix. Not what its owner has kept out so far."""
    if repo.is_tracked(path):
        return True
    moved = {rename.new: rename.old for rename in plan.renames}
    if path in moved:
        return repo.is_tracked(moved[path])
    return path in plan.changes and plan.changes[path] is not None and repo.read(path) is None


def _differ_from_head(git: Git, paths: list[str]) -> bool:
    """Whether the index has other content of one of these than the last commit: `git rm` then asks for -f (git-rm(1))."""
    try:
        out = git.run_on_own_index("diff-index", "--cached", "--name-only", "--relative", "-z", "HEAD")
    except GitError:  # before the first commit
        return True
    return not set(os.fsdecode(out).split("\0")).isdisjoint(paths)


class _Shell:
    """How the reader's shell, wherever it stands, names this repository and its files."""

    def __init__(self, repo: Repository, root: str | None) -> None:
        git = repo.git
        assert git is not None
        top = os.path.realpath(git.top)
        stands = runner.shell_folder(top) if runner.is_above() else os.path.realpath(os.curdir)
        self.git, self._prefix = "git", ""
        if root is None and stands and (stands + os.sep).startswith(top + os.sep):
            self._prefix = "" if stands == repo.root else ":/" + git.prefix
        elif stands != repo.root:
            self.git = f"git -C {_quoted([root or repo.root])}"

    def command(self, words: str, paths: list[str], short: list[str]) -> str:
        """`git WORDS NAMES`, made to take names for what they are where one would be read as a pattern."""
        if len(short) > MOST_NAMES:
            return f"{self.git} {words} {_quoted(short)}"
        literal = " --literal-pathspecs" if not self._prefix and any(_is_special(path) for path in paths) else ""
        return f"{self.git}{literal} {words} {' '.join(self.names(short))}"

    def names(self, paths: list[str]) -> list[str]:
        """The paths below the root as pathspecs, quoted."""
        return [_quoted([self._name(path)]) for path in paths]

    def _name(self, path: str) -> str:
        if path.startswith(":(top") or not self._prefix:
            return path
        if _is_special(self._prefix[2:] + path):
            return f":(top,literal){self._prefix[2:]}{path}"
        return self._prefix + path


def _is_special(path: str) -> bool:
    return path.startswith(":") or bool(set(path) & set("*?[\\"))


def _short(paths: list[str], tracked: frozenset[str]) -> list[str]:
    """The paths, or the caches they lie in where all of those go: `git rm -r --cached` takes whole folders."""
    caches = {p: p[: p.index("__pycache__/") + len("__pycache__")] for p in paths if "__pycache__/" in p}
    kept = [p for p in tracked.difference(paths) if "__pycache__/" in p]
    whole = {cache for cache in caches.values() if not any(p.startswith(cache + "/") for p in kept)}
    short = list(dict.fromkeys(caches[p] if caches.get(p) in whole else p for p in paths))
    if len(short) <= MOST_NAMES:
        return short
    covered: set[str] = set()
    patterns = []
    for pattern, matches in _ALL_BYTECODE:
        found = {path for path in tracked if matches(path)}
        if found and found <= set(paths):
            patterns.append(pattern)
            covered |= found
    return [*patterns, *(path for path in paths if path not in covered)]


def _quoted(paths: list[str]) -> str:
    """For a shell, with no control character: such a name is written as bash, zsh and ksh take it."""
    from shlex import quote

    return " ".join(quote(path) if path.isprintable() else _escaped(path) for path in paths)


def _escaped(path: str) -> str:
    out = []
    for c in path:
        raw = c.encode("utf-8", "surrogateescape")
        out.append(f"\\{c}" if c in "'\\" else c if c.isprintable() else "".join(f"\\x{byte:02x}" for byte in raw))
    return f"$'{''.join(out)}'"
