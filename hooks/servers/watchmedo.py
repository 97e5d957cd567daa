"""`watchmedo`: watchdog's own command. Patterns (-p, -i) choose events, never folders.

Source: watchdog 6.0.0 and 7.1.0 (watchmedo.py), checked against the kernel.
"""

from __future__ import annotations

import os

from hooks.servers import plan as plans
from hooks.servers import watchdog
from hooks.servers.arguments import parse
from hooks.servers.plan import Root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hooks.servers.plan import WatchPlan

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
    options, words = parse(arguments, _WITH_VALUE)
    if "--debug-force-polling" in options:
        return plans.nothing("watchmedo", "watchmedo is told to poll: no watch is set")
    folders = [path for name in ("-d", "--directory", "--directories") for path in options.get(name, ())]
    if words[:1] in ([_SHELL_COMMAND], [_LOG]):
        folders = words[1:]
    recursive = "-R" in options or "--recursive" in options
    roots = dict.fromkeys(os.path.join(cwd, path) for path in folders or ["."])
    return watchdog.plan("watchmedo", [Root(path, recursive) for path in roots], version, compiles=compiles)
