"""Programs that run beside Python's servers, most of them on Node.js: they take from the same limit, and reload no Python.

What some of them pass over they are told in patterns: `globs` makes regular expressions of those.
"""

from __future__ import annotations

import json
import os
import re
import shlex

from watchlint.facts import regular
from watchlint.servers import plan as plans
from watchlint.servers.model import Planning, Server, Start
from watchlint.servers.plan import Root

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

EVERY_FILE = "."
"""The expression that finds every file."""

WATCHMAN = "watchman is installed: it watches in its place, and takes about as many"
"""Source: @parcel/watcher 2.6.0 (Backend.cc: watchman comes before inotify), seen with and without."""


def named(*names: str) -> tuple[str, ...]:
    """The expressions that find these names anywhere."""
    return tuple(rf"/{re.escape(name)}(/|$)" for name in names)


def globs(patterns: Iterable[str]) -> tuple[str, ...]:
    """The expressions for these globs, as picomatch reads them: `**/data/**` is the folder and all below."""
    return tuple(f"^/{expression(pattern.removeprefix('./').strip('/'))}(/|$)" for pattern in patterns if pattern)


def expression(glob: str) -> str:
    """A glob as picomatch reads it, for a whole path."""
    parts = re.split(r"(\*\*/|/\*\*$|\*\*|\*|\?|\{[^{}]*\})", glob)
    return "".join(map(_part, parts))


def _part(part: str) -> str:
    if part.startswith("{"):
        return f"(?:{'|'.join(expression(choice) for choice in part[1:-1].split(','))})"
    return {"**/": "(?:.*/)?", "/**": "", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(part, re.escape(part))


def settings(path: str) -> dict[str, Any]:
    """A JSON file, comments and last commas allowed; {} where it is none."""
    from watchlint.facts.launch.base.nodes import plain_json

    try:
        found = json.loads(plain_json(regular.text(path) or ""))
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def release(package: str, cwd: str) -> tuple[int, ...]:
    """The release of a package that is installed for this folder; () where none is found."""
    while True:
        version = settings(os.path.join(cwd, "node_modules", package, "package.json")).get("version")
        if isinstance(version, str):
            return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
        cwd, below = os.path.dirname(cwd), cwd
        if cwd == below:
            return ()


def has_watchman(environ: Mapping[str, str]) -> bool:
    """Whether a program of this name is found where programs are looked for."""
    import shutil

    return shutil.which("watchman") is not None


class Node(Server):
    """A program that watches one folder with all below."""

    beside = True
    follows = False
    """It follows links to folders."""
    files = ""
    """The files that it watches each by itself."""
    passes_over: tuple[str, ...] = ()
    """What it passes over, whatever it is told."""
    on = frozenset(("--watch", "-w"))
    """Its words that make it watch; none where it always does."""
    in_parcel = False
    """It watches with @parcel/watcher."""

    def start(self, program: Program) -> Start | None:
        if self.on and self.on.isdisjoint(program.words):
            return None
        return Start(None, program.words, True)

    def typed(self, app: str | None) -> Start:
        return Start(None, tuple(sorted(self.on))[:1], True)

    def roots(self, words: Sequence[str], cwd: str) -> list[str]:
        """The folders that it watches."""
        return [cwd]

    def skips(self, words: Sequence[str], cwd: str) -> tuple[str, ...]:
        """What it is told to pass over."""
        return ()

    def polls(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> str:
        """Why it takes no watch; '' where it does."""
        return ""

    def unknown(self, words: Sequence[str], cwd: str) -> list[str]:
        """What can't be known of it."""
        return []

    def watching(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> WatchPlan:
        """What these words make it watch."""
        polls = self.polls(words, cwd, environ)
        if polls:
            return plans.nothing(self.name, polls)
        unknown = self.unknown(words, cwd)
        if self.in_parcel and has_watchman(environ):
            unknown.append(WATCHMAN)
        return plans.WatchPlan(
            self.name,
            [Root(os.path.realpath(path), True, self.follows) for path in self.roots(words, cwd)],
            certain=not unknown,
            notes=unknown,
            skips=(*self.passes_over, *self.skips(words, cwd)),
            files=self.files,
        )

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        return Planning(self.watching(launch.arguments, cwd, environ))

    def to_poll(self, words: Sequence[str], python: str) -> str:
        if self.polling is None:
            return ""
        if self.polling.variable:
            return f"export {'='.join(self.polling.variable)}  # then start {self.name} again"
        return shlex.join([self.name, *self.polling.words, *words])

    def to_wait(self, polls: str, words: object, environ: Mapping[str, str], python: str) -> str | None:
        return None

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        found = self.watching(running.words, beside.cwd, running.environ)
        if found.roots and not found.certain:  # it is not compared with what may be wrong
            return plans.WatchPlan(self.name, (), instances=1, certain=False, notes=found.notes)
        return found
