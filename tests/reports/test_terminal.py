"""Colour, width, links, and names that could break a line."""

from __future__ import annotations

import io

import pytest

from watchlint.reports import terminal


class Stream(io.StringIO):
    def __init__(self, tty: bool) -> None:
        super().__init__()
        self.tty = tty

    def isatty(self) -> bool:
        return self.tty

    def fileno(self) -> int:
        raise OSError("none")


@pytest.fixture(autouse=True)
def environ(monkeypatch):
    for name in ("TERM", "PRE_COMMIT", "NO_COLOR", "FORCE_COLOR", "CI", "COLUMNS", "TERM_PROGRAM", "VTE_VERSION"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


@pytest.mark.parametrize(
    ("choice", "tty", "variables", "wanted"),
    [
        ("auto", False, {}, False),
        ("auto", True, {}, True),
        ("auto", True, {"TERM": "dumb"}, False),
        ("auto", True, {"NO_COLOR": "1"}, False),
        ("auto", False, {"FORCE_COLOR": "1"}, True),
        ("auto", False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", False, {"NO_COLOR": "1"}, True),
        ("never", True, {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colour(environ, choice, tty, variables, wanted):
    for name, value in variables.items():
        environ.setenv(name, value)
    assert terminal.wants_colour(choice, Stream(tty)) is wanted


@pytest.mark.parametrize(
    ("tty", "variables", "wanted"),
    [
        (False, {"VTE_VERSION": "1"}, False),
        (True, {}, False),
        (True, {"VTE_VERSION": "1"}, True),
        (True, {"TERM_PROGRAM": "vscode"}, True),
        (True, {"TERM_PROGRAM": "Apple_Terminal"}, False),
        (True, {"VTE_VERSION": "1", "CI": "1"}, False),
        (True, {"VTE_VERSION": "1", "PRE_COMMIT": "1"}, False),
    ],
)
def test_links(environ, tty, variables, wanted):
    for name, value in variables.items():
        environ.setenv(name, value)
    assert terminal.wants_links(Stream(tty)) is wanted


@pytest.mark.parametrize(("columns", "wanted"), [("", 120), ("x", 120), ("10", 60), ("100", 100), ("999", 120)])
def test_width(environ, columns, wanted):
    environ.setenv("COLUMNS", columns)
    assert terminal.width(Stream(True)) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a b/ü", "a b/ü"),
        ("a\nb\x1b[31m", "a\\nb\\x1b[31m"),
        ("a\u202eb", "a\\u202eb"),
        ("caf\udce9", "caf\udce9"),
        ("##[error]x", "\\x23#[error]x"),
        ("##vso[x]", "\\x23#vso[x]"),
    ],
)
def test_printable(text, wanted):
    assert terminal.printable(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"), [("a::b", "a::b"), ("::error::x", "\\::error::x"), ("a\n  ::x", "a\n  \\::x"), ("", "")]
)
def test_harmless(text, wanted):
    assert terminal.harmless(text) == wanted


def test_a_patch_is_quoted_for_github_only(environ):
    assert terminal.quoted_for_ci(b"::x\n") == b"::x\n"
    environ.setenv("GITHUB_ACTIONS", "true")
    first, *lines, last = terminal.quoted_for_ci(b"::x\n").splitlines()
    assert lines == [b"::x"] and first.startswith(b"::stop-commands::") and last == b"::%s::" % first.split(b"::")[2]
    assert terminal.quoted_for_ci(b"") == b""


def test_painting_and_linking():
    assert terminal.Painter(False)("error", "x") == terminal.Painter(True)("", "x") == "x"
    assert terminal.Painter(True)("error", "x") == "\x1b[31;1mx\x1b[0m"
    assert terminal.link("x", "https://a") == "\x1b]8;;https://a\x1b\\x\x1b]8;;\x1b\\"
