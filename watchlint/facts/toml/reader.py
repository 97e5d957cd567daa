"""Reads TOML 1.0 and says where it is wrong.

Streamlit reads its configuration with the standard library's `tomllib` (Streamlit 1.66 and later), which knows TOML 1.0
in Python 3.11 to 3.14. So must we, on every Python. Two parsers read more than that: tomli from 2.4.0 (measured: 2.3.2
refuses, 2.4.0 accepts a newline or a last comma in an inline table, `\\e`, `\\x41` and times without seconds), and
`tomllib` from Python 3.15. Hence the dependency
`tomli >= 2.0.1, < 2.4; python_version < "3.11" or python_version >= "3.15"`.
Where only a TOML 1.1 parser is there after all, the scanner of `toml.document`, which knows 1.0 only, has the last word.
"""

from __future__ import annotations

from watchlint.facts.toml import MAX_PARTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from watchlint.facts.toml.document import Document

    class Parser(Protocol):
        """What `tomllib` and `tomli` share."""

        TOMLDecodeError: type[ValueError]

        def loads(self, text: str, /) -> dict[str, Any]: ...


BOM = b"\xef\xbb\xbf"


class TomlSyntaxError(ValueError):
    """A file that is no TOML 1.0.

    `message` is one sentence without the place; `line` and `column` count from 1 (columns in characters);
    `kind` is "syntax", "bom" (a UTF-8 byte order mark), "encoding" (not UTF-8) or "limit" (more than we read).
    """

    def __init__(self, message: str, line: int, column: int, kind: str = "syntax") -> None:
        super().__init__(f"{message} (line {line}, column {column})")
        self.message = message
        self.line = line
        self.column = column
        self.kind = kind


def read(data: bytes, allow_bom: bool = False) -> dict[str, Any]:
    """The data of a TOML file.

    With `allow_bom` a UTF-8 byte order mark is skipped; else it is an error, as it is for Streamlit (and for `tomllib`).
    Raises TomlSyntaxError.
    """
    text = decode(data, allow_bom)
    _refuse_long_keys(text)
    from watchlint.facts.toml import plain

    found = plain.read(text)
    if found is not None:
        return found
    parser, is_toml_1_0 = _parser()
    try:
        found = parser.loads(text)
    except parser.TOMLDecodeError as error:
        raise _located(str(error), text) from None
    except RecursionError:
        raise TomlSyntaxError("Values are nested too deeply", *_scanned(text)) from None
    except ValueError as error:
        # An integer of more than 4,300 digits: the int() of Python 3.10.7 and later refuses it, the parsers let that through.
        raise TomlSyntaxError(f"Invalid value: {error}", *_long_number(text)) from None
    if not is_toml_1_0:
        _require_toml_1_0(text)
    return found


def decode(data: bytes, allow_bom: bool = False) -> str:
    """The text of a TOML file, without its byte order mark. Raises TomlSyntaxError of kind "bom" or "encoding"."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TomlSyntaxError("The file is UTF-16, not UTF-8", 1, 1, "encoding")
    if data.startswith(BOM):
        if not allow_bom:
            raise TomlSyntaxError("The file starts with a byte order mark", 1, 1, "bom")
        data = data[len(BOM) :]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8")
        line, column = position(before, len(before))
        raise TomlSyntaxError(f"Byte 0x{data[error.start]:02x} is not UTF-8", line, column, "encoding") from None


def _refuse_long_keys(text: str) -> None:
    """Before a parser is given a key of thousands of parts, for which it takes their square."""
    if text.count(".") < MAX_PARTS:
        return
    dotted = "\n".join(line for line in text.split("\n") if line.count(".") >= MAX_PARTS)  # a key stands on one line
    if not dotted:
        return
    import re

    # Each run of a key's characters is begun once, at its start: the search stays linear.
    part = r"""(?:(?<![A-Za-z0-9_-])[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*"""
    if re.search(f"(?:{part}){{{MAX_PARTS}}}", dotted):
        error = _document(text).error
        if error is not None and error.message.startswith("A key of more"):
            raise TomlSyntaxError(error.message, error.line, error.column, "limit")


def _document(text: str) -> Document:
    from watchlint.facts.toml.document import Document

    return Document(text)


def _parser() -> tuple[Parser, bool]:
    """The parser to use, and whether it stays with TOML 1.0."""
    import sys
    from importlib import import_module

    if (3, 11) <= sys.version_info < (3, 15):
        return import_module("tomllib"), True
    try:
        parser: Parser = import_module("tomli")
    except ModuleNotFoundError:
        parser = import_module("tomllib")  # Python 3.15 without tomli
    return parser, _refuses_toml_1_1(parser)


def _refuses_toml_1_1(parser: Parser) -> bool:
    try:
        parser.loads("a = {b = 1,}")
    except parser.TOMLDecodeError:
        return True
    return False


def _require_toml_1_0(text: str) -> None:
    error = _document(text).error
    if error is not None:
        raise TomlSyntaxError(error.message, error.line, error.column)


def _located(said: str, text: str) -> TomlSyntaxError:
    """The parser's own message, "what (at line 3, column 5)" or "what (at end of document)", taken apart.

    What is never closed is reported where it opens: the end of the document helps nobody.
    """
    message, _, place = said.rpartition(" (at ")
    words = place.rstrip(")").replace(",", "").split()
    if len(words) == 4 and words[0] == "line":
        return TomlSyntaxError(message, int(words[1]), int(words[3]))
    return TomlSyntaxError(message or said, *_scanned(text))


def _scanned(text: str) -> tuple[int, int]:
    """Where our own scanner stumbles: line and column; the end of the text where it does not."""
    error = _document(text).error
    return position(text, len(text)) if error is None else (error.line, error.column)


def _long_number(text: str) -> tuple[int, int]:
    import re

    number = re.search("[0-9_]{4300,}", text)
    return position(text, number.start() if number else len(text))


def position(text: str, offset: int) -> tuple[int, int]:
    """Line and column, from 1, of an offset."""
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)
