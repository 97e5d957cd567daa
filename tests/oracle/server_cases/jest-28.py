"""Jest 28, which watches as 29 does."""

from __future__ import annotations

import runpy
from pathlib import Path

_LATER = runpy.run_path(str(Path(__file__).with_name("jest-own.py")))["CASE"]

CASE = {
    **_LATER,
    "npm": ["jest@28.1.3"],
    "files": {**_LATER["files"], "node_modules/jest/package.json": '{"version": "28.1.3"}'},
}
