"""`sanic --dev`, `sanic --reload`: it polls.

Source: sanic 25.12.1 (cli/arguments.py, worker/reloader.py; mixins/startup.py, run), checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Call, Way
from watchlint.servers.watchers.polling import Poller


class Sanic(Poller):
    name = "sanic"
    title = "sanic --dev"
    programs = ("sanic",)
    imports = comes_with = ("sanic",)
    calls = (Call(("sanic.Sanic.run", "sanic.app.Sanic.run"), ("auto_reload", "dev"), ("--dev",)),)
    reload = ("--dev", "-d", "--reload", "-r", "--auto-reload")
    still = ()
    flags = frozenset(
        "--debug --simple -s --factory --fast --access-log --no-access-log --motd --no-motd --inspect --verbose -v"
        " --single-process --legacy --noisy-exceptions --no-noisy-exceptions --auto-tls --repl".split()
    )
    looks_at = "every module that is loaded, and the files below --reload-dir,"
    off = Way("do not watch: leave out --dev and --reload")


SERVER = Sanic()
