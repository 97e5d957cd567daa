"""mkdocs."""

from __future__ import annotations

from watchlint.logs.messages.model import Message

MESSAGES = (
    Message(
        "mkdocs-roots", "mkdocs", "",
        rb"Watching paths for changes: (?P<detail>.+)",
        "The folders that mkdocs watches.",
        (),
        "mkdocs 1.6 (commands/serve.py), made to write it",
        ("INFO    -  Watching paths for changes: 'docs', 'mkdocs.yml'",),
        server="mkdocs",
    ),
    Message(
        "mkdocs-reloading", "mkdocs", "reload-loop",
        rb"Detected file changes",
        "mkdocs built everything again because a file changed. Where nobody edits, a plugin or hook writes into docs/ while it "
        "builds, and so starts the next build.",
        ("find docs -type f -mmin -1  # while it loops: what was written in the last minute; write it outside docs/",),
        "mkdocs 1.6 (livereload/__init__.py), made to write it",
        ("INFO    -  [19:20:15] Detected file changes",),
        server="mkdocs",
    ),
)  # fmt: skip
