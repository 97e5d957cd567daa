"""Litestar, with an application that says nothing."""

from __future__ import annotations

CASE = {
    "packages": ["litestar[standard]==2.25.0"],
    "files": {"main.py": "from litestar import Litestar\n\napp = Litestar([])\n"},
    "command": "-m litestar --app main:app run --port {port} --reload".split(),
    "ready": "Application startup complete",
}
