"""Watchman, which Jest, Metro and Django ask for changes."""

from __future__ import annotations

from watchlint.logs.messages.model import EXACT, KEEP_INSTANCES, KEEP_WATCHES, RAISE_INSTANCES, RAISE_WATCHES, Message

_AGAIN = "watchman shutdown-server  # what asks next starts it anew: until then it repeats the error"

MESSAGES = (
    Message(
        "watchman-watch-limit", "watchman", "watch-limit",
        rb"The user limit on the total number of inotify watches was reached; increase",
        "Watchman ran out of inotify watches.",
        (
            RAISE_WATCHES,
            _AGAIN,
            """echo '{"ignore_dirs": ["node_modules", ".venv"]}' >> .watchmanconfig  # if there is none: no watch is then taken there""",
            KEEP_WATCHES,
        ),
        "watchman 4.9, made to write it",
        ("opendir(/srv/x) -> The user limit on the total number of inotify watches was reached; increase the fs.inotify.max_user_watches sysctl.",),
    ),
    Message(
        "watchman-instance-limit", "watchman", "instance-limit",
        rb"The user limit on the total number of inotify instances has been reached; increase",
        "Watchman could not open an inotify instance.",
        (RAISE_INSTANCES, _AGAIN, KEEP_INSTANCES, EXACT),
        "watchman 4.9, made to write it",
        ("inotify_init: The user limit on the total number of inotify instances has been reached; increase the fs.inotify.max_user_instances sysctl.",),
    ),
    Message(
        "watchman-open-files", "watchman", "open-files-limit",
        rb"(?:opendir|open|fsevents)\S* -> Too many open files",
        "Watchman may not open as many files at once as it needs, and gives up until it is started again.",
        (
            "sudo launchctl limit maxfiles 524288 524288  # on macOS; on Linux: ulimit -n 524288 in the shell that starts it",
            _AGAIN,
        ),
        "watchman (its page on troubleshooting, poison: opendir), on macOS",
        ("The triggering condition was at timestamp=1695275631: opendir(/srv/node_modules/a) -> Too many open files",),
    ),
    Message(
        "watchman-poisoned", "watchman", "watcher-died",
        rb"A non-recoverable condition has triggered|requests will continue to fail with this message until you resolve",
        "Watchman met an error that it does not get over, named by `triggering condition`, and answers nothing until it is started "
        "again.",
        (_AGAIN, "watchman watch-del-all  # and it forgets the folders that it watched"),
        "watchman 4.9 (root/poison.cpp)",
        (
            "Error: A non-recoverable condition has triggered.  Watchman needs your help!",
            "All requests will continue to fail with this message until you resolve",
        ),
        unless=("watchman-watch-limit", "watchman-instance-limit", "watchman-open-files"),
    ),
    Message(
        "watchman-slow", "watchman", "watcher-died",
        rb"Watcher took too long to load",
        "Watchman did not answer in time: React Native's packager ends.",
        ("watchman watch-del-all && watchman shutdown-server  # it begins anew", "watchman version  # an error here: install it again"),
        "React Native 0.8 (packager, FileWatcher), on macOS",
        ("Error: Watcher took too long to load",),
    ),
    Message(
        "watchman-permission", "watchman", "permission",
        rb"opendir\((?P<detail>.+)\) -> Permission denied",
        "A folder below the one that Watchman watches may not be read, and Watchman gives up. Mostly it was told to watch a whole "
        "home folder.",
        (
            "watchman watch-list  # a folder above the project: watchman watch-del with its name, then start in the project",
            "chmod u+rx {detail}  # where it is yours and is to be watched",
        ),
        "Watchman 3.7 on macOS",
        ("[notify /Users/x] opendir(/Users/x/Library/y.savedState) -> Permission denied. We don't know how to handle this.",),
    ),
    Message(
        "watchman-recrawl", "watchman", "queue-overflow",
        rb"Recrawled this watch \d+ times?, most recently because",
        "Watchman missed changes, as more happened at once than the system keeps for it, and read the whole folder again.",
        (
            "watchman watch-del-all && watchman shutdown-server  # it begins anew, and the warning goes",
            """echo '{"ignore_dirs": ["node_modules", ".venv"]}' >> .watchmanconfig  # if there is none: fewer changes to tell""",
            "sudo sysctl fs.inotify.max_queued_events=131072  # on Linux",
        ),
        "watchman (its page on troubleshooting, recrawl), on macOS",
        ("watchman warning:  Recrawled this watch 15 times, most recently because:",),
    ),
)  # fmt: skip
