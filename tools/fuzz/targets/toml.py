"""Our TOML: the short reader, the places of keys, and every edit, judged by tomllib."""

from __future__ import annotations

import copy
import sys
from typing import Any

from tools.fuzz.targets import Target, pieces
from watchlint.facts.toml.document import KEY, Document
from watchlint.facts.toml.reader import TomlSyntaxError, read
from watchlint.fixes.refused import Refused
from watchlint.fixes.toml import edit

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PIECES = pieces(
    r"a b server a.b 'a' \"b\s"
    r"""c" = \s=\s =1\n ='x'\n ="x"\n =[1,\n2]\n ={a=1} {} [a]\n [a.b]\n [[a]]\n [b]\n # #\sc\n """
    r""" \""" ''' " ' \\ \n \r\n \s \t , . [ ] { } true 0 -1 1.5 01 1e5 inf 0x1F 1_0 é \x01 \x7f 1979-05-27 07:32:00 + \r """
)
NEVER = object()


def _judged(data: bytes) -> dict[str, Any] | None:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError):
        return None


def reading(data: bytes) -> bool:
    """Whatever tomllib reads we read as the same, and nothing else; but for keys of more parts than we take."""
    theirs = _judged(data)
    try:
        ours = read(data)
    except TomlSyntaxError as error:
        assert theirs is None or error.kind != "syntax" or _is_deep(data), error
        return True
    assert theirs is not None
    assert repr(ours) == repr(theirs)
    return True


def _is_deep(data: bytes) -> bool:
    return data.count(b".") >= 49 or data.count(b"[") + data.count(b"{") > 60


def places(data: bytes) -> bool:
    """Each key that the scanner finds is there, and its text is its value."""
    theirs = _judged(data)
    if theirs is None:
        Document(data.decode("utf-8", "replace"))
        return False
    document = Document(data.decode("utf-8"))
    if document.error is not None:
        assert _is_deep(data), document.error
        return False
    for entry in document.entries:
        if entry.kind != KEY or entry.in_array or entry.value is None:
            continue
        value: Any = theirs
        for name in entry.path:
            value = value[name]
        said = document.text[entry.value.start : entry.value.end]
        assert repr(tomllib.loads(f"v = {said}")["v"]) == repr(value), (entry.path, said)
    return True


def edits(data: bytes) -> bool:
    """An edit is refused, or tomllib reads what was asked for and everything else as before."""
    theirs = _judged(data)
    if theirs is None or "\ufeff" in data.decode("utf-8"):
        return False
    paths = list(_paths(theirs))[:3] + [("server", "new")]
    for path in paths:
        for what, change, expected in (
            ("set", lambda path=path: edit.set_value(data, path, "v"), lambda path=path: _with(theirs, path, "v")),
            ("remove", lambda path=path: edit.remove(data, path), lambda path=path: _with(theirs, path, NEVER)),
        ):
            try:
                made = change()
            except Refused:
                continue
            found = tomllib.loads(made.decode("utf-8"))
            assert _same(found, expected()), (what, path, made)
    return True


def _paths(values: dict[str, Any], above: tuple[str, ...] = ()) -> Any:
    for name, value in values.items():
        if isinstance(value, dict):
            yield from _paths(value, (*above, name))
        else:
            yield (*above, name)


def _with(values: dict[str, Any], path: tuple[str, ...], value: object) -> dict[str, Any]:
    made = copy.deepcopy(values)
    table = made
    for name in path[:-1]:
        table = table.setdefault(name, {})
        if not isinstance(table, dict):
            return made  # there is nothing below it to remove
    if value is NEVER:
        table.pop(path[-1], None)
    else:
        table[path[-1]] = value
    return made


def _same(one: Any, other: Any) -> bool:
    """Equal, tables without anything in them left out: an edit may leave one behind, or take it away."""
    return repr(_bare(one)) == repr(_bare(other))


def _bare(value: Any) -> Any:
    if isinstance(value, dict):
        kept = {name: _bare(inner) for name, inner in value.items()}
        return dict(sorted((name, inner) for name, inner in kept.items() if inner != {}))
    return value


TARGETS = [
    Target("toml", "tomllib", reading, PIECES, (".toml",)),
    Target("toml-places", "tomllib", places, PIECES, (".toml",)),
    Target("toml-edits", "tomllib", edits, PIECES, (".toml",)),
]
