"""The compiler of TypeScript before 4.9, which watches folders alone."""

from __future__ import annotations

import runpy
from pathlib import Path

_NOW = runpy.run_path(str(Path(__file__).with_name("tsc-include.py")))["CASE"]

CASE = {
    **_NOW,
    "npm": ["typescript@4.8.4"],
    "files": {**_NOW["files"], "node_modules/typescript/package.json": '{"version": "4.8.4"}'},
    "about": False,
}
