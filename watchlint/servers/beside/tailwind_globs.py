"""What Tailwind up to release 3 watches: by chokidar, the folders and files that `content` in its settings names, the settings
themselves and the style sheet.

Source: tailwindcss 3.4.19 (lib/content.js; cli/build/plugin.js and watching.js; lib/getModuleDependencies.js), chokidar 3.6.0
(index.js, WatchHelper.filterDir: a folder is watched where each of its names so far fits the glob's), checked against the
kernel. Links are followed, hidden folders are not passed over. Of its settings, which are JavaScript, the texts are read.
"""

from __future__ import annotations

import os
import re

from watchlint.facts import regular
from watchlint.servers.arguments import values
from watchlint.servers.plan import Root
from watchlint.servers.watchers.node import expression

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.servers.plan import WatchPlan

UNREAD = "up to release 3 it watches what `content` names, here in JavaScript that is not read"

_CONFIGS = tuple(f"tailwind.config.{ending}" for ending in ("js", "cjs", "mjs", "ts"))
_CONTENT = re.compile(r"\bcontent\s*:\s*\[([^\]]*)\]")
_TEXTS = re.compile(r"""^\s*(?:(["'`])[^"'`$]*\1\s*,?\s*)*$""")
_TEXT = re.compile(r"""["'`]([^"'`]*)["'`]""")
_COMMENT = re.compile(r"^\s*//.*$|/\*.*?\*/(?=\s)", re.M)
_ELSEWHERE = re.compile(r"""\bpresets\s*:|(?:require\(|from\s*|import\s*)["'`]\.""")
_IMPORT = re.compile(r"""@import\s+(?:url\()?["']([^"']+)["']""")


def plan(found: WatchPlan, words: Sequence[str], cwd: str) -> WatchPlan:
    """The plan of a release before 4, `found` being that of a later one."""
    settings = _settings(words, cwd)
    sheets = _sheets(os.path.join(cwd, ([*values(words, "-i"), *values(words, "--input")] or [""])[-1]), cwd)
    own = [Root(path, False) for path in (settings, *sheets) if path]
    named = _named(words, settings, sheets)
    if named is None:
        return found._replace(roots=tuple(own), certain=False, at_least=True, notes=(UNREAD,))
    watched = _watched([os.path.join(cwd, glob) for glob in named if not glob.startswith("!")], _without(named, cwd))
    return found._replace(roots=(*own, *(Root(path, False) for path in watched)), certain=True, notes=())


def _settings(words: Sequence[str], cwd: str) -> str:
    """Its settings file; "" where there is none."""
    told = [*values(words, "-c"), *values(words, "--config")][-1:]
    paths = (os.path.join(cwd, name) for name in told or _CONFIGS)
    return next((path for path in paths if os.path.isfile(path)), "")


def _sheets(path: str, cwd: str) -> list[str]:
    """A style sheet and those that it imports, each once."""
    found: dict[str, None] = {}
    waiting = [path]
    while waiting:
        path = os.path.normpath(waiting.pop())
        text = None if path in found else regular.text(path)
        if text is None:
            continue
        found[path] = None
        for name in _IMPORT.findall(re.sub(r"/\*.*?\*/", "", text, flags=re.S)):
            places = (os.path.dirname(path), os.path.join(cwd, "node_modules"))
            waiting += [one for one in (os.path.join(place, name) for place in places) if os.path.isfile(one)][:1]
    return list(found)


def _named(words: Sequence[str], settings: str, sheets: Iterable[str]) -> list[str] | None:
    """The globs of `content`; None where they can't be read."""
    given = values(words, "--content")[-1:]
    if given:
        return re.split(r",(?![^{]*\})", given[0])
    text = _COMMENT.sub("", regular.text(settings) or "") if settings else ""
    lists = _CONTENT.findall(text)
    told = any("@config" in (regular.text(sheet) or "") for sheet in sheets)
    if told or _ELSEWHERE.search(text) or len(lists) != 1 or not _TEXTS.match(lists[0]):
        return None
    return _TEXT.findall(lists[0])


def _without(named: Iterable[str], cwd: str) -> list[re.Pattern[str]]:
    """What its globs leave out, as expressions for a path."""
    globs = [os.path.normpath(os.path.join(cwd, glob[1:])) for glob in named if glob.startswith("!")]
    return [re.compile(f"^{expression(glob)}$") for glob in globs]


def _watched(globs: Iterable[str], without: Iterable[re.Pattern[str]]) -> list[str]:
    """The folders and files that these absolute globs make it watch."""
    found: dict[str, None] = {}
    for glob in map(os.path.normpath, globs):
        glob = f"{glob}/*" if glob.endswith("/**") else glob
        parts = glob.split("/")
        fixed = next((at for at, part in enumerate(parts) if re.search(r"[*?{\[]", part)), len(parts))
        top = "/".join(parts[:fixed])
        if fixed == len(parts) and not os.path.isdir(top):
            found.update({top: None} if os.path.isfile(top) else {})
            continue
        fits = re.compile(f"^{expression(glob)}$" if fixed < len(parts) else "")
        steps = parts[fixed:-1] or parts[fixed:]
        seen: set[str] = set()
        for folder, below, names in os.walk(top, followlinks=True):
            found[folder] = None
            below[:] = [name for name in below if _open(steps, [*_names(top, folder), name])]
            below[:] = [name for name in below if not _left_out(os.path.join(folder, name), without)]
            below[:] = [name for name in below if not _comes_round(os.path.join(folder, name), seen)]
            paths = [os.path.join(folder, name) for name in names]
            found.update(dict.fromkeys(path for path in paths if fits.search(path) and not _left_out(path, without)))
    return list(found)


def _names(top: str, folder: str) -> list[str]:
    return [part for part in folder[len(top) :].split("/") if part]


def _open(steps: Sequence[str], names: Sequence[str]) -> bool:
    """Whether a folder of these names fits what a glob says of folders."""
    for step, name in zip(steps, names, strict=False):
        if step == "**":
            return True
        if not re.fullmatch(expression(step), name):
            return False
    return True


def _comes_round(path: str, seen: set[str]) -> bool:
    """Whether a link leads where another one, or the way to it, has led; `seen`: those places."""
    if not os.path.islink(path):
        return False
    real = os.path.realpath(path)
    again = real in seen or f"{os.path.realpath(os.path.dirname(path))}/".startswith(f"{real}/")
    seen.add(real)
    return again


def _left_out(path: str, without: Iterable[re.Pattern[str]]) -> bool:
    return any(one.search(path) for one in without)
