"""`jest --watch`, `jest --watchAll`: @parcel/watcher on each folder, node_modules included.

Source: jest 30.5.2 (jest-haste-map: ParcelWatcher), 26.6.3, 27.0.6, 28.1.3 and 29.7.0 (NodeWatcher), checked against the kernel.
Its patterns to pass over are compared with the path of a folder below the root, with no `/` before or behind it: `/.venv/`
passes over what is in a `src/.venv` alone.
"""

from __future__ import annotations

import os
import re

from watchlint.facts import regular
from watchlint.servers.model import Start, Way, values
from watchlint.servers.watchers.node import Node, named, release, settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

ON_PARCEL = (30,)
"""The release since which it watches so; another watcher of its own did before."""

_PATTERNS = ("watchPathIgnorePatterns", "modulePathIgnorePatterns")


class Jest(Node):
    name = "jest"
    passing = 'watchPathIgnorePatterns: ["{folder}"] in its settings'
    title = "jest --watch"
    programs = ("jest", "jest.js")
    words = ("jest",)
    on = frozenset(("--watch", "--watchAll", "--watch=true", "--watchAll=true"))
    in_parcel = True
    off = Way("do not watch: leave out --watch and --watchAll")

    def typed(self, app: str | None) -> Start:
        return Start(None, ("--watch",), True)

    def roots(self, words: Sequence[str], cwd: str) -> list[str]:
        said = self._said(cwd)
        top = os.path.join(cwd, (values(words, "--rootDir") or _texts(said.get("rootDir")) or [""])[-1])
        named_ = _several(words, "--roots") or _texts(said.get("roots"))
        return [os.path.normpath(os.path.join(top, re.sub(r"^<rootDir>/?", "", path))) for path in named_] or [top]

    def skips(self, words: Sequence[str], cwd: str) -> tuple[str, ...]:
        said = [word for option in _PATTERNS for word in _several(words, f"--{option}")]
        said += [one for option in _PATTERNS for one in _texts(self._said(cwd).get(option))]
        own_way = (
            () < release("jest", cwd) < ON_PARCEL
        )  # it looks for `/.git/` in a path, which the folder itself has not
        over = (r"/\.git/", r"/\.hg/") if own_way else named(".git", ".hg", ".sl")
        return (*over, *map(_below_root, filter(_is_expression, said)))

    def _said(self, cwd: str) -> dict[str, Any]:
        """Its settings, where they are no JavaScript: of its own file, else of package.json."""
        own = settings(os.path.join(cwd, "package.json")).get("jest")
        return settings(os.path.join(cwd, "jest.config.json")) or (own if isinstance(own, dict) else {})

    def unknown(self, words: Sequence[str], cwd: str) -> list[str]:
        found = release("jest", cwd)
        notes = [] if found else ["the release of jest is not known: counted as 30 or newer"]
        for ending in ("js", "ts", "mjs", "cjs", "cts", "mts"):
            text = regular.text(os.path.join(cwd, f"jest.config.{ending}")) or ""
            if any(option in text for option in (*_PATTERNS, "rootDir", "roots", "projects")):
                notes.append(f"jest.config.{ending} names folders in JavaScript, which is not read")
        return notes


def _texts(value: object) -> list[str]:
    """The texts of a setting, which may be one or a list of them."""
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _several(words: Sequence[str], option: str) -> list[str]:
    """The words behind an option that takes several, up to the next one."""
    found: list[str] = []
    taking = False
    for word in words:
        given, equals, value = word.partition("=")
        if word.startswith("-"):
            taking = given == option
            found += [value] if taking and equals else []
        elif taking:
            found.append(word)
    return found


def _is_expression(text: str) -> bool:
    try:
        re.compile(text)
    except re.error:
        return False
    return bool(text)


def _below_root(expression: str) -> str:
    """An expression for a path without its first `/`, for one with it."""
    return f"^/{expression[1:]}" if expression.startswith("^") else f"(?<=.)(?:{expression})"


SERVER = Jest()
