"""Vite that passes over what its settings name by a whole path: a folder named by its own is watched all the same."""

from __future__ import annotations

CASE = {
    "npm": ["vite@8.3.8"],
    "server": "vite",
    "files": {
        "vite.config.js": "export default { server: { watch: { ignored: ['**/static/**', 'src/deep'] } } }\n",
        "index.html": "",
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
