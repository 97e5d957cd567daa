"""What a few lines of a log are taken for: for the tests of the messages."""

from __future__ import annotations

import io

from watchlint.logs.catalogue import MESSAGES
from watchlint.logs.reading import read_log
from watchlint.logs.steps import filled


def said(log: str) -> list[tuple[str, str]]:
    """(the message, its detail) of each line that is recognised."""
    return [(seen.message.id, seen.detail) for seen in read_log(io.BytesIO(f"first\n{log}\nlast\n".encode())).seen]


def ends(log: str) -> list[str]:
    """The messages of a log that ends with these lines."""
    return [seen.message.id for seen in read_log(io.BytesIO(log.encode())).seen]


def step(name: str, server: str = "", detail: str = "") -> str:
    """The first step against a message."""
    return filled(next(one for one in MESSAGES if one.id == name), server, detail)[0]
