"""A makefile: recipe lines, each a shell of its own, with make's variables filled in where they are plain.

Source: GNU make manual: recipes, `$(NAME)` and `${NAME}`, `$$`, the prefixes @ - +, `export`, .ONESHELL, `include`.
"""

from __future__ import annotations

import posixpath
import re
from fnmatch import fnmatchcase as fnmatch

from watchlint.facts.launch.base.assigned import NAME, rest_of_line
from watchlint.facts.launch.base.model import TREE, Variable, Where
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.base.text import Text, text
from watchlint.facts.launch.formats import shell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Assignment, Command, Read

    Known = dict[str, tuple[str, int, str]]
    """name -> (value, place, path) of a variable"""

_NAMES = ("GNUmakefile", "makefile", "Makefile")
_INCLUDES = re.compile(r"(?m)^(?:-|s)?include[ \t]+([^\r\n#]+)")
_SET = re.compile(
    r"(?<!\\\n)(?<!\\\r\n)^(?P<indent>[ ]*)(?P<export>export[ \t]+)?(?P<name>[A-Za-z_][\w.-]*)[ \t]*(?P<how>::?:?|\?|\+)?=[ \t]*(?P<value>(?:\\\r?\n|\\#|[^\r\n#])*)", re.M
)  # fmt: skip
_EXPORTED = re.compile(r"^export[ \t]+([A-Za-z_][\w \t]*)$|^(export)[ \t]*$|^\.(EXPORT_ALL_VARIABLES)[ \t]*:", re.M)
_RECIPE = re.compile(r"^\t[^\n]*(?:(?<=\\)\n[^\n]*|(?<=\\\r)\n[^\n]*)*", re.M)
_USED = re.compile(r"\$\$|\$\(([\w.-]+)\)|\$\{([\w.-]+)\}")
_COMPUTED = re.compile(r"\$\(([\w.-]*)\$\(([\w.-]+)\)([\w.-]*)\)")
_DEEPEST = 16
_LONGEST = 4096  # characters of an expanded variable: they may double with each level


def _texts(source: Source, read: Read | None) -> list[tuple[str, str]]:
    """(path, text) of a makefile and of those that it includes by their names."""
    found = [(source.path, source.text)]
    folder = posixpath.dirname(source.path)
    for one in _INCLUDES.finditer(source.text) if read else ():
        for name in one[1].split():
            path = posixpath.normpath(posixpath.join(folder, name))
            data = read(path) if read and "$" not in name and "*" not in name else None
            if data:
                found.append((path, data.decode("utf-8", "surrogateescape")))
    return found


def _above(source: Source, read: Read | None) -> Source | None:
    """The makefile in a folder above that includes this one, whose recipes start there then; None for none."""
    folder = posixpath.dirname(source.path) if read and source.path.endswith(".mk") else ""
    while folder and read:
        folder = posixpath.dirname(folder)
        name = posixpath.relpath(source.path, folder or ".")
        for own in _NAMES:
            path = posixpath.join(folder, own)
            data = read(path)
            if data and any(
                fnmatch(name, one) for found in _INCLUDES.finditer(data.decode("latin-1")) for one in found[1].split()
            ):
                return Source(path, source.kind, data)
    return None


def _variables(texts: list[tuple[str, str]]) -> Known:
    """The variables that are set once, and not for one target or branch only."""
    found: Known = {}
    twice = set()
    for path, said in texts:
        for one in _SET.finditer(said):
            name = one["name"]
            if (name in found and one["how"] != "?") or one["indent"]:  # what is indented stands in a branch
                twice.add(name)
            value = re.sub(r"\s*\\\r?\n\s*", " ", one["value"]).strip().replace("\\#", "#")
            found.setdefault(name, (value, one.start("name"), path))
    return {name: value for name, value in found.items() if name not in twice}


def _plain(name: str, known: Known, done: dict[str, str | None], deep: int = 0) -> str | None:
    """A variable's value where it comes from plain variables only; PYTHON and CURDIR are what they say."""
    if name in done:
        return done[name]
    done[name] = None  # of itself
    value = known.get(name, ("." if name in ("CURDIR", "PWD") else "$", 0, ""))[0]

    def of_other(found: re.Match[str]) -> str:
        inner = (
            None if found.group() == "$$" or deep > _DEEPEST else _plain(found[1] or found[2], known, done, deep + 1)
        )
        return "$" if inner is None else inner

    value = _USED.sub(of_other, _COMPUTED.sub(lambda found: _computed(found, known, done, deep), value))
    done[name] = None if "$" in value or len(value) > _LONGEST else value
    return done[name]


def _computed(found: re.Match[str], known: Known, done: dict[str, str | None], deep: int) -> str:
    """`$(PAPEROPT_$(PAPER))`, with the inner name filled in: nothing where no variable has the name that comes out."""
    inner = None if deep > _DEEPEST else _plain(found[2], known, done, deep + 1)
    name = None if inner is None else f"{found[1]}{inner}{found[3]}"
    return "$" if name is None else f"$({name})" if name in known else ""


def filled(said: Text, known: Known, done: dict[str, str | None]) -> Text:
    """A recipe with make's variables in their places, and `$$` as the shell sees it."""
    if "$" not in said.value:
        return said
    values, places, at = [], [], 0
    for found in _USED.finditer(said.value):
        name = found[1] or found[2]
        value = "$" if name is None else _plain(name, known, done)
        if value is None:
            continue
        values += [said.value[at : found.start()], value]
        places += [*said.places[at : found.start()], *[said.places[found.start()]] * len(value)]
        at = found.end()
    return Text("".join([*values, said.value[at:]]), [*places, *said.places[at:]])


def _recipes(source: Source, known: Known) -> Iterator[Text]:
    done: dict[str, str | None] = {}
    for found in _RECIPE.finditer(source.text):
        line = found.group()
        body = re.match(r"[\t ]*[@+-]*[\t ]*", line)
        assert body is not None
        if line[body.end() :].lstrip()[:1] not in ("", "#"):
            yield filled(text(line[body.end() :], found.start() + body.end()), known, done)


def _environment(texts: list[tuple[str, str]], known: Known) -> dict[str, Variable]:
    """The variables that are exported to recipes."""
    done: dict[str, str | None] = {}
    names = set()
    for _, said in texts:
        names |= {one["name"] for one in _SET.finditer(said) if one["export"]}
        for one in _EXPORTED.finditer(said):
            names.update(one[1].split() if one[1] else known)
    found = {}
    for name in sorted(names & known.keys()):
        value = _plain(name, known, done)
        found[name] = Variable(known[name][0] if value is None else value.strip("'\""), known[name][2], known[name][1])
    return found


def commands(source: Source, read: Read | None = None) -> Iterator[Command]:
    """The commands of every recipe; they start in the folder of the makefile, or of the one that includes it. `read` gives the
    others."""
    above = _above(source, read)
    texts = [*_texts(source, read), *(_texts(above, read) if above is not None else ())]
    texts = list(dict.fromkeys(texts))
    known = _variables(texts)
    environment = _environment(texts, known)
    cwd = posixpath.dirname((above or source).path)
    pieces = list(_recipes(source, known))
    if re.search(r"(?m)^\.ONESHELL\s*:", source.text):
        pieces = [_joined(lines) for lines in _by_target(source, pieces)]
    for said in pieces:
        yield from shell.of_text(source, said, cwd, Where(TREE, source.path), environment)


def _by_target(source: Source, pieces: list[Text]) -> Iterator[list[Text]]:
    """The recipe lines of each target: between two of them stands a line that is no recipe, and no comment."""
    lines: list[Text] = []
    for said in pieces:
        if lines and re.search(r"(?m)^[^\t\r\n#]", source.text[lines[-1].places[-1] : said.places[0]]):
            yield lines
            lines = []
        lines.append(said)
    if lines:
        yield lines


def _joined(pieces: list[Text]) -> Text:
    values: list[str] = []
    places: list[int] = []
    for said in pieces:
        values += [said.value, "\n"]
        places += [*said.places]
    return Text("".join(values), [*places, places[-1]])


def assignments(source: Source) -> Iterator[Assignment]:
    """make's own variables of these names, and those that recipes set."""
    for found in _SET.finditer(source.text):
        if NAME.fullmatch(found["name"]):
            value = found["value"].rstrip()
            yield rest_of_line(source, found["name"], value, found.start("name"), found.start("value"), "line")
    for said in _recipes(source, _variables([(source.path, source.text)])):
        yield from shell.assignments_of(source, said)
