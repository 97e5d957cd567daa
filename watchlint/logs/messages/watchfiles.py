"""watchfiles and its forerunner watchgod, and with them every server that uses them."""

from __future__ import annotations

from watchlint.logs.messages.model import EITHER_LIMIT, NARROW, OWN_IMAGE, POLL, WATCH_LIMIT, Message

_LINKS = (
    "find . -xtype l  # the links that lead nowhere: delete them, or make the environment again where the server runs"
)

MESSAGES = (
    Message(
        "watchfiles-watch-limit", "watchfiles", "watch-limit",
        rb"(?:OSError|FileNotFoundError): OS file watch limit reached\. about \[\\?\"(?P<detail>[^\"\\]+)",
        "No inotify watch was left, and watchfiles gave up: no edit is noticed.",
        WATCH_LIMIT,
        "watchfiles 1.3 (src/lib.rs), made to write it",
        (
            'OSError: OS file watch limit reached. about ["/srv/app"] (Error { kind: MaxFilesWatch, paths: [] })',
            'FileNotFoundError: OS file watch limit reached. about ["/srv/app"]',
        ),
        server="watchfiles",
    ),
    Message(
        "watchfiles-instance-limit", "watchfiles", "instance-limit",
        rb"Error creating recommended watcher: (?:Too many open files|No file descriptors available) \(os error 24\)",
        "No inotify instance could be opened (EMFILE): no edit is noticed.",
        EITHER_LIMIT,
        "watchfiles 1.3, made to write it",
        ("_rust_notify.WatchfilesRustInternalError: Error creating recommended watcher: Too many open files (os error 24)",),
        server="watchfiles",
    ),
    Message(
        "watchfiles-no-inotify", "watchfiles", "no-inotify",
        rb"Error creating (?:recommended )?watcher: Function not implemented \(os error 38\)",
        "There is no inotify here, so no edit is noticed: mostly an image for Intel (amd64) that is emulated on a Mac with Apple "
        "silicon. Later releases of watchfiles poll by themselves there.",
        ("pip install --upgrade 'watchfiles>=0.16'  # polls by itself then", POLL, OWN_IMAGE),
        "watchfiles 0.14 and 0.15, made to write it where the kernel refuses inotify_init(2); 0.16.1 to 1.3 poll",
        ("_rust_notify.WatchfilesRustInternalError: Error creating watcher: Function not implemented (os error 38)",),
        server="watchfiles",
    ),
    Message(
        "watchfiles-dangling-link", "watchfiles", "watcher-died",
        rb"error in underlying watcher: IO error for operation on (?P<detail>.+): No such file or directory",
        "While it polled, watchfiles met a link that leads nowhere or a file that was just deleted, and its watcher ended: no "
        "edit is noticed any more. Mostly it is the `python` of an environment that was made on another machine.",
        (_LINKS, "pip install --upgrade 'watchfiles>=0.24'  # since then such a link ends nothing", NARROW),
        "watchfiles 0.23.0 that polls, made to write it; 0.24 to 1.3 go on",
        (
            "_rust_notify.WatchfilesRustInternalError: error in underlying watcher: IO error for operation on "
            "./.venv/bin/python3: No such file or directory (os error 2)",
        ),
        server="watchfiles",
    ),
    Message(
        "watchfiles-watcher-died", "watchfiles", "watcher-died",
        rb"error in underlying watcher: (?!IO error for operation on .+: No such file)(?P<detail>.+)",
        "The watcher below watchfiles failed while it ran: no edit is noticed any more.",
        ("watchlint doctor --probe  # after the server was started again: whether changes arrive in this folder at all", NARROW),
        "watchfiles 1.3, made to write it by closing a folder while it polled",
        ("WatchfilesRustInternalError: error in underlying watcher: No such device",),
        server="watchfiles",
    ),
    Message(
        "watchfiles-permission", "watchfiles", "permission",
        rb"PermissionError: Permission denied \(os error 13\) about \[\\?\"(?P<detail>[^\"\\]+)",
        "A folder below the watched one may not be read, and watchfiles stops there: no edit is noticed. --reload-exclude does "
        "not help: folders are registered before it is asked.",
        (NARROW, "chmod u+rx {detail}  # where it is yours and is to be watched"),
        "watchfiles 1.3, made to write it",
        ('PermissionError: Permission denied (os error 13) about ["/srv/pgdata"]',),
        server="watchfiles",
    ),
    Message(
        "watchfiles-missing-path", "watchfiles", "permission",
        rb"FileNotFoundError: No such file or directory \(os error \d+\) about \[\\?\"(?P<detail>[^\"\\]+)",
        "A path below the watched folder was gone, or led nowhere, when watchfiles came to it, and it stopped: no edit is "
        "noticed. --reload-exclude does not help: folders are registered before it is asked.",
        (NARROW, _LINKS),
        "watchfiles 0.13 to 1.3 (src/lib.rs); uvicorn from 0.41 hides it",
        ('FileNotFoundError: No such file or directory (os error 2) about ["/srv/app/data"]',),
        server="watchfiles",
    ),
    Message(
        "watchfiles-noise", "watchfiles", "",
        rb"(?P<detail>\d+) changes? detected(?!.*Change\.deleted)",
        "watchfiles noticed changes, wanted or not. Many such lines without an edit mean that something writes into the watched "
        "folder.",
        (),
        "watchfiles 1.3 (main.py), made to write it",
        ("[10:00:00] 3 changes detected", "1 change detected", "1 change detected: {(<Change.added: 1>, '/srv/theme.css')}"),
    ),
    Message(
        "watchfiles-replaced", "watchfiles", "harmless",
        rb"\d+ changes? detected: .*Change\.deleted: \d+>, '(?P<detail>[^']+)",
        "A file was deleted. Where `added` follows for the same file, an editor saved it under another name and moved it into "
        "place: harmless, unless a build starts in between and misses it.",
        ("sphinx-autobuild docs docs/_build/html --pre-build 'sleep 1'  # waits until the file is there again",),
        "watchfiles 0.13 to 1.3 (main.py, verbose)",
        ("1 change detected: {(<Change.deleted: 3>, '/srv/docs/theme.css')}",),
    ),
    Message(
        "watchgod-walk-failed", "watchgod", "watcher-died",
        rb"error walking file system: (?P<detail>.+)",
        "watchgod met a link that leads nowhere, or a file that may not be read, and looks no further: edits behind it are not "
        "noticed. Mostly it is the `python` of an environment that was made on another machine.",
        (
            _LINKS,
            "pip uninstall -y watchgod && pip install --upgrade 'uvicorn[standard]'  # watchfiles took watchgod's place in 0.18",
        ),
        "watchgod 0.6 (watcher.py), made to write it; the same in the source of 0.7 and 0.8.2",
        ("error walking file system: FileNotFoundError [Errno 2] No such file or directory: '/srv/venv/bin/python'",),
    ),
)  # fmt: skip
