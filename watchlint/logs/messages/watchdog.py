"""watchdog, and what is built on it without a module here."""

from __future__ import annotations

from watchlint.logs.messages.model import EITHER_LIMIT, EXACT, RAISE_WATCHES, WATCH_LIMIT, Message

# What must not follow, `")`, does where a traceback quotes the line of code that raised the error: that is no second one.
POLL_ON_WATCHDOG = "streamlit run app.py --server.fileWatcherType poll  # instead, where it is Streamlit's: it polls and takes no watch"
"""The step against watchdog's limits where nothing tells who uses it."""

MESSAGES = (
    Message(
        "watchdog-watch-limit", "watchdog", "watch-limit",
        rb"(?:OSError: )?(?:\[Errno \d+\] )?inotify watch limit reached(?!\\?\"\))",
        "No inotify watch was left, so part of the folders, or all of them, are not watched.",
        WATCH_LIMIT,
        "watchdog 6.0 (observers/inotify_c.py), made to write it; the same in the source of 0.8; from 7.0 on only at the root itself",
        (
            "OSError: [Errno 28] inotify watch limit reached",
            "2026-01-07 10:00:00 [Errno 28] inotify watch limit reached",
        ),
        server="watchdog",
        general=True,
    ),
    Message(
        "watchdog-instance-limit", "watchdog", "instance-limit",
        rb"inotify instance limit reached(?!\\?\"\))",
        "No inotify instance could be opened, so nothing is watched. watchdog says the same where the process has no file "
        "descriptor left.",
        EITHER_LIMIT,
        "watchdog 6.0 (observers/inotify_c.py), made to write it by the limit of instances; the same in the source of 0.10",
        ("OSError: [Errno 24] inotify instance limit reached", "OSError: inotify instance limit reached"),
        server="watchdog",
    ),
    Message(
        "watchdog-queue-overflow", "watchdog", "queue-overflow",
        rb"Inotify queue overflowed; (?:filesystem events were lost|reconciling recursive watches below)",
        "More changed at once than the kernel keeps, and changes were lost. watchdog 7.1.0 comes to no end here where it "
        "watches more than 4,096 folders (a quarter of fs.inotify.max_queued_events).",
        (
            "pip install 'watchdog!=7.1.0'  # other releases lose these changes and go on",
            "sudo sysctl fs.inotify.max_queued_events=131072  # on the host, where 7.1.0 has to stay",
        ),
        "watchdog 7.1.0, made to write it",
        (
            "Inotify queue overflowed; filesystem events were lost",
            "Inotify queue overflowed; reconciling recursive watches below b'/srv'",
        ),
    ),
    Message(
        "watchdog-rebuild-failed", "watchdog", "queue-overflow",
        rb"Unable to rebuild recursive inotify watches below",
        "After changes were lost, watchdog could not watch the folder again: nothing in it is noticed any more.",
        (RAISE_WATCHES, EXACT),
        "watchdog 7.1.0, made to write it by moving the folder away",
        ("Unable to rebuild recursive inotify watches below '/srv'",),
    ),
)  # fmt: skip
