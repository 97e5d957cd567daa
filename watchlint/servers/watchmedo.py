"""`watchmedo`: watchdog's own command. Patterns (-p, -i) choose events, never folders.

Source: watchdog 6.0.0 and 7.1.0 (watchmedo.py), checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers import watchdog
from watchlint.servers.arguments import parse
from watchlint.servers.plan import Root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.servers.plan import WatchPlan

_WITH_VALUE = frozenset(
    "-d --directory --directories -p --pattern --patterns -i --ignore-pattern --ignore-patterns --interval --signal"
    " --kill-after --debounce-interval --timeout -c --command --python-path --append-to-file".split()
)
_SHELL_COMMAND, _LOG = "shell-command", "log"


def plan(
    arguments: Sequence[str],
    *,
    cwd: str,
    version: tuple[int, ...] | None = None,
    compiles: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `watchmedo ARGUMENTS` (auto-restart, shell-command, log) started in `cwd`: the folders of -d (for
    shell-command and log: the words after the name), the current one where there are none; with -R all below."""
    options, _ = parse(arguments, _WITH_VALUE)
    if "--debug-force-polling" in options:
        return plans.nothing("watchmedo", "watchmedo is told to poll: no watch is set")
    return watchdog.plan("watchmedo", roots(arguments, cwd), version, compiles=compiles)


def roots(arguments: Sequence[str], cwd: str) -> list[Root]:
    """The folders it looks at, by inotify or by polling."""
    options, words = parse(arguments, _WITH_VALUE)
    folders = [path for name in ("-d", "--directory", "--directories") for path in options.get(name, ())]
    if words[:1] in ([_SHELL_COMMAND], [_LOG]):
        folders = words[1:]
    recursive = "-R" in options or "--recursive" in options
    return [Root(path, recursive) for path in dict.fromkeys(os.path.join(cwd, path) for path in folders or ["."])]


def patterns(arguments: Sequence[str]) -> list[str]:
    """The patterns given to it, in one option or several words; none where it is to tell of every file."""
    own = arguments[: arguments.index("--")] if "--" in arguments else arguments
    found = ""
    for at, word in enumerate(own):
        name, equals, value = word.partition("=")
        if name in ("-p", "--pattern", "--patterns"):
            found = value if equals else "".join(own[at + 1 : at + 2])
        elif word.startswith("-p") and len(word) > 2:
            found = word[2:]
    return found.split(";") if found else []


def with_whole_paths(arguments: Sequence[str]) -> list[str]:
    """The same words, with `**/` before the patterns that watchdog 7 would compare with a whole path in vain."""
    given = ";".join(patterns(arguments))
    wanted = ";".join(one if one.startswith(("/", "**/")) else f"**/{one}" for one in patterns(arguments))
    return [wanted if word == given else word.replace(f"={given}", f"={wanted}") for word in arguments]
