"""Panel."""

from __future__ import annotations

from watchlint.logs.messages.model import EITHER_LIMIT, RAISE_WATCHES, Message

MESSAGES = (
    Message(
        "panel-watcher-failed", "Panel", "watcher-died",
        rb"Autoreload watcher failed",
        "Panel's watcher failed when it started, at the watch or instance limit mostly; Panel says so only as it ends. No edit was "
        "noticed.",
        EITHER_LIMIT[:1] + (RAISE_WATCHES,) + EITHER_LIMIT[2:],
        "Panel 1.10 with watchfiles at the limit, made to write it",
        ("ERROR: panel.io.server - Autoreload watcher failed",),
        server="panel",
    ),
)  # fmt: skip
