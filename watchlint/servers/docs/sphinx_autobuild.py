"""`sphinx-autobuild SOURCE OUT`: watchfiles on the source folder and on those of --watch, the pages it builds included
where they lie inside.

Source: sphinx-autobuild 2025.8.25 (__main__.py, server.py), checked against the kernel. --ignore chooses events, never
folders.
"""

from __future__ import annotations

import os

from watchlint.servers.arguments import parse
from watchlint.servers.model import FILTERS, Absent, Believed, Way
from watchlint.servers.watchers.watchfiles import OnWatchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.model import Launch, Planning, Start
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

_WITH_VALUE = frozenset(
    "-b --builder -j --jobs -d --doctree-dir -c --conf-dir -D --define -A --html-define -t --tag -w --warning-file"
    " -M --port --host --re-ignore --ignore --delay --watch --pre-build --post-build".split()
)


class SphinxAutobuild(OnWatchfiles):
    name = "sphinx-autobuild"
    programs = ("sphinx-autobuild", "sphinx_autobuild")
    comes_with = ("sphinx-autobuild",)
    traced = ("sphinx_autobuild",)
    reload = still = ()
    always = brings = True
    example = "docs"
    off = Way("do not watch: build with sphinx-build")
    excluding = ("--ignore", "--re-ignore")
    believed = (Believed("ignore", "--ignore '{folder}/*'", FILTERS, ("--ignore", "{folder}/*")),)

    def start(self, program: Program) -> Start | None:
        # It asks for a source and an output folder; a make variable may stand for both.
        named = parse(program.words, _WITH_VALUE)[1]
        return super().start(program) if len(named) > 1 or any("$" in word for word in named) else None

    def app(self, words: Sequence[str]) -> str | None:
        return next(iter(parse(words, _WITH_VALUE)[1]), None)

    def folders(self, launch: Launch) -> list[str]:
        return _watched(launch.arguments)

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        for path in _watched(launch.arguments) if launch.command else ():
            if not os.path.exists(os.path.join(cwd, path)):  # it resolves each of them first (__main__.py, strict=True)
                raise Absent(f"sphinx-autobuild ends at its start: {path} is not in this work tree")
        planning = super().plan(launch, cwd, environ, around)
        out = _built(launch.arguments, cwd)
        above = [root for root in self.roots(launch.arguments, environ, cwd) if out.startswith(f"{root}{os.sep}")]
        if not above or os.path.isdir(out):
            return planning
        names = out[len(above[0]) + 1 :].split(os.sep)
        made = tuple(os.path.join(above[0], *names[: number + 1]) for number in range(len(names)))
        plan = planning.plan._replace(makes=made)
        if "--no-initial" not in launch.arguments:
            note = (
                f"it watches what it builds too: the folders that come into {os.path.relpath(out, cwd)} are not counted"
            )
            plan = plan._replace(certain=False, notes=(*plan.notes, note))
        return planning._replace(plan=plan)

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        return [os.path.realpath(os.path.join(cwd, path)) for path in _watched(words)]

    def built(self, words: Sequence[str], cwd: str) -> tuple[list[str], list[str]]:
        trees = [*parse(words, _WITH_VALUE)[0].get("-d", ()), *parse(words, _WITH_VALUE)[0].get("--doctree-dir", ())]
        into = [_built(words, cwd), *(os.path.realpath(os.path.join(cwd, path)) for path in trees)]
        return self.roots(words, {}, cwd), [path for path in into if path]

    def makes(self, cwd: str, environ: Mapping[str, str]) -> list[str]:
        return []


def _watched(words: Sequence[str]) -> list[str]:
    """The source folder and those of --watch, as they are written."""
    options, named = parse(words, _WITH_VALUE)
    return [*named[:1], *options.get("--watch", ())]


def _built(words: Sequence[str], cwd: str) -> str:
    """The folder that it builds into, and makes at its start (__main__.py, main)."""
    named = parse(words, _WITH_VALUE)[1]
    return os.path.realpath(os.path.join(cwd, named[1])) if len(named) > 1 else ""


SERVER = SphinxAutobuild()
