"""hupper (`hupper -m`, `pserve --reload`): polls unless watchdog or watchman is beside it.

Source: hupper 1.12.1 (reloader.py, find_default_monitor_factory; watchdog.py; worker.py, WatchSysModules; cli.py),
pyramid 2.1 (scripts/pserve.py): the folder of every loaded module that is in no site-packages and not of the standard
library, of the files named by -w, and of pserve's settings file; never what is below. The first process watches.
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

POLLS = "without watchdog hupper looks at every module again each second: no watch is set"
TOLD = "hupper is told to look at every module again each second (HUPPER_DEFAULT_MONITOR): no watch is set"
MORE = (
    "counted: the folders of the project's own modules; hupper leaves out installed packages and the standard library"
)

_WITH_VALUE = frozenset(
    "-m -w -x --shutdown-interval --reload-interval -n --app-name -s --server --server-name".split()
)


def module(arguments: Sequence[str]) -> str:
    """The module of `hupper -m MODULE`; '' for pserve, whose settings file names it."""
    options, _ = parse(arguments, _WITH_VALUE)
    return (options.get("-m") or [""])[-1]


def ignored(arguments: Sequence[str], path: str) -> bool:
    """Whether a -x pattern leaves this file out (FileMonitorProxy: fnmatch on the whole absolute path)."""
    import fnmatch

    options, _ = parse(arguments, _WITH_VALUE)
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in options.get("-x", ()))


def named_folders(arguments: Sequence[str], cwd: str) -> list[str]:
    """The folders of the files that -w names, and of pserve's settings file. A pattern is left out: what matches it is
    looked up once, at the start, so that a file made later is not watched."""
    import glob

    options, words = parse(arguments, _WITH_VALUE)
    names = [name for name in options.get("-w", ()) if not glob.has_magic(name)]
    names += [] if "-m" in options else [word.partition("#")[0] for word in words[:1]]
    paths = [os.path.abspath(os.path.join(cwd, name)) for name in names]
    found = {os.path.dirname(path) for path in paths if not ignored(arguments, path)}
    return sorted(folder for folder in found if os.path.isdir(folder))


def plan(
    *,
    watchdog_version: tuple[int, ...] | None = None,
    has_watchdog: bool | None = None,
    module_folders: Iterable[str] = (),
) -> WatchPlan:
    """The plan of a program under hupper; `module_folders`: folders of the modules the program imports. With watchdog
    never certain: which of them get loaded shows only at run time."""
    if has_watchdog is False:
        return plans.nothing("hupper", POLLS)
    folders = sorted(set(module_folders))
    return watchdog.plan(
        "hupper", [Root(path, False) for path in folders], watchdog_version, certain=False, notes=[MORE]
    )
