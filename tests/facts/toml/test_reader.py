from __future__ import annotations

import subprocess
import sys

import pytest

from watchlint.facts.toml import reader as toml_reader
from watchlint.facts.toml.reader import TomlSyntaxError, decode, read

WRONG = {
    # name: (data, kind, line, column)
    "no value": (b"a = 1\nb =\n", "syntax", 2, 4),
    "capital True": (b"[server]\nrunOnSave = True\n", "syntax", 2, 13),
    "shell variable": (b"[server]\nport = $PORT\n", "syntax", 2, 8),
    "CRLF": (b"a = 1\r\nb = \r\n", "syntax", 2, 5),
    "columns in characters": ('a = "é" x\n'.encode(), "syntax", 1, 9),
    "key twice": (b"a = 1\na = 2\n", "syntax", 2, 6),
    "table twice": (b"[a]\n[a]\n", "syntax", 2, 3),
    "array not closed": (b"a = 1\nb = [1,\n2\n\n\n", "syntax", 2, 5),
    "string not closed": (b"a = 1\nb = '''x\n\n", "syntax", 2, 5),
    "NUL": (b"a = 1\n\0", "syntax", 2, 1),
    "carriage return alone": (b"a = 1\rb = 2\n", "syntax", 1, 6),
    "nested too deeply": (b"a = 1\nb = " + b"[" * 100_000, "syntax", 2, 106),
    "too long a number": (b"a = 1\nb = " + b"1" * 5000, "syntax", 2, 5),
    "byte order mark": (b"\xef\xbb\xbfa = 1\n", "bom", 1, 1),
    "Latin-1": (b"a = 1\nb = 'x\xe9'\n", "encoding", 2, 7),
    "columns before a wrong byte": ("b = 'é".encode() + b"\xff", "encoding", 1, 7),
    "UTF-16": ("a = 1".encode("utf-16"), "encoding", 1, 1),
    "cut in a character": (b"a = '\xc3", "encoding", 1, 6),
}

# TOML 1.1, which tomli 2.4 and Python 3.15 read and Streamlit's parser does not.
TOML_1_1 = {
    "newline in an inline table": (b"a = {\n b = 1 }\n", 1),
    "last comma in an inline table": (b"\na = {b = 1,}\n", 2),
    "comment in an inline table": (b"a = {b = 1 # c\n}\n", 1),
    "escape e": (b'a = "\\e"\n', 1),
    "escape x": (b'a = "\\x41"\n', 1),
    "escape x in a key": (b'"\\x41" = 1\n', 1),
    "time without seconds": (b"a = 10:20\n", 1),
    "date and time without seconds": (b"a = 2020-01-01T10:20\n", 1),
}


@pytest.mark.parametrize(("data", "kind", "line", "column"), WRONG.values(), ids=WRONG)
def test_wrong_file_is_reported_with_its_place(data, kind, line, column):
    with pytest.raises(TomlSyntaxError) as caught:
        read(data)
    error = caught.value
    # Parsers disagree on the column of a few errors; the line is what counts, and ours are exact.
    assert (error.kind, error.line) == (kind, line)
    if kind != "syntax" or "not closed" in error.message:
        assert error.column == column
    assert error.message and "(at " not in error.message
    assert str(error) == f"{error.message} (line {error.line}, column {error.column})"


@pytest.mark.parametrize(("data", "line"), TOML_1_1.values(), ids=TOML_1_1)
def test_toml_1_1_is_refused(data, line):
    with pytest.raises(TomlSyntaxError) as caught:
        read(data)
    assert caught.value.line == line


@pytest.mark.parametrize(("data", "line"), TOML_1_1.values(), ids=TOML_1_1)
def test_toml_1_1_is_refused_when_only_a_newer_parser_is_there(data, line, monkeypatch):
    class NewerParser:
        TOMLDecodeError = ValueError
        loads = staticmethod(lambda text: {"a": "as TOML 1.1"})

    monkeypatch.setattr(toml_reader, "_parser", lambda: (NewerParser, toml_reader._refuses_toml_1_1(NewerParser)))
    with pytest.raises(TomlSyntaxError) as caught:
        read(data)
    assert caught.value.line == line


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", {}),
        (b"\n", {}),
        (b"# c", {}),
        (b"a = 1", {"a": 1}),
        (b"a = 1\r\n[b]\r\nc = 'x'\r\n", {"a": 1, "b": {"c": "x"}}),
        (b'a = """x\r\ny"""', {"a": "x\ny"}),
    ],
)
def test_good_file(data, expected):
    assert read(data) == expected


def test_byte_order_mark_is_skipped_where_allowed():
    assert read(b"\xef\xbb\xbfa = 1\n", allow_bom=True) == {"a": 1}
    assert decode(b"\xef\xbb\xbfa", allow_bom=True) == "a"
    with pytest.raises(TomlSyntaxError):
        read(b"\xef\xbb\xbf\xef\xbb\xbfa = 1\n", allow_bom=True)


def test_importing_the_reader_imports_no_parser():
    code = "import sys, watchlint.facts.toml.reader; print(sorted({'tomllib', 'tomli', 're', 'typing'} & set(sys.modules)))"
    before = subprocess.run(
        [sys.executable, "-S", "-c", "import sys; print(sorted({'re', 'typing'} & set(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    after = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, text=True, check=True).stdout
    assert after == before


@pytest.mark.parametrize(
    "text",
    [
        ".".join(["a"] * 20_000) + " = 1\n",
        "[" + ".".join(["a"] * 20_000) + "]\n",
        " . ".join(['"a b"'] * 20_000) + " = 1\n",
        "x = 1\n[[" + ".".join(["a"] * 51) + "]]\n",
    ],
)
def test_a_key_of_thousands_of_parts_is_not_given_to_a_parser(text, monkeypatch):
    monkeypatch.setattr(toml_reader, "_parser", lambda: pytest.fail("parsed"))
    with pytest.raises(TomlSyntaxError, match="A key of more than 50 parts is not read") as raised:
        read(text.encode())
    assert raised.value.kind == "limit"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (".".join("a" * 50) + " = 1\n", True),
        ("x = '" + ".".join("a" * 200) + "'\n", True),
        ("x = ['" + "', '".join(["1.2.3"] * 200) + "']\n", True),
        ("# " + ".".join("a" * 200) + "\nx = 1\n", True),
        ("a." * 200 + "\n", False),
        ("a" * 2_000_000 + " = 1\n" + ". " * 60, False),
    ],
)
def test_what_only_looks_like_such_a_key_is_read(text, found):
    try:
        read(text.encode())
    except TomlSyntaxError as error:
        assert not found and (error.kind == "limit") == text.startswith("a.")
    else:
        assert found
