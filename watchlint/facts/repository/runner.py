"""Who called us: a hook runner (pre-commit, prek) or a person, in a commit or a push, for the whole repository or one project.

What the runners tell in the environment is measured: pre-commit 3.2.0 and 4.7.0, prek 0.5.11.
"""

from __future__ import annotations

import os

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.git import Git
    from watchlint.facts.repository.listing import Listing

# The names prek's workspace, and pre-commit without `-c`, look for: a folder that has one is a project of its own.
_CONFIGURATIONS = (".pre-commit-config.yaml", ".pre-commit-config.yml", "prek.toml")


def is_above() -> bool:
    """Whether a hook runner called us: both set PRE_COMMIT."""
    return "PRE_COMMIT" in os.environ


def name() -> str:
    """The runner's own name, as a command."""
    return "prek" if "PREK_HOOK_STAGE" in os.environ else "pre-commit"


def commit() -> str:
    """The kind of the commit that git is making now: "" for none, "whole", "all" (`commit -a`, `-i`, `-p`), "paths"
    (`commit PATH`), or "merge", which is finished by `git commit`.

    git tells a hook the index that it will commit: its own, or a lock file beside it (builtin/commit.c, prepare_index).
    """
    index = os.path.basename(os.environ.get("GIT_INDEX_FILE", ""))
    if not index:
        return ""
    if os.environ.get("GIT_REFLOG_ACTION", "").startswith(("merge", "pull")):  # builtin/merge.c sets it
        return "merge"
    return "paths" if index.startswith("next-index-") else "all" if index.endswith(".lock") else "whole"


def pushed() -> str | None:
    """What `git push` is about to send, as a revision; None where no push called us."""
    if not is_above() or "PRE_COMMIT_REMOTE_NAME" not in os.environ:
        return None
    return os.environ.get("PRE_COMMIT_TO_REF") or os.environ.get("PRE_COMMIT_LOCAL_BRANCH") or None


def carried(git: Git, listing: Listing) -> Listing:
    """The files as what git is making, or about to send, carries them.

    A push carries its commit, whatever the index says by now. `git commit PATH` takes all but PATH from the last commit:
    what the index has lost since then is on its way out and belongs to the next commit.
    """
    from watchlint.facts.repository.listing import Listing

    if revision := pushed():
        return Listing(os.fsdecode(git.run("ls-tree", "-r", "-z", "--name-only", revision)), "")
    if git.index_is_temporary and commit() == "paths":
        kept = set(os.fsdecode(git.run_on_own_index("ls-files", "-z", "--cached")).split("\0"))
        return Listing("".join(path + "\0" for path in listing.tracked if path in kept), listing.others_text)
    return listing


def is_file_checkout() -> bool:
    """Whether `git checkout -- FILE` called us, which moves to no other commit (githooks(5), post-checkout)."""
    return is_above() and os.environ.get("PRE_COMMIT_CHECKOUT_TYPE") == "0"


def project(top: str) -> str | None:
    """The folder of the project a runner called us for, where it is not the whole work tree.

    In prek's workspace a hook runs in its project's folder. With `-c web/.pre-commit-config.yaml` both run it at the top, and
    only their own command line tells.
    """
    if not is_above():
        return None
    top, here = os.path.realpath(top), os.path.realpath(os.curdir)
    if here != top:
        return here if here.startswith(top + os.sep) else None
    command = next((process.command for process in processes() if _is_runner(process.command)), [])
    given = _configuration(command)
    if not given:
        return None
    # `pre-commit run` is given it relative to the shell's folder, an installed hook relative to the top.
    shell = top if "hook-impl" in command else os.environ.get("PWD", top)
    return _project_of(os.path.realpath(os.path.join(shell, given)), top)


def shell_folder(top: str) -> str | None:
    """Where the shell stands in which the commit or the runner was started; None where that can't be told.

    A runner goes to the top of the work tree, and `git -C` anywhere: the process above them tells (/proc). Elsewhere a commit
    tells which folder below the top it came from (GIT_PREFIX, git(1)), and a runner leaves the shell's own PWD.
    """
    above = list(processes())
    number = next((n for n, process in enumerate(above) if _is_runner(process.command)), None)
    if number is not None and commit():
        number = next((n for n in range(number, len(above)) if _is_git(above[n].command)), None)
    while number is not None and number < len(above) and _is_between(above[number].command):
        number += 1
    if number is not None and number < len(above):
        try:
            return os.path.realpath(os.readlink(f"/proc/{above[number].pid}/cwd"))
        except OSError:
            return None
    if "GIT_PREFIX" in os.environ:
        return os.path.join(top, os.environ["GIT_PREFIX"]).rstrip(os.sep)
    return None if _booted() is not None else os.environ.get("PWD")


def _is_git(command: list[str]) -> bool:
    return os.path.basename((command or [""])[0]) in ("git", "git.exe")


def _is_between(command: list[str]) -> bool:
    return _is_runner(command) or _is_git(command)


def _project_of(configuration: str, top: str) -> str | None:
    folder, name = os.path.split(configuration)
    below = folder[len(top) :].split(os.sep)
    if name not in _CONFIGURATIONS or not folder.startswith(top + os.sep) or not os.path.isfile(configuration):
        return None
    # .config, .github: where settings are kept, not a project.
    return None if any(part.startswith(".") for part in below) else folder


def _is_runner(command: list[str]) -> bool:
    words = {os.path.basename(word).removesuffix(".exe") for word in command[:4]}
    return not words.isdisjoint(("pre-commit", "prek", "-mpre_commit", "pre_commit"))


def _configuration(command: list[str]) -> str | None:
    """The value of `-c` or `--config` on a runner's command line, if it has one."""
    for word, after in zip(command, [*command, ""][1:], strict=True):
        flag, _, value = word.partition("=")
        if flag in ("-c", "--config"):
            return value or after
        if word.startswith("-c") and not word.startswith("--"):
            return word[2:]
    return None


class Process(Record):
    """A process above us: its number, when it was started (seconds since 1970; None where that can't be told), its words."""

    pid: int
    started: float | None
    command: list[str]


def processes() -> Iterator[Process]:
    """Those above us, the nearest first: all of them where /proc tells (proc_pid_stat(5)), else the one that called us."""
    pid, booted = os.getppid(), _booted()
    if booted is None:
        yield Process(pid, None, _asked(pid))
        return
    while pid > 1:
        try:
            with open(f"/proc/{pid}/stat", "rb") as file:
                fields = file.read().rpartition(b")")[2].split()
            with open(f"/proc/{pid}/cmdline", "rb") as file:
                words = os.fsdecode(file.read()).split("\0")[:-1]
            started = booted + int(fields[19]) / os.sysconf("SC_CLK_TCK")
            above = int(fields[1])
        except (OSError, ValueError, IndexError):
            return
        yield Process(pid, started, words)
        pid = above


def _booted() -> float | None:
    try:
        with open("/proc/stat", "rb") as file:
            return next((float(line.split()[1]) for line in file if line.startswith(b"btime ")), None)
    except (OSError, ValueError, IndexError):
        return None


def _asked(pid: int) -> list[str]:
    """The words of a process where there is no /proc, from ps (POSIX), which does not tell where one ends."""
    if os.name == "nt":
        return []
    import subprocess

    try:
        done = subprocess.run(
            ["/bin/ps", "-o", "args=", "-p", str(pid)], capture_output=True, timeout=5, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.SubprocessError):
        return []
    return os.fsdecode(done.stdout).split()
