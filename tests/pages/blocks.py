"""The fenced blocks of a page, for tests that run what it says.

A block that has a title is a file of the page's project. In a `console` block a line that begins with `$ ` is run in that
project and what follows is what it prints; `…` stands for any text, alone on a line for any lines. A `sh` block is not run (it
installs, or needs a server), but each watchlint command in it must be one. Blocks without a title in toml, yaml and json must
be readable.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import NamedTuple

PROJECT = Path(__file__).resolve().parents[2]


class Block(NamedTuple):
    """One fenced block: its language, its title ("" for none), its text, the line it begins on."""

    language: str
    title: str
    text: str
    line: int


class Step(NamedTuple):
    """A command of a console block and what it prints."""

    command: str
    output: str


FENCE = re.compile(r"^([ ]*)```(\w+)(?: title=\"([^\"]+)\")?\n(.*?)^\1```$", re.M | re.S)


def pages() -> list[Path]:
    """README, and every page that is written by hand."""
    made = ("rules", "servers")
    written = [path for path in sorted(PROJECT.glob("docs/**/*.md")) if path.parent.name not in made]
    return [PROJECT / "README.md", *written]


def blocks(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(found[2], found[3] or "", textwrap.dedent(found[4]), text.count("\n", 0, found.start()) + 1)
        for found in FENCE.finditer(text)
    ]


def steps(block: Block) -> list[Step]:
    """The commands of a console block; none where no line of it begins with `$ `."""
    _, *parts = re.split(r"^\$ ", block.text, flags=re.M)
    return [Step(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def shown(output: str) -> re.Pattern[str]:
    """What a command may print, where its page says this."""
    lines = [
        r"(?:.*\n)*?" if line == "…" else re.escape(line).replace("…", ".*") + "\n" for line in output.splitlines()
    ]
    return re.compile("".join(lines))


def commands(block: Block) -> list[str]:
    """The command lines of a sh block, without comments; joined where a line ends in a backslash."""
    lines = block.text.replace("\\\n", " ").splitlines()
    return [line.partition("  #")[0].strip() for line in lines if line.strip() and not line.lstrip().startswith("#")]
