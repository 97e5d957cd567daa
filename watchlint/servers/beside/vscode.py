"""VS Code, its server (remote, dev container, code-server) as well: @parcel/watcher on each folder of the workspace, with
node_modules; `files.watcherExclude` of .vscode/settings.json lowers it.

Source: VS Code 1.100.3 (files.contribution.ts: the three globs it passes over; by code-server 4.100.3 with a browser), checked
against the kernel. It watches .git and .vscode once more, and six files and folders of its own settings.
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers.model import Start
from watchlint.servers.plan import Root
from watchlint.servers.watchers.node import WATCHMAN, Node, globs, has_watchman, settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan

DEFAULT = {"**/.git/objects/**": True, "**/.git/subtree-cache/**": True, "**/.hg/store/**": True}
_NOTE = "counted because this folder has settings for it (.vscode/); its own settings take about 6 watches more"
_UNSEEN = "which folder the editor has open is not seen from its command line"


class VsCode(Node):
    name = "vscode"
    passing = '"files.watcherExclude": {{"**/{folder}/**": true}} in .vscode/settings.json'
    title = "VS Code"
    programs = ("bootstrap-fork",)
    words = ("bootstrap-fork",)
    on = frozenset(("--type=fileWatcher",))

    def line(self, launch: Launch) -> str:
        return "code ."

    def is_used(self, paths: Sequence[str]) -> bool:
        return any(path.startswith(".vscode/") for path in paths)

    def typed(self, app: str | None) -> Start:
        return Start(None, (), True)

    def watching(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> WatchPlan:
        told = settings(os.path.join(cwd, ".vscode", "settings.json")).get("files.watcherExclude")
        patterns = {**DEFAULT, **(told if isinstance(told, dict) else {})}
        more = [os.path.join(cwd, name) for name in (".git", ".vscode", ".vscode/settings.json")]
        roots = [Root(cwd), *(Root(path, False) for path in more if os.path.exists(path))]
        by_watchman = has_watchman(environ)
        return plans.WatchPlan(
            self.name,
            [Root(os.path.realpath(root.path), root.recursive) for root in roots],
            instances=2,
            counts_union=False,
            certain=not by_watchman,
            notes=[_NOTE, *([WATCHMAN] if by_watchman else [])],
            skips=globs(pattern for pattern, on in patterns.items() if on is True),
        )

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        return plans.WatchPlan(self.name, (), instances=2, certain=False, notes=[_UNSEEN])


SERVER = VsCode()
