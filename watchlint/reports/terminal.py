"""Colour, width, hyperlinks, and names that could break a line: what only a terminal needs."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO

_CODES = {"error": "31;1", "warning": "33;1", "info": "36;1", "fixed": "32;1", "dim": "2", "bold": "1"}
_CODES |= {"red": "31", "green": "32", "yellow": "33", "blue": "34", "magenta": "35", "cyan": "36", "white": "37"}

NARROWEST, WIDEST = 60, 120
"""Columns that a text is wrapped to at least and at most: longer lines are hard to read."""


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a person reads it: a terminal that can move its cursor, and no runner in between."""
    return (
        stream is not None
        and bool(getattr(stream, "isatty", bool)())
        and os.environ.get("TERM") != "dumb"
        and "PRE_COMMIT" not in os.environ
    )


def wants_colour(choice: str, stream: IO[str] | None) -> bool:
    """--color first, then NO_COLOR and FORCE_COLOR (no-color.org, force-color.org), then the stream."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return bool(getattr(stream, "isatty", bool)()) and os.environ.get("TERM") != "dumb"


def wants_links(stream: IO[str] | None) -> bool:
    """Whether the terminal is one that is known to take hyperlinks, by the variables it sets."""
    if not is_terminal(stream) or os.environ.get("CI"):
        return False
    known = ("KITTY_WINDOW_ID", "WEZTERM_PANE", "KONSOLE_VERSION", "WT_SESSION", "VTE_VERSION", "ALACRITTY_WINDOW_ID")
    return any(name in os.environ for name in known) or os.environ.get("TERM_PROGRAM") in (
        "iTerm.app",
        "vscode",
        "ghostty",
    )


def width(stream: IO[str] | None) -> int:
    """The columns to wrap to."""
    given = os.environ.get("COLUMNS", "")
    try:
        columns = int(given) if given.isdigit() else os.get_terminal_size(stream.fileno() if stream else 1).columns
    except (OSError, ValueError):
        columns = WIDEST
    return min(max(columns, NARROWEST), WIDEST)


def link(text: str, address: str) -> str:
    """The text as a hyperlink (OSC 8)."""
    return f"\x1b]8;;{address}\x1b\\{text}\x1b]8;;\x1b\\"


class Painter:
    """Paints a text in the colour of a severity, or in one by its name; "" leaves it alone."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, kind: str, text: str) -> str:
        return f"\x1b[{_CODES[kind]}m{text}\x1b[0m" if self.colour and kind else text


def escaped(text: str) -> str:
    """The text with control characters, and what reverses the order of others, written out."""
    if text.isprintable():
        return text
    return "".join(
        c if c.isprintable() or "\udc80" <= c <= "\udcff" else c.encode("unicode_escape").decode() for c in text
    )


def defused(text: str) -> str:
    """The text without the commands that a CI service reads anywhere in a line (actions/runner, ActionCommand.TryParse;
    azure-pipelines-agent, Command.TryParse)."""
    return text.replace("##[", "\\x23#[").replace("##vso[", "\\x23#vso[") if "##" in text else text


def printable(text: str) -> str:
    """Text of a repository as a terminal and a log may have it, on one line: a file name may hold a newline, an escape
    code or a command for a CI service."""
    return defused(escaped(text))


def quoted_for_ci(patch: bytes) -> bytes:
    """A patch, which may have no character changed, so that GitHub's runner reads no command in it: between the lines
    that stop and start its reading (docs.github.com, "Workflow commands: stopping"). `git apply` passes over both."""
    if not patch or os.environ.get("GITHUB_ACTIONS") != "true":
        return patch
    token = os.urandom(16).hex().encode()
    return b"::stop-commands::" + token + b"\n" + patch + b"::" + token + b"::\n"


def harmless(text: str) -> str:
    """The lines, none starting a workflow command: GitHub's runner reads `::` at the start of a line, blanks before it or
    not (actions/runner, ActionCommand.TryParseV2)."""
    if "::" not in text:
        return text
    return "\n".join(_harmless(line) for line in text.split("\n"))


def several(text: str) -> str:
    """Lines of a repository's words as a terminal and a log may have them."""
    return harmless("\n".join(map(printable, text.split("\n"))))


def _harmless(line: str) -> str:
    rest = line.lstrip()
    return f"{line[: len(line) - len(rest)]}\\{rest}" if rest.startswith("::") else line
