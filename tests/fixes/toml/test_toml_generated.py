"""The TOML scanner and editor on generated files: every change is checked against an expectation computed here anew."""

from __future__ import annotations

import copy
from itertools import takewhile

import pytest
import tomlkit
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watchlint.facts.toml.document import ARRAY_TABLE, KEY, Document
from watchlint.facts.toml.reader import TomlSyntaxError, decode, read
from watchlint.fixes.refused import Refused
from watchlint.fixes.toml import edit as toml
from watchlint.fixes.toml.source import same

NAMES = ("a", "b", "server", "x y", "é", "a.b", "")
VALUES = st.one_of(
    st.booleans(),
    st.integers(-9, 9),
    st.sampled_from([1.0, -0.0, float("inf"), float("nan")]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=6),
    st.sampled_from(["[server]", "# no comment", 'a = "1"', "]", "}", "\n[a]\nb = 1\n"]),
    st.lists(st.integers(0, 3), max_size=3),
    st.dictionaries(st.sampled_from(NAMES), st.integers(0, 3), max_size=2),
)
PATHS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=3).map(tuple)

PROPERTY = settings(
    max_examples=150, deadline=None, derandomize=True, database=None, suppress_health_check=[HealthCheck.too_slow]
)


@st.composite
def key_sources(draw, most=2):
    spellings = {
        "a": ["a", '"a"', "'a'", '"\\u0061"'],
        "b": ["b", '"b"'],
        "server": ["server", "'server'"],
        "x y": ['"x y"', "'x y'"],
        "é": ['"é"', '"\\u00E9"'],
        "a.b": ['"a.b"'],
        "": ['""', "''"],
    }
    dot = draw(st.sampled_from([".", " . ", "."]))
    return dot.join(
        draw(st.sampled_from(spellings[name]))
        for name in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=most))
    )


SCALARS = st.sampled_from(
    ["1", "+0", "1_0", "0x1F", "1.5", "-inf", "nan", "1e3", "true", "false", "1979-05-27", "1979-05-27 07:32:00.5", "07:32:00",
     "1979-05-27T07:32:00+01:00", "'x'", '"x # y"', '"]"', "'}'", '"\\"\\\\"', '""', "'''[a]'''", '"""x""y"""', '"""""z"""""',
     "'''\n[server]\na = 1\n'''", '"""\n# no comment\\\n  [[a]]\n"""']
)  # fmt: skip


@st.composite
def value_sources(draw, depth=0):
    kind = draw(st.sampled_from(["scalar", "scalar", "array", "lines", "inline"])) if depth < 2 else "scalar"
    if kind == "scalar":
        return draw(SCALARS)
    inner = [draw(value_sources(depth + 1)) for _ in range(draw(st.integers(0, 3)))]
    if kind == "inline":
        inner = [f"{draw(key_sources())} = {value}" for value in inner]
        space = draw(st.sampled_from(["", " "]))
        return "{" + space + draw(st.sampled_from([",", ", ", " , "])).join(inner) + space + "}"
    last = draw(st.sampled_from(["", ","])) if inner else ""
    if kind == "array":
        return "[" + ", ".join(inner) + last + "]"
    comment = draw(st.sampled_from(["", "  # c ]", "\n\n  # [a]"]))
    return "[" + comment + "\n" + f",{comment}\n".join("    " + value for value in inner) + last + comment + "\n]"


@st.composite
def lines(draw):
    kind = draw(st.sampled_from(["key", "key", "key", "header", "header", "array", "comment", "blank"]))
    indent = draw(st.sampled_from(["", "", "  ", "\t"]))
    comment = draw(st.sampled_from(["", "", "  # c = 1", "\t#"]))
    if kind == "blank":
        return draw(st.sampled_from(["", "  "]))
    if kind == "comment":
        return indent + draw(st.sampled_from(["# [a]", "#a = 1", "# é \U0001f600"]))
    if kind == "key":
        equals = draw(st.sampled_from(["=", " = ", "  =\t"]))
        return f"{indent}{draw(key_sources())}{equals}{draw(value_sources())}{comment}"
    space = draw(st.sampled_from(["", " "]))
    opening, closing = ("[[", "]]") if kind == "array" else ("[", "]")
    return f"{indent}{opening}{space}{draw(key_sources(3))}{space}{closing}{comment}"


@st.composite
def documents(draw):
    """A valid TOML file: random lines, each kept if the file is still TOML with it."""
    text = ""
    for line in draw(st.lists(lines(), max_size=10)):
        try:
            read((text + line + "\n").encode())
        except TomlSyntaxError:
            continue
        text += line + "\n"
    if draw(st.integers(0, 3)) == 0:
        text = text.removesuffix("\n")
    data = text.replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"]))).encode()
    return (b"\xef\xbb\xbf" if draw(st.integers(0, 9)) == 0 else b"") + data


def values(data: bytes) -> dict:
    return read(data, allow_bom=True)


def paths_in(found: dict, base: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Every path that leads through no array."""
    inner = [paths_in(value, (*base, name)) for name, value in found.items() if isinstance(value, dict)]
    return [(*base, name) for name in found] + [path for paths in inner for path in paths]


def look(found: dict, path: tuple[str, ...]):
    """What is at a path: (True, value), or (False, what stands in the way)."""
    for name in path:
        if not isinstance(found, dict):
            return False, found
        if name not in found:
            return False, None
        found = found[name]
    return True, found


def put(found: dict, path: tuple[str, ...], value) -> dict:
    result = copy.deepcopy(found)
    here = result
    for name in path[:-1]:
        here = here.setdefault(name, {})
    here[path[-1]] = value
    return result


def pruned(found):
    """Without empty tables: whether one stays depends on how it was written, which the table-driven tests settle."""
    if isinstance(found, dict):
        inner = {name: pruned(value) for name, value in found.items()}
        return {name: value for name, value in inner.items() if value != {}}
    return found


def take(found: dict, path: tuple[str, ...]) -> dict:
    result = copy.deepcopy(found)
    here = result
    for name in path[:-1]:
        here = here[name]
    del here[path[-1]]
    return result


def in_order(kept: list[str], found: list[str]) -> bool:
    rest = iter(found)
    return all(line in rest for line in kept)


def lines_without(data: bytes, path: tuple[str, ...], leaving: bool = False) -> list[str]:
    """The lines of a file that have nothing to do with a path: neither blank, nor its own, nor in one of its tables; nor,
    where it leaves, the header of a table that has nothing else, and comments directly above what leaves."""
    text = decode(data, allow_bom=True)
    document = Document(text)
    touched = set()
    for entry in document.under(path):
        outer = entry
        while outer.parent:
            outer = outer.parent
        touched.update(range(outer.span.line, outer.span.end_line + 1))
        if entry.kind != KEY:
            last = [key.span.end_line for key in document.keys if key.table is entry]
            touched.update(range(entry.span.line, max(last, default=0) + 1))
    lines = text.split("\n")
    if leaving:
        firsts = [entry for entry in document.under(path) if entry.parent is None]
        for table in document.tables:
            keys = [key for key in document.keys if key.table is table and key.parent is None]
            if keys and all(key.path[: len(path)] == path for key in keys):
                touched.update(range(table.span.line, table.span.end_line + 1))
                firsts.append(table)
        for entry in firsts:
            number = entry.span.line - 1
            while number and lines[number - 1].lstrip().startswith("#"):
                touched.add(number)
                number -= 1
    return [line for number, line in enumerate(lines, 1) if number not in touched and line.strip()]


def clean(data: bytes) -> list[str]:
    return decode(data, allow_bom=True).split("\n")


def assert_kept(before: bytes, after: bytes, *paths: tuple[str, ...], leaving: bool = False) -> None:
    """What a change of these paths must leave alone is there, in order; the BOM, the newlines, the end are as they were."""
    kept = lines_without(before, paths[0], leaving)
    for path in paths[1:]:
        others = lines_without(before, path)
        kept = [line for line in kept if line in others]
    # The last line may get a newline when something follows it.
    assert in_order([line.removesuffix("\r") for line in kept], [line.removesuffix("\r") for line in clean(after)])
    assert after.startswith(b"\xef\xbb\xbf") == before.startswith(b"\xef\xbb\xbf")
    if b"\r\n" in before and before.count(b"\r\n") == before.count(b"\n"):
        inserted = after.count(b"\n") - after.count(b"\r\n")
        assert inserted == 0


def rebuilt(text: str) -> dict:
    """The data of a text, put together from the scanner's entries alone."""
    result: dict = {}
    document = Document(text)
    assert document.error is None

    def descend(here, names):
        for name in names:
            here = here.setdefault(name, {})
            here = here[-1] if isinstance(here, list) else here
        return here

    home = result
    for entry in document.entries:
        if entry.kind == KEY:
            if entry.parent is None:
                own = entry.path[len(entry.base) :]
                source = document.source(entry.value)
                descend(home, own[:-1])[own[-1]] = read(f"v = {source}".encode())["v"]
        elif entry.kind == ARRAY_TABLE:
            items = descend(result, entry.path[:-1]).setdefault(entry.path[-1], [])
            items.append({})
            home = items[-1]
        else:
            home = descend(result, entry.path)
    return result


@PROPERTY
@given(documents())
def test_scanner_sees_what_the_parser_reads(data):
    text = decode(data, allow_bom=True)
    assert same(rebuilt(text), values(data))
    document = Document(text)
    for entry in document.entries:
        for name, part in zip(entry.path[len(entry.base) :], entry.parts, strict=False):
            assert list(read(f"{document.source(part)} = 1".encode())) == [name]
        for span in (entry.key, entry.value, entry.comment):
            if span is not None:
                assert document.position(span.start) == span[2:4] == (
                    text.count("\n", 0, span.start) + 1, span.start - text.rfind("\n", 0, span.start))  # fmt: skip
    for comment in document.comments:
        without = text[: comment.start] + text[comment.end :]
        assert same(read(without.encode()), values(data))


@PROPERTY
@given(documents(), st.integers(0, 400), st.sampled_from(["", "=", "]", '"', "{", "\x00", "$X"]))
def test_scanner_never_raises_and_keeps_what_stands_before_an_error(data, place, junk):
    text = decode(data, allow_bom=True)
    place = min(place, len(text))
    broken = Document(text[:place] + junk)
    whole = Document(text)
    line = text.rfind("\n", 0, place) + 1
    certain = list(takewhile(lambda entry: entry.span.end < line, whole.entries))
    assert [(entry.path, entry.key, entry.value) for entry in broken.entries[: len(certain)]] == [
        (entry.path, entry.key, entry.value) for entry in certain
    ]


@PROPERTY
@given(documents(), st.data(), VALUES)
def test_set_value(data, pick, value):
    before = values(data)
    path = pick.draw(st.one_of(PATHS, st.sampled_from(paths_in(before) or [("a",)])))
    found, old = look(before, path)
    document = Document(decode(data, allow_bom=True))
    written = document.find(path)
    is_table = found and isinstance(old, (dict, list)) and (written is None or written.kind != KEY)
    blocked = any(
        look(before, path[:depth])[0] and not isinstance(look(before, path[:depth])[1], dict)
        for depth in range(1, len(path))
    )
    if blocked or is_table and not same(old, value):
        with pytest.raises(Refused, match=r"line \d+"):
            toml.set_value(data, path, value)
        return
    after = toml.set_value(data, path, value)
    assert same(values(after), put(before, path, value))
    assert toml.set_value(after, path, value) == after
    assert_kept(data, after, path if found else path[:0] or ("nowhere",), *_around(document, path, found))
    empty = not decode(data, allow_bom=True)
    assert after.endswith(b"\n") == (data.endswith(b"\n") or (empty and not found))
    # A new key that is taken out again leaves the very same file where its table was there before.
    if (
        not found
        and len(path) > 1
        and document.find(path[:-1]) is not None
        and data.endswith(b"\n")
        and b"#" not in data
    ):
        assert same(pruned(values(toml.remove(after, path))), pruned(before))


def _around(document: Document, path: tuple[str, ...], found: bool) -> list[tuple[str, ...]]:
    """The inline table that gets a new key is a line the change concerns."""
    if found:
        return []
    return [path[:depth] for depth in range(1, len(path)) if getattr(document.find(path[:depth]), "kind", None) == KEY]


@PROPERTY
@given(documents(), st.data())
def test_remove(data, pick):
    before = values(data)
    path = pick.draw(st.sampled_from(paths_in(before) or [("a",)]))
    try:
        after = toml.remove(data, path)
    except Refused as refused:
        assert str(refused).startswith("line ") and b"#" in data
        return
    if not look(before, path)[0]:
        assert after == data
        return
    assert not look(values(after), path)[0]
    assert same(pruned(values(after)), pruned(take(before, path)))
    assert toml.remove(after, path) == after
    assert_kept(data, after, path, leaving=True)
    assert not (after.startswith((b"\n", b"\r\n")) and not data.startswith((b"\n", b"\r\n")))


@PROPERTY
@given(documents(), st.data())
def test_rename_key(data, pick):
    before = values(data)
    path = pick.draw(st.sampled_from(paths_in(before) or [("a",)]))
    name = pick.draw(st.sampled_from([*NAMES, "new"]))
    found, value = look(before, path)
    new = (*path[:-1], name)
    if found and name != path[-1] and look(before, new)[0]:
        with pytest.raises(Refused, match=r"line \d+"):
            toml.rename_key(data, path, name)
        return
    after = toml.rename_key(data, path, name)
    if not found or name == path[-1]:
        assert after == data
        return
    assert same(values(after), put(take(before, path), new, value))
    assert toml.rename_key(after, path, name) == after
    assert_kept(data, after, path)
    assert len(clean(after)) == len(clean(data))


@PROPERTY
@given(documents(), st.data())
def test_move(data, pick):
    before = values(data)
    old = pick.draw(st.sampled_from(paths_in(before) or [("a",)]))
    new = pick.draw(st.one_of(PATHS, st.tuples(st.just("new"), st.sampled_from(NAMES))))
    found, value = look(before, old)
    try:
        after = toml.move(data, old, new)
    except Refused as refused:
        assert str(refused).startswith("line ")
        assert found
        fresh = new[0] == "new"
        document = Document(decode(data, allow_bom=True))
        mixed = len({entry.kind == KEY and len(entry.base) < len(old) for entry in document.under(old)}) > 1
        assert not fresh or mixed or b"#" in data, "a move to a table that is not there has no reason to fail"
        return
    if not found or old == new:
        assert after == data
        return
    assert same(pruned(values(after)), pruned(put(take(before, old), new, value)))
    assert same(look(values(after), new)[1], value)
    assert toml.move(after, old, new) == after
    key, moved = (Document(decode(file, allow_bom=True)) for file in (data, after))
    if key.find(old) and key.find(old).value:
        was, now = key.find(old), moved.find(new)
        assert moved.source(now.value) == key.source(was.value)
        if was.comment:
            assert moved.text[now.value.end : now.comment.end] == key.text[was.value.end : was.comment.end]
    concerned = [
        path for path in (new[:depth] for depth in range(1, len(new))) if getattr(key.find(path), "kind", None) == KEY
    ]
    assert_kept(data, after, old, *concerned, leaving=True)


@PROPERTY
@given(documents(), st.data(), st.one_of(st.integers(0, 3), st.text("ab]#,", max_size=3)))
def test_append_to_array(data, pick, value):
    before = values(data)
    document = Document(decode(data, allow_bom=True))
    arrays = [key.path for key in document.keys if key.form == "array" and not key.in_array]
    path = pick.draw(st.sampled_from(arrays or [("new", "array")]))
    array = look(before, path)[1] or []
    after = toml.append_to_array(data, path, value)
    expected = array if any(same(value, item) for item in array) else [*array, value]
    assert same(values(after), put(before, path, expected))
    assert toml.append_to_array(after, path, value) == after
    assert_kept(data, after, path)


@PROPERTY
@given(VALUES)
def test_value_as_source_reads_back_the_same(value):
    assert same(read(b"v = " + toml.literal(value).encode())["v"], value)


@PROPERTY
@given(documents(), st.data(), VALUES)
def test_tomlkit_reads_a_changed_file_as_we_do(data, pick, value):
    """A second opinion, for files tomlkit itself reads as the standard library does."""
    before = values(data)
    try:
        agreed = same(tomlkit.parse(decode(data, allow_bom=True)).unwrap(), before)
    except Exception:  # tomlkit refuses some valid files, with errors of many kinds
        agreed = False
    path = pick.draw(st.sampled_from(paths_in(before) or [("a",)]))
    if not agreed or isinstance(look(before, path)[1], (dict, list)):
        return
    after = toml.set_value(data, path, value)
    assert same(tomlkit.parse(decode(after, allow_bom=True)).unwrap(), values(after))
