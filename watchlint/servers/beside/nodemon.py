"""`nodemon`: chokidar, a watch for each folder and each file, whatever extension it waits for, links followed.

Source: nodemon 3.1.14 (lib/config/defaults.js: ignoreRoot; lib/monitor/watch.js: what begins with a dot), checked against the
kernel.
"""

from __future__ import annotations

import os
import re

from watchlint.servers.arguments import parse
from watchlint.servers.model import Start, Way
from watchlint.servers.watchers.node import EVERY_FILE, Node, globs, named, settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from watchlint.servers.program import Program

_WITH_VALUE = frozenset("-x --exec -w --watch -i --ignore -e --ext -d --delay --config --signal -s --cwd".split())


class Nodemon(Node):
    name = "nodemon"
    passing = "start it with `--ignore {folder}`"
    programs = ("nodemon", "nodemon.js")
    library = "chokidar"
    greets = ("[nodemon]",)
    follows = True
    files = EVERY_FILE
    passes_over = (r"/\.", *named("node_modules", "bower_components", "coverage"))
    narrower = "--watch"
    polling = Way("poll: nodemon -L", "each file is looked at about 10 times a second", ("-L",))

    def start(self, program: Program) -> Start | None:
        quiet = {"-h", "--help", "-v", "--version", "init"}.intersection(program.words[:1])
        return Start(None, program.words, True) if program.words and not quiet else None

    def typed(self, app: str | None) -> Start:
        return Start(app, (app or "server.js",), True)

    def roots(self, words: Sequence[str], cwd: str) -> list[str]:
        return [os.path.join(cwd, path) for path in self._told(words, cwd, "watch", "w")] or [cwd]

    def skips(self, words: Sequence[str], cwd: str) -> tuple[str, ...]:
        told = [path.removeprefix("./").rstrip("/") for path in self._told(words, cwd, "ignore", "i")]
        # a folder that is named by its path keeps its own watch
        plain = [f"^/{re.escape(path)}/" for path in told if not set(path) & set("*?{[!")]
        return (*plain, *globs(path for path in told if set(path) & set("*?{[!")))

    def polls(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> str:
        options = parse(words, _WITH_VALUE)[0]
        told = {"-L", "--legacy-watch", "--legacyWatch"}.intersection(options) or self._file(cwd).get("legacyWatch")
        by_variable = environ.get("CHOKIDAR_USEPOLLING", "") in ("1", "true")
        return "nodemon is told to poll: no watch is set" if told or by_variable else ""

    def unknown(self, words: Sequence[str], cwd: str) -> list[str]:
        paths = self._told(words, cwd, "watch", "w")
        if any("*" in path or not os.path.isdir(os.path.join(cwd, path)) for path in paths):
            return ["it is told to watch patterns or files: counted are the folders before them"]
        return []

    def _told(self, words: Sequence[str], cwd: str, name: str, letter: str) -> list[str]:
        options = parse(words, _WITH_VALUE)[0]
        given = [*options.get(f"--{name}", []), *options.get(f"-{letter}", [])]
        said = self._file(cwd).get(name)
        return given or ([said] if isinstance(said, str) else [one for one in said or [] if isinstance(one, str)])

    def _file(self, cwd: str) -> dict[str, Any]:
        found = settings(os.path.join(cwd, "nodemon.json"))
        inside = settings(os.path.join(cwd, "package.json")).get("nodemonConfig")
        return found or (inside if isinstance(inside, dict) else {})


SERVER = Nodemon()
