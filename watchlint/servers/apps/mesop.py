"""`mesop main.py`: watchdog on the folder of the main file, with all below; not with --prod.

Source: mesop 1.3.7 (bin/bin.py, fs_watcher), checked against the kernel. What it skips (hidden folders, venv) are
modules to load again, never folders to watch.
"""

from __future__ import annotations

from watchlint.servers.model import Way
from watchlint.servers.watchers.watchdog import OnWatchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.servers.model import Start
    from watchlint.servers.program import Program


class Mesop(OnWatchdog):
    name = "mesop"
    programs = ("mesop",)
    imports = packages = comes_with = ("mesop",)
    reload = ("--noprod", "--prod=false")
    still = ("--prod", "--prod=true")
    always = by_file = True
    example = "main.py"
    off = Way("do not watch: --prod", words=("--prod",))

    def start(self, program: Program) -> Start | None:
        return None if "init" in program.words[:1] else super().start(program)


SERVER = Mesop()
