"""nodemon, with a program that waits."""

from __future__ import annotations

CASE = {
    "npm": ["nodemon@3.1.14"],
    "files": {
        "server.js": "setInterval(() => {}, 1000); console.log('here')\n",
        "coverage/x.txt": "",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/refs/heads/x": "",
        ".hidden/x.txt": "",
        "node_modules/own/index.js": "",
        "vendor/node_modules/x.js": "",
        "src/deep/b.txt": "",
    },
    "command": "{bin}/nodemon server.js".split(),
    "ready": "here",
    "more": [["--ignore", "static/"], ["-i", "src/deep"]],
}
