"""The one call of git that writes: it changes the index, and runs none of the filters that .git/config names."""

from __future__ import annotations

import os

from watchlint.facts.repository import programs
from watchlint.facts.repository.git import NEUTRAL, GitError, GitTooOld

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.git import Git

# Seconds between two tries where another git holds index.lock: two hooks of a workspace may write at the same time.
_WAITS = (0.1, 0.2, 0.4, 0.8, 1.6)
_OFF = (("clean", ""), ("process", ""), ("required", "false"))


def write(git: Git, *arguments: str, stdin: bytes) -> None:
    """`git ARGUMENTS`, which writes the index. Raises GitError with git's own last line.

    Where the index is written git reads the files that are as young as it (gitformat-index, racy-git), through the
    filters that the configuration names. They are switched off; git then looks at these files once more when asked.
    """
    keys = os.fsdecode(git.run("config", "--null", "--name-only", "--get-regexp", r"^filter\.")).split("\0")[:-1]
    filters = sorted({key.rpartition(".")[0] for key in keys})
    switched = [f"{name}.{key}={value}" for name in filters if "=" not in name for key, value in _OFF]
    command = (git.program, "-C", git.root, *NEUTRAL, *(word for one in switched for word in ("-c", one)), *arguments)
    environment = _without(git, [name for name in filters if "=" in name])
    for wait in (*_WAITS, None):
        try:
            git.finish(programs.start(command, environment, stdin))
            return
        except GitError as error:
            if wait is None or "index.lock" not in str(error):
                raise
            from time import sleep

            sleep(wait)


def _without(git: Git, filters: list[str]) -> dict[str, str]:
    """The variables of git in which filters of such names are switched off: for `-c` a name ends at its first `=`."""
    environment = dict(git.environment)
    if not filters:
        return environment
    if _release(git) < (2, 31):
        raise GitTooOld(f"{filters[0]} of .git/config has `=` in its name: take it out, or update git to 2.31 or later")
    number = int(environment.get("GIT_CONFIG_COUNT") or 0)
    for name in filters:
        for key, value in _OFF:
            environment.update({f"GIT_CONFIG_KEY_{number}": f"{name}.{key}", f"GIT_CONFIG_VALUE_{number}": value})
            number += 1
    environment["GIT_CONFIG_COUNT"] = str(number)
    return environment


def _release(git: Git) -> tuple[int, ...]:
    """(2, 39) of `git version 2.39.5`."""
    number = os.fsdecode(git.run("version")).split()[2]
    return tuple(int(part) for part in number.split(".")[:2] if part.isdigit())
