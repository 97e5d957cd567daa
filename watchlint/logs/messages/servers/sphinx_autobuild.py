"""sphinx-autobuild."""

from __future__ import annotations

from watchlint.logs.messages.model import Message

MESSAGES = (
    Message(
        "sphinx-autobuild-reloading", "sphinx-autobuild", "reload-loop",
        rb"\[sphinx-autobuild\] Detected change(?:s \(|: )(?P<detail>[^,)]+)",
        "sphinx-autobuild built everything again because this file changed. Where nobody edits it, the build itself writes it, and "
        "so starts the next build.",
        ("sphinx-autobuild docs docs/_build/html --ignore {detail}  # your own folders, and this file left out",),
        "sphinx-autobuild 2025.8 (build.py, filter.py); 2021.3 words it as the second",
        ("[sphinx-autobuild] Detected changes (docs/generated.rst)", "[sphinx-autobuild] Detected change: /srv/docs/api/index.rst"),
        server="sphinx-autobuild",
    ),
)  # fmt: skip
