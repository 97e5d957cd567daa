"""Sanic that its app's own code starts."""

from __future__ import annotations

_APP = """\
import sys

from sanic import Sanic

app = Sanic("x")


@app.get("/")
async def page(request):
    pass


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(sys.argv[1]), access_log=False, dev={dev})
"""

CASE = {
    "server": "sanic",
    "packages": ["sanic==25.12.1"],
    "files": {"main.py": _APP.format(dev=True)},
    "off": {"main.py": _APP.format(dev=False)},
    "command": "main.py {port}".split(),
    "ready": "Starting worker",
}
