"""sphinx-autobuild."""

from __future__ import annotations

from watchlint.logs.messages.model import Message

MESSAGES = (
    Message(
        "sphinx-autobuild-reloading", "sphinx-autobuild", "reload-loop",
        rb"\[sphinx-autobuild\] Detected changes \((?P<detail>[^,)]+)",
        "sphinx-autobuild built everything again because this file changed. Where nobody edits it, the build itself writes it, and "
        "so starts the next build.",
        ("sphinx-autobuild docs docs/_build/html --ignore {detail}  # your own folders, and this file left out",),
        "sphinx-autobuild 2025.8 (build.py, filter.py)",
        ("[sphinx-autobuild] Detected changes (docs/generated.rst)",),
        server="sphinx-autobuild",
    ),
)  # fmt: skip
