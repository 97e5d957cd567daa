"""Jest, whose package.json names its folders."""

from __future__ import annotations

CASE = {
    "server": "jest",
    "npm": ["jest@30.5.2"],
    "files": {
        "package.json": '{"jest": {"watchman": false, "rootDir": "web", "roots": ["<rootDir>/src", "../lib"]}}',
        "web/src/a.test.js": "test('a', () => {})\n",
        "web/src/deep/b.txt": "",
        "web/other/x.txt": "",
        "lib/x/y.txt": "",
        "node_modules/own/index.js": "",
    },
    "command": "{bin}/jest --watchAll".split(),
    "ready": "Ran all test suites",
    "about": True,
}
