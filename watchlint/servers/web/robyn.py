"""`robyn app.py --dev`: watchdog on the folder of the app's file, with all below.

Source: robyn 0.88.0 (cli.py, reloader.py), checked against the kernel; it asks for watchdog 6.
"""

from __future__ import annotations

from watchlint.servers.model import Way
from watchlint.servers.watchers.watchdog import OnWatchdog


class Robyn(OnWatchdog):
    name = "robyn"
    title = "robyn --dev"
    programs = ("robyn",)
    imports = packages = comes_with = ("robyn",)
    traced = ("robyn",)
    reload = ("--dev",)
    still = ()
    reloads_variable = "ROBYN_DEV_MODE"
    variables = (reloads_variable,)
    flags = frozenset("--open-browser --disable-openapi --fast --scale".split())
    as_script = True
    loops = False
    example = "app.py"
    off = Way("do not watch: leave out --dev")


SERVER = Robyn()
