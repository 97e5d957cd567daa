"""marimo without watchdog: it looks at the notebook again and again."""

from __future__ import annotations

import runpy
from pathlib import Path

_WATCHING = runpy.run_path(str(Path(__file__).with_name("marimo.py")))["CASE"]

CASE = {**_WATCHING, "server": "marimo", "packages": ["marimo==0.25.2"], "polls": True}
