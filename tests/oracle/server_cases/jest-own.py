"""Jest before 30, which watches in a way of its own: the folder .git, and nothing below it."""

from __future__ import annotations

import runpy
from pathlib import Path

_NOW = runpy.run_path(str(Path(__file__).with_name("jest.py")))["CASE"]

CASE = {
    **_NOW,
    "server": "jest",
    "npm": ["jest@29.7.0"],
    "files": {**_NOW["files"], "node_modules/jest/package.json": '{"version": "29.7.0"}'},
    "about": False,
    "more": [["--watchPathIgnorePatterns", "static"]],
}
