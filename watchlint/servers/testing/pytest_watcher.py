"""`ptw PATH` of pytest-watcher: watchdog on that folder, with all below.

Source: pytest-watcher 0.6.3 (watcher.py, parse.py), checked against the kernel. Its patterns choose events, never folders.
"""

from __future__ import annotations

from watchlint.servers.model import FILTERS, Believed, Way
from watchlint.servers.watchers.watchdog import OnWatchdog, here

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.servers.model import Launch, Start
    from watchlint.servers.plan import Root
    from watchlint.servers.program import Program


class PytestWatcher(OnWatchdog):
    name = "pytest-watcher"
    title = "ptw"
    programs = ("ptw", "pytest-watcher", "pytest_watcher")
    packages = comes_with = ("pytest-watcher",)
    reload = still = ()
    flags = frozenset("--now --clear --notify-on-failure".split())
    always = True
    example = "."
    off = Way("do not watch: start pytest itself")
    excluding = ("--ignore-patterns",)
    believed = (
        Believed("ignore-patterns", "--ignore-patterns '{folder}/*'", FILTERS, ("--ignore-patterns", "{folder}/*")),
    )

    def start(self, program: Program) -> Start | None:
        start = super().start(program)
        return start if start and start.app else None  # pytest-watch has the same name, and needs no folder

    def roots(self, words: Sequence[str], cwd: str) -> list[Root]:
        return here(cwd, [self.app(words) or "."])

    def folders(self, launch: Launch) -> list[str]:
        return [launch.app] if launch.app and launch.app != "." else []


SERVER = PytestWatcher()
