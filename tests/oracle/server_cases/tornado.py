"""Tornado with debug=True."""

from __future__ import annotations

_APP = """\
import asyncio

from tornado.web import Application


async def main():
    Application([], debug={debug}).listen(0, "127.0.0.1")
    print("here", flush=True)
    await asyncio.Event().wait()


asyncio.run(main())
"""

CASE = {
    "packages": ["tornado==6.6.1"],
    "files": {"main.py": _APP.format(debug=True)},
    "off": {"main.py": _APP.format(debug=False)},
    "command": ["main.py"],
    "ready": "here",
}
