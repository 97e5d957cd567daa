"""Granian."""

from __future__ import annotations

from watchlint.logs.messages.model import WHAT_CHANGED, Message

MESSAGES = (
    Message(
        "granian-reloading", "Granian", "reload-loop",
        rb"Changes detected, reloading workers",
        "Granian restarted its workers because the files that it names below changed.",
        (
            WHAT_CHANGED,
            "granian package.main:app --interface asgi --reload --reload-paths package  # a folder that holds only source files",
        ),
        "Granian 2.8.7, made to write it",
        ("[INFO] Changes detected, reloading workers..",),
        server="granian",
    ),
)  # fmt: skip
