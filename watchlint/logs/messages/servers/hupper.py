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
    Message(
        "watchdog-no-emitters", "watchdog", "watcher-died",
        rb"object has no attribute '_emitters'",
        "watchdog 2.1.4 does not work where its observer has a parent beside it, as in hupper (pserve --reload): nothing starts.",
        ("pip install --upgrade 'watchdog!=2.1.4'  # only this release does so",),
        "watchdog 2.1.4 with hupper 1.10.3, made to write it",
        ("AttributeError: 'WatchdogFileMonitor' object has no attribute '_emitters'",),
        server="hupper",
    ),
)  # fmt: skip
