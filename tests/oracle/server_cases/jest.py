"""Jest, with one test."""

from __future__ import annotations

CASE = {
    "npm": ["jest@30.5.2"],
    "files": {
        "package.json": "{}",
        "jest.config.js": "module.exports = { watchman: false }\n",
        "src/a.test.js": "test('a', () => {})\n",
        ".git/HEAD": "ref: refs/heads/main\n",
        ".git/refs/heads/x": "",
        ".hidden/x.txt": "",
        "node_modules/own/index.js": "",
        "vendor/node_modules/x.js": "",
        "src/deep/b.txt": "",
    },
    "command": "{bin}/jest --watchAll".split(),
    "ready": "Ran all test suites",
    "about": True,
    "more": [
        ["--watchPathIgnorePatterns", "static", "^src"],
        ["--modulePathIgnorePatterns=(node_modules|deep)"],
        ["--roots", "src", "vendor"],
    ],
}
