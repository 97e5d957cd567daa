"""Inputs: what earlier runs kept, the fixtures' files, and both cut up, doubled and mixed with a target's pieces."""

from __future__ import annotations

import ast
import random
from pathlib import Path

from tools.fuzz.targets import Target

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "tests" / "corpora"
LARGEST = 2000
"""Bytes of an input: what goes wrong goes wrong in few."""


def kept(target: Target) -> list[bytes]:
    """The corpus of a target: a line each of tests/corpora/NAME.txt, as Python writes bytes."""
    path = KEPT / f"{target.name}.txt"
    lines = path.read_text(encoding="ascii").splitlines() if path.exists() else []
    return [ast.literal_eval(line) for line in lines]


def keep(target: Target, data: bytes) -> None:
    """Add an input to the corpus, once."""
    every = sorted({*kept(target), data}, key=lambda one: (len(one), one))
    KEPT.mkdir(exist_ok=True)
    (KEPT / f"{target.name}.txt").write_text("".join(f"{one!r}\n" for one in every), encoding="ascii")


def seeds(target: Target) -> list[bytes]:
    """What a run begins with."""
    fixtures = [
        path.read_bytes()
        for ending in target.files
        for path in sorted((ROOT / "fixtures").rglob(f"*{ending}"))
        if path.is_file() and path.stat().st_size <= LARGEST
    ]
    return list(dict.fromkeys([*kept(target), *fixtures[:200]]))


def joined(target: Target, choice: random.Random) -> bytes:
    """A few pieces in a row."""
    return b"".join(choice.choice(target.pieces) for _ in range(choice.randrange(1, 12)))


def changed(target: Target, data: bytes, choice: random.Random) -> bytes:
    """The input with a piece put in, put over or cut out, or a part of it doubled."""
    text = bytearray(data)
    for _ in range(choice.choice((1, 1, 2, 4))):
        start = choice.randrange(len(text) + 1)
        end = min(len(text), start + choice.choice((0, 1, 2, 5, 20)))
        how = choice.choice(("put", "put", "over", "cut", "double", "end"))
        if how == "end":
            del text[start:]
        elif how == "double":
            text[start:start] = text[start:end]
        else:
            text[end if how == "put" else start : end] = b"" if how == "cut" else choice.choice(target.pieces)
    return bytes(text[:LARGEST])


def made(target: Target, begun: list[bytes], choice: random.Random) -> bytes:
    """One more input."""
    if begun and choice.random() < 0.5:
        return changed(target, choice.choice(begun), choice)
    return joined(target, choice)
