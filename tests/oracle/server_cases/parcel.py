"""Parcel, with an empty page."""

from __future__ import annotations

CASE = {
    "npm": ["parcel@2.16.4"],
    "files": {
        "index.html": "<p>x</p>\n",
        "package.json": "{}",
        ".parcel-cache/x": "",
        "dist/x": "",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/refs/heads/x": "",
        ".hidden/x.txt": "",
        "node_modules/own/index.js": "",
        "vendor/node_modules/x.js": "",
        "src/deep/b.txt": "",
    },
    "command": "{bin}/parcel index.html --port {port}".split(),
    "ready": "Built in",
    "more": [["--watch-ignore", "static"]],
}
