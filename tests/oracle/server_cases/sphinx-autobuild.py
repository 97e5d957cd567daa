"""sphinx-autobuild, on a folder with one empty page, before its first build: it makes the folder that it builds into."""

from __future__ import annotations

CASE = {
    "packages": ["sphinx-autobuild==2025.8.25"],
    "files": {"conf.py": "", "index.rst": "x\n=\n"},
    "command": "-m sphinx_autobuild --no-initial --port {port} . _build/html".split(),
    "ready": "Waiting to detect changes",
}
