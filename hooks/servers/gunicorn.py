"""`gunicorn --reload`: polls unless the package `inotify` is installed; then each worker watches for itself.

Source: gunicorn 27.0.1 (reloader.py): the folder of every loaded module, without what is below it.
"""

from __future__ import annotations

from hooks.servers import plan as plans
from hooks.servers.arguments import parse
from hooks.servers.plan import Root, WatchPlan

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

POLLS = "gunicorn looks at every module again each second: no watch is set"
MORE = "counted: the folders of the project's own modules; those of installed packages and the standard library come on top"

_WITH_VALUE = frozenset("-w --workers --reload-engine -b --bind -c --config --chdir -k --worker-class".split())


def plan(
    arguments: Sequence[str] = (),
    *,
    has_inotify: bool | None = None,
    module_folders: Iterable[str] = (),
) -> WatchPlan:
    """The plan of `gunicorn ARGUMENTS` with --reload. `has_inotify`: whether the package `inotify` is installed;
    `module_folders`: folders of the modules the application imports. With the package never certain."""
    options, _ = parse(arguments, _WITH_VALUE)
    engine = (options.get("--reload-engine") or ["auto"])[-1]
    if engine == "poll" or (has_inotify is False and engine == "auto"):
        return plans.nothing("gunicorn", POLLS)
    given = (options.get("--workers") or options.get("-w") or ["1"])[-1]
    workers = int(given) if given.isdigit() else 1
    folders = sorted(set(module_folders))
    return WatchPlan(
        "gunicorn",
        [Root(path, False) for path in folders],
        instances=workers,
        copies=workers,
        certain=False,
        notes=[MORE],
    )
