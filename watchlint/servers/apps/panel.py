"""`panel serve --dev`: watchfiles on files, the app's and those of the project's modules that it imports; no folder.

Source: panel 1.8.2 and 1.10.0 (command/serve.py, io/reload.py), checked against the kernel.
"""

from __future__ import annotations

import glob
import os

from watchlint.servers import imported, loaded
from watchlint.servers import plan as plans
from watchlint.servers.arguments import parse
from watchlint.servers.model import Planning, Way
from watchlint.servers.plan import WatchPlan
from watchlint.servers.watchers import watchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.surroundings import Surroundings

_WITH_VALUE = frozenset(
    "--port -p --address --allow-websocket-origin --prefix --index --log-level --log-format --log-file --num-procs --args"
    " --setup --static-dirs --basic-auth --oauth-provider --plugins --session-token-expiration --unused-session-lifetime"
    " --check-unused-sessions --keep-alive --stats-log-frequency --mem-log-frequency --websocket-max-message-size"
    " --root-path --num-threads --rest-session-info --rest-endpoint --rest-provider --liveness-endpoint --global-loading-spinner".split()
)


class Panel(watchfiles.OnWatchfiles):
    name = "panel"
    title = "panel serve --dev"
    deep = False
    programs = ("panel",)
    imports = comes_with = ("panel",)
    traced = ("panel",)
    subcommands = ("serve",)
    reload = ("--dev", "--autoreload")
    still = ()
    flags = frozenset(
        "--show --warm --admin --reuse-sessions --profiler --liveness --enable-xsrf-cookies --glob".split()
    )
    by_file = at_least = True
    example = "app.py"
    without = "without watchfiles panel looks at its files twice a second: no watch is set"
    off = Way("do not watch: leave out --dev")

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        files: list[str] = []
        for app in self._apps(launch.arguments, cwd):
            folder, name = os.path.split(app)
            files += imported.of_module(name, folder, cwd, environ, around)[1]
        return Planning(self._plan(launch.arguments, cwd, files, environ, around), files)

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        files = []
        for app in self._apps(running.words, beside.cwd):
            folder, name = os.path.split(app)
            files += loaded.files(name.removesuffix(".py"), [folder, *beside.pythonpath], beside.cwd, beside.python)
        return self._plan(running.words, beside.cwd, files, running.environ, beside)

    def _plan(
        self,
        words: Sequence[str],
        cwd: str,
        files: Iterable[str],
        environ: Mapping[str, str],
        around: Surroundings | Beside,
    ) -> WatchPlan:
        has = around.has("watchfiles")
        if has is False:
            return plans.nothing(self.name, self.without)
        apps = self._apps(words, cwd)
        known = all(app.endswith(".py") for app in apps)
        notes = [] if has else [watchfiles.UNKNOWN]
        notes += [] if known else ["which modules a notebook or a folder brings in is not known: they are not counted"]
        paths = dict.fromkeys(map(os.path.realpath, [*apps, *files]))
        return watchfiles.watcher(
            self.name, paths, ignores=False, environ=environ, certain=bool(has) and known, notes=notes
        )

    def _apps(self, words: Sequence[str], cwd: str) -> list[str]:
        """Its files; a pattern is what the shell makes of it, or with --glob Panel: `**` is one folder."""
        paths = [os.path.join(cwd, path) for path in parse(self.own(words) or (), _WITH_VALUE)[1]]
        return [app for path in paths for app in sorted(glob.glob(path)) or [path]]


SERVER = Panel()
