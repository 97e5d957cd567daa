"""MkDocs, with one empty page."""

from __future__ import annotations

CASE = {
    "packages": ["mkdocs==1.6.1"],
    "files": {"mkdocs.yml": "site_name: x\n", "docs/index.md": "x\n"},
    "command": "-m mkdocs serve --livereload -a 127.0.0.1:{port}".split(),
    "ready": "Serving on",
}
