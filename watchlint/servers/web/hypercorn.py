"""`hypercorn --reload`: it polls.

Source: hypercorn 0.18.0 (run.py, utils.py, check_for_updates), checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Way
from watchlint.servers.watchers.polling import Poller


class Hypercorn(Poller):
    name = "hypercorn"
    title = "hypercorn --reload"
    programs = ("hypercorn",)
    comes_with = ("hypercorn",)
    flags = frozenset("--debug -d".split())
    off = Way("do not watch: leave out --reload")


SERVER = Hypercorn()
