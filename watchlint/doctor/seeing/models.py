"""The model's plan for a running server: its command line, its variables, its interpreter, and what its process shows."""

from __future__ import annotations

import os

from watchlint.facts.python import interpreter
from watchlint.servers import catalogue, imported, loaded
from watchlint.servers.model import Beside

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Seen
    from watchlint.servers.model import Running
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.start import Learned


def model(server: Running, root: str, found: Seen, timeout: float) -> WatchPlan:
    """The plan for this server. What is learned of it on the way is put into `found`: its version, its watchdog, the
    options in force. A plan without roots and with `instances` is one that cannot be compared."""
    cwd = server.cwd or root
    python = interpreter.ask(server.python) if server.python else None
    pythonpath = [os.path.join(cwd, path) for path in server.environ.get("PYTHONPATH", "").split(os.pathsep) if path]
    learned: Learned = {}
    beside = Beside(root, python, cwd, pythonpath, timeout, learned)
    found["watchdog"] = imported.dotted(beside.release("watchdog")) or ""
    if catalogue.named(server.server).shows_release:
        found["version"] = imported.dotted(beside.release(server.server)) or ""
    plan = catalogue.named(server.server).live(server, beside)
    found["options"], found["options_read"] = learned.get("options", []), learned.get("options_read", [])
    if "click" in learned:
        found["click"] = learned["click"]
    return plan


def outside(server: Running, plan: WatchPlan, held: set[tuple[int, int]]) -> list[str]:
    """The files of the project's code that this server runs and that lie in no folder it watches: neither below a root
    of its plan nor, by another path, among what it holds (device, inode)."""
    module, search = catalogue.named(server.server).loads(server.words, server.cwd)
    if not module:
        return []
    pythonpath = [
        os.path.join(server.cwd, path) for path in server.environ.get("PYTHONPATH", "").split(os.pathsep) if path
    ]
    python = interpreter.ask(server.python) if server.python else None
    roots = [os.path.realpath(root.path).rstrip("/") + "/" for root in plan.roots]
    found = []
    for file in loaded.files(module, [*search, *pythonpath], server.cwd, python):
        if any(os.path.realpath(file).startswith(root) for root in roots):
            continue
        try:
            folder = os.stat(os.path.dirname(file))
        except OSError:
            continue
        if (folder.st_dev, folder.st_ino) not in held:
            found.append(os.path.normpath(file))
    return found
