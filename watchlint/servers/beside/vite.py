"""`vite`: chokidar, a watch for each folder and each file of its root, links followed.

Source: vite 8.3.8 (resolveChokidarOptions: what it always passes over, and the folder it builds into), checked against the
kernel. Its settings are JavaScript: of them the texts of `server.watch.ignored` are read.
"""

from __future__ import annotations

import os
import re

from watchlint.facts import regular
from watchlint.servers.arguments import parse
from watchlint.servers.model import Start, Way
from watchlint.servers.watchers.node import EVERY_FILE, Node, globs, named

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.program import Program

_WITH_VALUE = frozenset(
    "--host --port --open --base --logLevel -l --config -c --mode -m --configLoader --debug -d --filter -f".split()
)
_CONFIGS = tuple(f"vite.config.{ending}" for ending in ("js", "ts", "mjs", "mts", "cjs", "cts"))
_IGNORED = re.compile(r"\bignored\s*:\s*\[([^\]]*)\]")
_TEXT = re.compile(r"""^\s*(?:(["'`])[^"'`$]*\1\s*,?\s*)*$""")
_OTHER = re.compile(r"\b(?:root|outDir|cacheDir|emptyOutDir|followSymlinks|ignored)\s*:")


class Vite(Node):
    name = "vite"
    passing = 'server: {{ watch: {{ ignored: ["**/{folder}/**"] }} }} in vite.config.js'
    programs = ("vite",)
    library = "chokidar"
    greets = ("VITE v", "file watcher error: ")
    follows = True
    files = EVERY_FILE
    passes_over = (*named(".git", "node_modules", "test-results"), r"^/dist(/|$)")
    variables = ("CHOKIDAR_USEPOLLING",)
    polling = Way(
        "poll: `server: { watch: { usePolling: true } }` in its settings",
        "each file is looked at again and again",
        variable=("CHOKIDAR_USEPOLLING", "1"),
    )
    off = Way("do not watch: `server: { watch: null }` in its settings")

    def start(self, program: Program) -> Start | None:
        _, rest = parse(program.words, _WITH_VALUE)
        if "--help" in program.words or "--version" in program.words:
            return None
        return Start(None, program.words, True) if not rest or rest[0] not in ("build", "preview", "optimize") else None

    def typed(self, app: str | None) -> Start:
        return Start(None, (), True)

    def to_poll(self, words: object, python: str) -> str:
        return "server: { watch: { usePolling: true } }  // instead, in vite.config.js: Vite polls and takes no watch"

    def roots(self, words: Sequence[str], cwd: str) -> list[str]:
        rest = [word for word in parse(words, _WITH_VALUE)[1] if word not in ("dev", "serve")]
        return [os.path.join(cwd, *rest[:1])]

    def skips(self, words: Sequence[str], cwd: str) -> tuple[str, ...]:
        found = _IGNORED.search(self._settings(words, cwd))
        texts = re.findall(r"""["'`]([^"'`]*)["'`]""", found.group(1)) if found else []
        return globs(text for text in texts if text.startswith("**"))  # compared with whole paths

    def polls(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> str:
        said = self._settings(words, cwd)
        if re.search(r"\bwatch\s*:\s*null\b", said):
            return "server.watch is null in its settings: vite watches nothing"
        told = re.search(r"\busePolling\s*:\s*true\b", said) or environ.get("CHOKIDAR_USEPOLLING", "") in ("1", "true")
        return "vite is told to poll: no watch is set" if told else ""

    def unknown(self, words: Sequence[str], cwd: str) -> list[str]:
        said = self._settings(words, cwd)
        found = _IGNORED.search(said)
        read = found is not None and _TEXT.match(found.group(1)) is not None
        others = {match.group() for match in _OTHER.finditer(said)} - ({"ignored:"} if read else set())
        return ["its settings name other folders in JavaScript, which is not read"] if others else []

    def _settings(self, words: Sequence[str], cwd: str) -> str:
        given = parse(words, _WITH_VALUE)[0]
        named_ = [*given.get("--config", []), *given.get("-c", [])]
        for path in named_ or [os.path.join(self.roots(words, cwd)[0], name) for name in _CONFIGS]:
            text = regular.text(os.path.join(cwd, path))
            if text is not None:
                return re.sub(r"^\s*//.*$", "", text, flags=re.M)
        return ""


SERVER = Vite()
