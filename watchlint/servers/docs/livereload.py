"""`livereload`, and Python code with `livereload.Server`: it polls.

Source: livereload 2.7.1 (watcher.py, server.py, cli.py), checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Call, Way
from watchlint.servers.watchers.polling import Poller


class Livereload(Poller):
    name = "livereload"
    programs = ("livereload",)
    imports = comes_with = ("livereload",)
    calls = (Call(("livereload.Server.serve", "livereload.server.Server.serve"), (), (), True),)
    reload = still = ()
    flags = frozenset(("-d", "--debug"))
    always = True
    example = "."
    looks_at = "every file of the folders that it is given"
    every = "each 0.8 seconds"
    off = Way("do not watch: leave livereload out")


SERVER = Livereload()
