"""The model's plan for a running server: its command line, its variables, its interpreter, and what its process shows."""

from __future__ import annotations

import os

from watchlint.facts.python import interpreter
from watchlint.servers import catalogue, imported
from watchlint.servers.model import Beside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.servers.model import Running
    from watchlint.servers.plan import WatchPlan


def model(server: Running, root: str, found: dict, timeout: float) -> WatchPlan:
    """The plan for this server. What is learned of it on the way is put into `found`: its version, its watchdog, the
    options in force. A plan without roots and with `instances` is one that cannot be compared."""
    cwd = server.cwd or root
    python = interpreter.ask(server.python) if server.python else None
    pythonpath = [os.path.join(cwd, path) for path in server.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    beside = Beside(root, python, cwd, pythonpath, timeout, found)
    found["watchdog"] = imported.dotted(beside.release("watchdog")) or ""
    if catalogue.named(server.server).shows_release:
        found["version"] = imported.dotted(beside.release(server.server)) or ""
    return catalogue.named(server.server).live(server, beside)
