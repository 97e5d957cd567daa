"""hupper (`pserve --reload`, `hupper -m`): polls unless watchdog or watchman is beside it.

Source: hupper 1.12.1 (reloader.py, find_default_monitor_factory; watchdog.py): the folder of every loaded module,
without what is below it.
"""

from __future__ import annotations

from hooks.servers import plan as plans
from hooks.servers import watchdog
from hooks.servers.plan import Root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from hooks.servers.plan import WatchPlan

POLLS = "without watchdog hupper looks at every module again each second: no watch is set"
MORE = "counted: the folders of the project's own modules; those of installed packages and the standard library come on top"


def plan(
    *,
    watchdog_version: tuple[int, ...] | None = None,
    has_watchdog: bool | None = None,
    module_folders: Iterable[str] = (),
) -> WatchPlan:
    """The plan of a program under hupper; `module_folders`: folders of the modules the program imports. With watchdog
    never certain: which installed modules get loaded shows only at run time."""
    if has_watchdog is False:
        return plans.nothing("hupper", POLLS)
    folders = sorted(set(module_folders))
    return watchdog.plan(
        "hupper", [Root(path, False) for path in folders], watchdog_version, certain=False, notes=[MORE]
    )
