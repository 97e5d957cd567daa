"""livereload, on the project's folder."""

from __future__ import annotations

CASE = {
    "packages": ["livereload==2.7.1"],
    "files": {"index.html": "x\n"},
    "command": "{bin}/livereload -p {port} .".split(),
    "ready": "Start watching changes",
}
