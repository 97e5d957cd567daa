"""`tsc --watch`: a watch for each folder of the project, and for each file of the program.

Source: typescript 5.9.3 (sys.ts: ignoredPaths; watchUtilities.ts), checked against the kernel. TypeScript 7 marks folders with
fanotify, which is another limit (fs.fanotify.max_user_marks).
"""

from __future__ import annotations

import os

from watchlint.servers.model import Start, Way, values
from watchlint.servers.watchers.node import Node, globs, release, settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

ON_FANOTIFY = (7,)


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
        told = {"include", "files", "exclude", "extends", "references"}.intersection(own)
        more = ["tsconfig.json chooses files: counted is the whole folder"] if told else []
        return ["it watches a few of TypeScript's own files, too (8 with the default target)", *more]

    def _file(self, words: Sequence[str], cwd: str) -> dict[str, Any]:
        return settings(os.path.join(self.roots(words, cwd)[0], "tsconfig.json"))

    def _options(self, words: Sequence[str], cwd: str) -> dict[str, Any]:
        found = self._file(words, cwd).get("watchOptions")
        return found if isinstance(found, dict) else {}


SERVER = Tsc()
