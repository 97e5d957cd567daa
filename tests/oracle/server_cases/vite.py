"""Vite, with an empty page."""

from __future__ import annotations

CASE = {
    "npm": ["vite@8.3.8"],
    "files": {
        "index.html": "<script type=module src=/main.js></script>",
        "main.js": "",
        "dist/built.js": "",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/refs/heads/x": "",
        ".hidden/x.txt": "",
        "node_modules/own/index.js": "",
        "vendor/node_modules/x.js": "",
        "src/deep/b.txt": "",
    },
    "command": "{bin}/vite --port {port} --host 127.0.0.1".split(),
    "ready": "ready in",
}
