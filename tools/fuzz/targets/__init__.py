"""What is fuzzed: a reader or an editor of ours, and who judges it.

A target takes any bytes. It raises AssertionError where ours and the judge differ, and whatever an error of ours raises; it
gives True where the judge had a word, False where there was nothing to compare.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Target(NamedTuple):
    """`judge`: who says what is right. `pieces`: what inputs are made of. `files`: endings of the fixtures to begin with."""

    name: str
    judge: str
    check: Callable[[bytes], bool]
    pieces: list[bytes]
    files: tuple[str, ...] = ()


MODULES = ("toml", "packages", "launch_files", "texts", "git")


def every() -> dict[str, Target]:
    """name -> target."""
    modules = [import_module(f"tools.fuzz.targets.{name}") for name in MODULES]
    return {target.name: target for module in modules for target in module.TARGETS}


def pieces(text: str) -> list[bytes]:
    r"""The pieces of a text that are parted by blanks; `\s`, `\n`, `\r`, `\t` and the like are written so."""
    return [word.encode().decode("unicode_escape").replace("\\s", " ").encode("utf-8") for word in text.split()]
