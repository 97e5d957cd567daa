"""Tornado's autoreload on a script of its own."""

from __future__ import annotations

_APP = """\
import asyncio

from tornado.web import Application


async def main():
    Application([], debug=True).listen(0, "127.0.0.1")
    print("here", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
"""

CASE = {
    "packages": ["tornado==6.6.1"],
    "files": {"main.py": _APP},
    "command": "-m tornado.autoreload main.py".split(),
    "ready": "here",
}
