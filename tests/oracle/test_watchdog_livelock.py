"""watchdog 7.1.0 on a large root: where the rule speaks, its queue overflows again and again; elsewhere it is quiet."""

from __future__ import annotations

import time

import pytest
from environments import environment
from running import running

from watchlint.watch import livelock

pytestmark = pytest.mark.oracle

RULE = "reloader-watchdog-livelock"
AGAIN = 3  # overflows: the first may be a chance, none follows where it settles

WATCH = """
import logging, sys, time
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer
logging.basicConfig(stream=sys.stdout)
observer = Observer()
observer.schedule(FileSystemEventHandler(), sys.argv[1], recursive=True)
observer.start()
print("watching", flush=True)
time.sleep(600)
"""


@pytest.mark.parametrize("release", ["7.0.0", "7.1.0"])
@pytest.mark.parametrize("more", [-40, 2_000])  # close above it a quick reader may keep up
@pytest.mark.parametrize("root", [".", "app"])
def test_the_rule_speaks_where_watchdog_loops(release, more, root, repository, found, tmp_path):
    words = f"web: watchmedo auto-restart -R -d {root} python app/w.py\n"
    tree = repository({"app/w.py": "", "requirements.txt": f"watchdog[watchmedo]=={release}\n", "Procfile": words})
    number = livelock.limit() + more
    for at in range(number // 64):
        for inner in range(63):
            (tree / "data" / str(at) / str(inner)).mkdir(parents=True)
    said = [rule for rule, _, _ in found("check_reloader", tree)]
    loops = release == "7.1.0" and more > 0 and root == "."
    assert (RULE in said) is loops
    python = environment("watchdog-reloader", [f"watchdog[watchmedo]=={release}"], python="3.12")
    with running([python, "-c", WATCH, root], tree.path, tmp_path / "log") as server:
        server.waits_for(lambda: "watching" in server.said())
        if loops:
            server.waits_for(lambda: server.said().count("queue overflowed") >= AGAIN)
        else:
            last = None
            while (now := server.counted()) != last:  # all watches are set
                last = now
                time.sleep(1.0)
            assert server.said().count("queue overflowed") < AGAIN
