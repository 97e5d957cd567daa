"""`quart --debug run`: it polls.

Source: quart 0.22.0 (cli.py, run_command; app.py, run: `use_reloader=True` where it is not given), hypercorn 0.18.0 (utils.py), checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Call, Way
from watchlint.servers.watchers.polling import Poller


class Quart(Poller):
    name = "quart"
    title = "quart --debug run"
    programs = ("quart",)
    imports = comes_with = ("quart",)
    calls = (Call(("quart.Quart.run",), ("use_reloader",), ("run", "--reload"), True),)
    subcommands = ("run",)
    reload = ("--debug", "--reload")
    still = ("--no-reload", "--no-debug")
    reloads_variable = "QUART_DEBUG"
    variables = (reloads_variable, "QUART_APP")
    app_option = ("--app", "-A")
    in_place = True
    off = Way("do not watch: quart run --no-reload", words=("--no-reload",))


SERVER = Quart()
