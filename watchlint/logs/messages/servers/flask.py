"""Flask, and what else runs on Werkzeug."""

from __future__ import annotations

from watchlint.logs.messages.model import WHAT_CHANGED, Message

MESSAGES = (
    Message(
        "flask-reloading", "Flask", "reload-loop",
        rb"Detected change in '(?P<detail>.+)', reloading",
        "Flask restarted because this file changed.",
        (WHAT_CHANGED, "flask run --debug --exclude-patterns '*/logs/*'  # what is to start no reload"),
        "Werkzeug 3.1 (_reloader.py), made to write it",
        (" * Detected change in '/srv/app.py', reloading",),
        server="flask",
    ),
    Message(
        "flask-reloader", "Flask", "",
        rb" \* Restarting with (?P<detail>stat|watchdog \(\w+\)|\w+)",
        "Which reloader Flask picked (stat polls).",
        (),
        "Werkzeug 3.1 (_reloader.py), made to write it; the same in the source of 2.3",
        (" * Restarting with watchdog (inotify)", " * Restarting with stat", " * Restarting with windowsapi reloader"),
        server="flask",
    ),
    Message(
        "flask-debug-off", "Flask", "no-reload",
        rb"\* Debug mode: off",
        "Flask runs without debug mode: it notices no edit. In production that is as it should be.",
        ("flask run --debug",),
        "Flask 3.1 (cli.py, show_server_banner), made to write it; the same in the source of 2.2",
        (" * Debug mode: off",),
        server="flask",
        unless=("flask-reloader",),
    ),
)  # fmt: skip
