"""A justfile: recipe lines, each a shell of its own in the folder of the justfile; `{{name}}` filled in where it is plain.

Source: just's manual: `name := "value"`, `export`, `[no-cd]`, recipes with a `#!` line are scripts.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base.assigned import NAME, rest_of_line
from watchlint.facts.launch.base.model import CALLER, TREE, Variable, Where
from watchlint.facts.launch.base.simple_commands import inside
from watchlint.facts.launch.base.text import Text, filled, text
from watchlint.facts.launch.formats import shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Assignment, Command
    from watchlint.facts.launch.base.source import Source

_SET = re.compile(r"^(export[ \t]+)?([A-Za-z_][\w-]*)[ \t]*:=[ \t]*([^\r\n#]*)", re.M)
_RECIPE = re.compile(
    r"^@?(?P<name>[A-Za-z_][\w-]*)[^\n:]*:(?!=)[^\n]*\n(?P<body>(?:[ \t]+[^\n]*(?:\n|\Z)|[ \t\r]*\n)*)", re.M
)
_ATTRIBUTES = re.compile(r"(?:^\[[^\n]*\n(?:#[^\n]*\n)*)+\Z", re.M)
_FOLDER = re.compile(r"working-directory[ \t]*[:(][ \t]*['\"]([^'\"]*)['\"]")
_LINE = re.compile(r"^[ \t]+[^\n]*(?:(?<=\\)\n[^\n]*)*", re.M)
_USED = re.compile(r"\{\{[ \t]*([A-Za-z_][\w-]*)[ \t]*\}\}")


def _known(source: Source) -> dict[str, str]:
    """The variables that are plain texts."""
    found = {}
    for _, name, value in _SET.findall(source.text):
        bare = value.strip()
        if len(bare) > 1 and bare[0] == bare[-1] and bare[0] in "'\"" and bare[0] not in bare[1:-1]:
            found[name] = bare[1:-1]
    return found


def _pieces(source: Source) -> Iterator[tuple[Text, str | None]]:
    """The shell texts of the recipes, and the folder that each names for itself; None where it starts where the caller stands."""
    known = _known(source)
    for recipe in _RECIPE.finditer(source.text):
        before = source.text[max(0, recipe.start() - 200) : recipe.start()]
        attributes = _ATTRIBUTES.search(before)
        folder = _FOLDER.search(attributes.group()) if attributes else None
        own = None if attributes and "no-cd" in attributes.group() else folder[1] if folder else ""
        body, at = recipe["body"], recipe.start("body")
        if body.lstrip().startswith("#!"):
            if re.match(r"#!.*\b(?:ba|z|da|k|a)?sh\b", body.lstrip()):
                yield filled(text(body, at), _USED, known), own
            continue
        for line in _LINE.finditer(body):
            bare = re.match(r"[ \t]*[@-]*[ \t]*", line.group())
            assert bare is not None
            if line.group()[bare.end() :][:1] not in ("", "#", "\r"):
                yield filled(text(line.group()[bare.end() :], at + line.start() + bare.end()), _USED, known), own


def commands(source: Source) -> Iterator[Command]:
    known = _known(source)
    every = re.search(r"(?m)^set export\b(?![^\n]*false)", source.text)
    environment = {
        one[2]: Variable(known[one[2]], source.path, one.start(2))
        for one in _SET.finditer(source.text)
        if one[2] in known and (one[1] or every)
    }
    cwd = posixpath.dirname(source.path)
    folder = re.search(r"(?m)^set working-directory[ \t]*:=[ \t]*['\"]([^'\"]*)['\"]", source.text)
    for said, own in _pieces(source):
        where = Where(CALLER if own is None else TREE, source.path)
        start = inside(cwd, folder[1]) if folder else cwd
        start = "" if own is None else inside(start, own) if own else start
        yield from shell.of_text(source, said, start, where, environment)


def assignments(source: Source) -> Iterator[Assignment]:
    for found in _SET.finditer(source.text):
        if NAME.fullmatch(found[2]):
            yield rest_of_line(source, found[2], found[3].rstrip(), found.start(2), found.start(3), "line")
    for said, _ in _pieces(source):
        yield from shell.assignments_of(source, said)
