"""hupper."""

from __future__ import annotations

from watchlint.logs.messages.model import WATCH_LIMIT, Message

MESSAGES = (
    Message(
        "hupper-error", "hupper", "watcher-died",
        rb"watchdog error: (?P<detail>.+)",
        "hupper's watcher failed and said only this.",
        WATCH_LIMIT,
        "hupper 1.12 with watchdog 6 at the limit, made to write it",
        ("watchdog error: [Errno 28] inotify add failed",),
        server="hupper",
    ),
)  # fmt: skip
