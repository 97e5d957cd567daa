"""Tailwind 3: what `content` names, through links, less what it leaves out."""

from __future__ import annotations

CASE = {
    "server": "tailwindcss",
    "npm": ["tailwindcss@3.4.19"],
    "files": {
        "in.css": '@import "./more.css";\n@tailwind base;\n',
        "more.css": "p {}\n",
        "tailwind.config.js": "module.exports = {\n  content: [\n    // the pages\n"
        '    "./templates/**/*.{html,jinja}", "src/*.js", "./pages/*/a.html", "./src/deep/one.ts", "!./templates/old/**",\n'
        "  ],\n}\n",
        "node_modules/tailwindcss/package.json": '{"version": "3.4.19"}',
        "templates/a/b/x.html": "",
        "templates/a/y.txt": "",
        "templates/.hidden/x.jinja": "",
        "templates/old/x.html": "",
        "pages/a/a.html": "",
        "pages/b/b.html": "",
        "pages/b/deeper/b.html": "",
        "src/a.js": "",
        "src/deep/a.js": "",
        "src/deep/one.ts": "",
    },
    "command": "{bin}/tailwindcss -i in.css -o /dev/null --watch=always".split(),
    "ready": "Done in",
    "more": [["--content", "./src/**/*.js,static/**/*"], ["--content=templates/**"]],
}
