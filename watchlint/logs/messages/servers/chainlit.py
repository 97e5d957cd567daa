"""Chainlit."""

from __future__ import annotations

from watchlint.logs.messages.model import Message

MESSAGES = (
    Message(
        "chainlit-reload-failed", "Chainlit", "reload-failed",
        rb"Error reloading (?:module|config): (?P<detail>.+)",
        "Chainlit saw the edit, but loading the changed module failed: the app goes on with what it had.",
        ("chainlit run app.py -w  # start it again: a fresh process loads every module from the beginning",),
        "Chainlit 2.12 (server.py, watch_files_for_changes)",
        ("2026-01-10 00:01:03 - Error reloading module: 'opentelemetry.proto'",),
        server="chainlit",
    ),
)  # fmt: skip
