"""Dash beside watchdog 6, whose reloader watches everything on sys.path."""

from __future__ import annotations

import runpy
from pathlib import Path

CASE = {
    **runpy.run_path(str(Path(__file__).with_name("dash.py")))["CASE"],
    "server": "dash",
    "packages": ["dash==4.4.1", "watchdog==6.0.0"],
    "polls": False,
    "watches_packages": True,
}
