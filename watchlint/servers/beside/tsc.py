"""`tsc --watch`: a watch for each folder that tsconfig.json includes and of node_modules, and for each file of the program.

Source: typescript 4.1.3, 4.8.4, 5.9.3 and 6.0.3 (sys.ts: ignoredPaths; watchUtilities.ts; resolutionCache.ts,
getDirectoryToWatchFailedLookupLocation: node_modules as soon as a package is imported; commandLineParser.ts,
getWildcardDirectories), checked against the kernel. TypeScript 7 marks folders with fanotify, which is another limit
(fs.fanotify.max_user_marks).
"""

from __future__ import annotations

import os
import re

from watchlint.facts import regular
from watchlint.servers.model import Start, Way, values
from watchlint.servers.plan import Root
from watchlint.servers.watchers.node import Node, globs, release, settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from watchlint.servers.plan import WatchPlan

ON_FANOTIFY = (7,)
BY_EVENTS = (4, 9)
"""The release since which it watches the files of the program, and does not look at them again and again."""

_TYPES = "each file of types that it loads comes on top, TypeScript's own among them (8 with the default target)"
_SOURCE = re.compile(r"\.[cm]?tsx?$")
_PACKAGE = re.compile(r"""\b(?:from|import|require\()\s*["']((?:@[\w.-]+/)?\w[\w.-]*)""")


class Tsc(Node):
    name = "tsc"
    passing = '"watchOptions": {{"excludeDirectories": ["{folder}"]}} in tsconfig.json'
    title = "tsc --watch"
    programs = ("tsc", "tsc.js")
    words = ("tsc",)
    on = frozenset(("--watch", "-w", "-watch"))
    passes_over = (r"/node_modules/\.", r"/\.git", r"/\.#")
    files = r"^(?!.*/(?:node_modules|bower_components|jspm_packages|\.[^/]*)/).*\.[cm]?tsx?$|^/tsconfig\.json$"
    off = Way("do not watch: leave out --watch")

    def typed(self, app: str | None) -> Start:
        return Start(None, ("--watch",), True)

    def roots(self, words: Sequence[str], cwd: str) -> list[str]:
        given = [*values(words, "-p"), *values(words, "--project")][-1:]
        path = os.path.join(cwd, *given)
        return [os.path.dirname(path) if path.endswith(".json") else path]

    def skips(self, words: Sequence[str], cwd: str) -> tuple[str, ...]:
        found = self._options(words, cwd).get("excludeDirectories")
        return globs(one for one in found or [] if isinstance(one, str))

    def polls(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> str:
        if release("typescript", cwd) >= ON_FANOTIFY:
            return "TypeScript 7 marks each folder with fanotify, another limit (fs.fanotify.max_user_marks): no watch is set"
        return ""

    def unknown(self, words: Sequence[str], cwd: str) -> list[str]:
        own = self._file(words, cwd)
        told = {"files", "extends"}.intersection(own) or ("include" in own and self.skips(words, cwd))
        return ["tsconfig.json chooses folders: counted is the whole of this one"] if told else []

    def watching(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> WatchPlan:
        found = super().watching(words, cwd, environ)
        if not found.roots:
            return found
        (whole,), included = found.roots, self._file(words, cwd).get("include")
        by_events = not () < release("typescript", cwd) < BY_EVENTS
        if isinstance(included, list) and not found.notes:
            roots = _included(whole.path, [one for one in included if isinstance(one, str)])
            sources = list(_sources(roots))
            named = {name for path in sources for name in _PACKAGE.findall(regular.text(path) or "")}
            if packages := _packages(whole.path, named):
                roots += map(Root, packages)
                found = found._replace(skips=(*found.skips, *_hidden(packages)))
            own = [Root(path, False) for path in (os.path.join(whole.path, "tsconfig.json"), *sources)]
            found = found._replace(roots=(*roots, *(own if by_events else ())), files="")
        if not by_events:
            return found._replace(files="")
        return found._replace(certain=False, at_least=not found.notes, notes=(*found.notes, _TYPES))

    def _file(self, words: Sequence[str], cwd: str) -> dict[str, Any]:
        return settings(os.path.join(self.roots(words, cwd)[0], "tsconfig.json"))

    def _options(self, words: Sequence[str], cwd: str) -> dict[str, Any]:
        found = self._file(words, cwd).get("watchOptions")
        return found if isinstance(found, dict) else {}


def _included(top: str, globs_: Iterable[str]) -> list[Root]:
    """The folders that it watches for what these globs include, with all below where a folder's name is left open."""
    roots = []
    for glob in globs_:
        *folders, last = os.path.normpath(glob).split("/")
        fixed = next((at for at, part in enumerate(folders) if "*" in part or "?" in part), len(folders))
        if fixed < len(folders) or "*" in last or "?" in last:
            roots.append(Root(os.path.join(top, *folders[:fixed]), fixed < len(folders)))
        elif "." not in last:
            roots.append(Root(os.path.join(top, *folders, last)))
    return roots


def _packages(top: str, names: Iterable[str]) -> list[str]:
    """The folders of packages, here and above, in which it looks for those of these names."""
    found: set[str] = set()
    for name in names:
        folder, here = top, False
        while not here:
            place = os.path.join(folder, "node_modules")
            here = any(os.path.isdir(os.path.join(place, one)) for one in (name, f"@types/{name}"))
            found.update([place] if os.path.isdir(place) else [])
            folder, below = os.path.dirname(folder), folder
            here = here or folder == below
    return sorted(found)


def _hidden(folders: Iterable[str]) -> Iterator[str]:
    """Expressions for what is hidden directly in these, which it passes over there alone."""
    for folder in folders:
        try:
            names = os.listdir(folder)
        except OSError:
            continue
        yield from (f"^/{re.escape(name)}(/|$)" for name in names if name[0] == ".")


def _sources(roots: Iterable[Root]) -> list[str]:
    """The sources in these folders, those of packages left out."""
    found: set[str] = set()
    for root in roots:
        for folder, below, names in os.walk(root.path):
            below[:] = [name for name in below if root.recursive and name[0] != "." and name not in _PACKAGES]
            found.update(os.path.join(folder, name) for name in names if _SOURCE.search(name))
    return sorted(found)


_PACKAGES = ("node_modules", "bower_components", "jspm_packages")

SERVER = Tsc()
