from __future__ import annotations

import pytest

from watchlint.facts.toml.document import ARRAY_TABLE, KEY, TABLE, Document

SERVER = ("server", "fileWatcherType")


@pytest.mark.parametrize(
    "text",
    [
        '# [server]\n# fileWatcherType = "none"\n',
        '[server]\n# fileWatcherType = "none"\n',
        'text = """\n[server]\nfileWatcherType = "none"\n"""\n',
        "text = '''\n[server]\nfileWatcherType = 'none'\n'''\n",
        'text = [\n  "[server]",\n  "fileWatcherType = 1", # [server]\n]\n',
        '[server]\nx = "fileWatcherType"\n',
        "[servers]\nfileWatcherType = 1\n",
        "[server.x]\nfileWatcherType = 1\n",
        '["server.fileWatcherType"]\n"server.fileWatcherType" = 1\n',
        "fileWatcherType = 1\n[server]\n",
        "[server]\nfilewatchertype = 1\n",
        "",
    ],
)
def test_near_miss_is_not_found(text):
    document = Document(text)
    assert document.find(SERVER) is None
    assert document.error is None


@pytest.mark.parametrize(
    ("text", "line", "column", "value"),
    [
        ('[server]\nfileWatcherType = "none"\n', 2, 1, '"none"'),
        ('[ server ] # c\n\tfileWatcherType="none"', 2, 2, '"none"'),
        ("\r\n[server]\r\nfileWatcherType = 'none' # c\r\n", 3, 1, "'none'"),
        ('server.fileWatcherType = "none"\n', 1, 1, '"none"'),
        ("\"server\" . 'fileWatcherType' = 1\n", 1, 1, "1"),
        ('["\\u0073erver"]\nfileWatcherType = 1\n', 2, 1, "1"),
        ("server = { x = 1, fileWatcherType = false }\n", 1, 19, "false"),
        ('text = """\n[server]\n"""\n[server]\nfileWatcherType = """a\nb"""\n', 5, 1, '"""a\nb"""'),
        (
            "[server]\na = [ # ]\n 1, [2, '#']]\nfileWatcherType = 1979-05-27 07:32:00 # c\n",
            4,
            1,
            "1979-05-27 07:32:00",
        ),
        ("\ufeff[server]\nfileWatcherType = 0x1F\n", 2, 1, "0x1F"),
        ('[x]\ny = "é"\n[server]\nfileWatcherType = """""x"""""\n', 4, 1, '"""""x"""""'),
    ],
)
def test_found_with_position_and_value(text, line, column, value):
    document = Document(text)
    key = document.find(SERVER)
    assert document.error is None
    assert (key.kind, key.key.line, key.key.column) == (KEY, line, column)
    assert document.source(key.value) == value


@pytest.mark.parametrize(
    ("value", "form"),
    [
        ("'x'", "string"),
        ('"x # y"', "string"),
        ('"""x"""', "multi-line string"),
        ("'''x'''", "multi-line string"),
        ("1", "integer"),
        ("+1_000", "integer"),
        ("0xdead", "integer"),
        ("-0", "integer"),
        ("0b1", "integer"),
        ("1.0", "float"),
        ("1e5", "float"),
        ("-inf", "float"),
        ("nan", "float"),
        ("0.0e-1", "float"),
        ("true", "boolean"),
        ("1979-05-27", "date-time"),
        ("07:32:00.5", "date-time"),
        ("1979-05-27T07:32:00Z", "date-time"),
        ("[]", "array"),
        ("[{a = 1}]", "array"),
        ("{}", "inline table"),
        ("{a.b = [1]}", "inline table"),
    ],
)
def test_form(value, form):
    key = Document(f"a = {value} # c").find(("a",))
    assert (key.form, key.comment.column) == (form, 6 + len(value))


def test_everything_of_a_document():
    text = (
        "# top\n"
        "title = 'x'   # trailing\n"
        "[a]  # on a\n"
        "b.c = { d = 1, e.f = [2, {g = 3}] }\n"
        "[[list]]\n"
        "h = [\n  1, # one\n  2,\n]\n"
        "[list.sub]\n"
        "i = 1\n"
    )
    document = Document(text)
    assert [(entry.kind, entry.path, entry.in_array) for entry in document.entries] == [
        (KEY, ("title",), False),
        (TABLE, ("a",), False),
        (KEY, ("a", "b", "c"), False),
        (KEY, ("a", "b", "c", "d"), False),
        (KEY, ("a", "b", "c", "e", "f"), False),
        (KEY, ("a", "b", "c", "e", "f", "g"), True),
        (ARRAY_TABLE, ("list",), False),
        (KEY, ("list", "h"), True),
        (TABLE, ("list", "sub"), True),
        (KEY, ("list", "sub", "i"), True),
    ]
    assert document.entries == sorted(document.tables + document.keys, key=lambda entry: entry.key.start)
    assert [document.source(span) for span in document.comments] == ["# top", "# trailing", "# on a", "# one"]
    title, header, dotted, inner = document.entries[:4]
    assert (title.table, header.table, dotted.table, inner.table) == (None, None, header, header)
    assert (title.parent, dotted.parent, inner.parent) == (None, None, dotted)
    assert document.source(header.comment) == "# on a"
    assert (dotted.base, [document.source(part) for part in dotted.parts]) == (("a",), ["b", "c"])
    assert document.source(dotted.span) == "b.c = { d = 1, e.f = [2, {g = 3}] }"
    array = document.find(("list", "h"))
    assert [document.source(item) for item in array.items] == ["1", "2"]
    assert text[array.comma] == ","
    assert array.value[2:] == (6, 5, 9, 2)
    assert document.under(("list", "sub")) == document.entries[-2:]
    assert document.find(("nothing",)) is None


@pytest.mark.parametrize(
    ("text", "found", "line", "column"),
    [
        ("a = 1\nb = $X\nc = 3\n", ["a", "b"], 2, 5),
        ("a = True # c\n", ["a"], 1, 5),
        ("a = \n", ["a"], 1, 5),
        ("a = 1\nb\n", ["a", "b"], 2, 2),
        ("a = 1 2\n", ["a"], 1, 7),
        ("a = 01\n", ["a"], 1, 5),
        ("a = 1._2\n", ["a"], 1, 5),
        ("a = [1 2]\n", ["a"], 1, 5),
        ("a = [1,\n\n", ["a"], 1, 5),
        ("a = [,]\n", ["a"], 1, 6),
        ("a = {b = 1,}\n", ["a", "b"], 1, 12),
        ("a = {b = 1\n}\n", ["a", "b"], 1, 5),
        ("a = 'x\n'\n", ["a"], 1, 5),
        ('a = "\\x"\n', ["a"], 1, 5),
        ('a = """x\n', ["a"], 1, 5),
        ("[a\nb = 1\n", [], 1, 3),
        ("[[a]\n", [], 1, 4),
        ("[]\n", [], 1, 2),
        ("a. = 1\n", [], 1, 4),
        ("= 1\n", [], 1, 1),
        ("é = 1\n", [], 1, 1),
        ("a = 1\rb = 2\n", ["a"], 1, 6),
        ("# \x00\n", [], 1, 3),
        ("a = 1\n" + "b = " + "[" * 5000, ["a", "b"], 2, 106),
        ("a = " + "{a=" * 5000, ["a"] * 100, 1, 308),
    ],
)
def test_syntax_error_leaves_what_stands_before_it(text, found, line, column):
    document = Document(text)
    assert (document.error.line, document.error.column) == (line, column)
    assert [entry.path[-1] for entry in document.entries][:100] == found


@pytest.mark.parametrize(
    ("text", "value"),
    [("port = $PORT  # c\n", "$PORT"), ("a = True\r\n", "True"), ("a = [1\n", "[1"), ("a = # c\n", None)],
)
def test_invalid_value_has_a_place(text, value):
    document = Document(text)
    key = document.entries[0]
    assert key.form == "invalid"
    assert (key.value and document.source(key.value)) == value


def test_keys_and_tables_given_twice_are_both_listed():
    document = Document("[a]\nb = 1\nb = 2\n[a]\n")
    assert [entry.key.line for entry in document.under(("a",))] == [1, 2, 3, 4]


@pytest.mark.parametrize("opening", ['"', "'", '"""', "'''", '"\\n', '"""\n', "'''\r\n", "[", "[1,", "{b = ", "1_"])
def test_long_text_never_closed_is_found_out_in_one_pass(opening):
    """With a pattern that backtracks this would not end in a lifetime."""
    for filling in ("x", "1", "\\\\", "1,", "# \n", "\r\n", "'' ", '"" '):
        document = Document(f"a = {opening}{filling * 5000}\0")
        assert document.entries[0].path == ("a",)
        assert document.error is not None
