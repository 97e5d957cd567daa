"""`solara run`: watchdog on the folder of the app and on those of the project's modules that it imports, one observer each,
without what is below them; with -a also watchfiles, on solara's own package with all below it.

Source: solara 1.64.1 (server/reload.py; __main__.py), checked against the kernel. It loads the app at its start.
"""

from __future__ import annotations

import os

from watchlint.servers import loaded
from watchlint.servers import plan as plans
from watchlint.servers.model import Planning, Way
from watchlint.servers.plan import Root
from watchlint.servers.watchers.told import Told

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.surroundings import Surroundings

_RESTARTS = frozenset(("-a", "--auto-restart", "--reload"))


class Solara(Told):
    name = "solara"
    title = "solara run"
    deep = False
    programs = ("solara",)
    imports = packages = comes_with = ("solara",)
    may_use = ("watchdog",)
    library = "watchdog"
    subcommands = ("run",)
    reload = ()
    still = ("--production",)
    flags = frozenset(
        "--dev --open --no-open -a --auto-restart --no-auto-restart --reload --pdb --qt --reload-dirs".split()
    )
    always = by_file = at_least = True
    example = "app.py"
    off = Way("do not watch: --production", words=("--production",))

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        _, files = self.runs(launch, cwd, environ, around)
        found = self._plan(launch.arguments, cwd, files, around, around.near())
        return Planning(found, files, around.release("watchdog") if found.roots else ())

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        folder, name = os.path.split(os.path.join(beside.cwd, self.app(running.words) or ""))
        search = [folder, beside.cwd, *beside.pythonpath]
        files = loaded.files(name.removesuffix(".py"), search, beside.cwd, beside.python)
        return self._plan(running.words, beside.cwd, files, beside, beside.python)

    def _plan(
        self,
        words: Sequence[str],
        cwd: str,
        files: Sequence[str],
        around: Surroundings | Beside,
        python: Interpreter | None,
    ) -> WatchPlan:
        has = around.has("watchdog")
        app = os.path.join(cwd, self.app(words) or "")
        known = os.path.isfile(app) or bool(files)
        folders = dict.fromkeys(
            os.path.dirname(os.path.realpath(path)) for path in (app, *files) if os.path.isfile(path)
        )
        roots = [Root(folder, False) for folder in folders] if has is not False else []
        notes = ["whether watchdog is installed is not known: counted as if it were"] if has is None else []
        notes += [] if known else ["its app is no file here: which folders it brings in is not known"]
        if not _RESTARTS.isdisjoint(words):
            own = next(
                (
                    found
                    for path in (python.path if python else ())
                    if os.path.isdir(found := os.path.join(path, "solara"))
                ),
                "",
            )
            roots += [Root(own, True, True)] if own else []
            notes += [] if own else ["-a watches solara's own package, too, which is not found here"]
            known = known and bool(own)
        if has is False and not roots:
            return plans.nothing(self.name, "without watchdog solara does not watch", *notes)
        if not roots:
            return plans.WatchPlan(self.name, (), certain=False, notes=notes)
        return plans.WatchPlan(
            self.name, roots, instances=None, counts_union=False, certain=known and has is not None, notes=notes
        )


SERVER = Solara()
