"""Granian."""

from __future__ import annotations

from watchlint.logs.messages.model import END, WHAT_CHANGED, Message

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
    Message(
        "granian-never-came-back", "Granian", "never-came-back",
        rb"Stopping worker-\d+(?: runtime-\d+)?" + END,
        "The log ends where workers are to stop. If Granian hangs there, a request, a stream or a thread of the app keeps the old "
        "worker.",
        ("granian package.main:app --interface asgi --reload --workers-kill-timeout 3  # ends it after three seconds",),
        "Granian 2.8.7 and 1.7.1 (a reload that waits for its worker)",
        ("[INFO] Changes detected, reloading workers..\n[INFO] Stopping worker-1\n[INFO] Stopping worker-1 runtime-1",),
        server="granian",
        near=rb"\A(?!(?s:.)*Shutting down granian)",
        last=True,
    ),
)  # fmt: skip
