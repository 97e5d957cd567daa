"""Tailwind 4, with an empty style sheet."""

from __future__ import annotations

CASE = {
    "npm": ["tailwindcss@4.3.5", "@tailwindcss/cli@4.3.5"],
    "files": {
        "in.css": '@import "{modules}/tailwindcss/index.css";\n',
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/refs/heads/x": "",
        ".hidden/x.txt": "",
        "node_modules/own/index.js": "",
        "vendor/node_modules/x.js": "",
        "src/deep/b.txt": "",
    },
    "command": "{bin}/tailwindcss -i in.css -o /dev/null --watch=always".split(),
    "ready": "Done in",
}
