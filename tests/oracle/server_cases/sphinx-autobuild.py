"""sphinx-autobuild, on a folder with one empty page, before its first build."""

from __future__ import annotations

CASE = {
    "packages": ["sphinx-autobuild==2025.8.25"],
    "files": {"conf.py": "", "index.rst": "x\n=\n", "out/.keep": ""},
    "command": "-m sphinx_autobuild --no-initial --port {port} . out".split(),
    "ready": "Waiting to detect changes",
}
