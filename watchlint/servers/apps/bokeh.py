"""`bokeh serve --dev`: it polls.

Source: bokeh 3.8.1 and 3.10.2 (command/subcommands/serve.py), tornado's autoreload, checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Way
from watchlint.servers.watchers.polling import Poller


class Bokeh(Poller):
    name = "bokeh"
    title = "bokeh serve --dev"
    programs = ("bokeh",)
    comes_with = ("bokeh",)
    subcommands = ("serve",)
    reload = ("--dev",)
    still = ()
    flags = frozenset("--show --enable-xsrf-cookies --disable-index --disable-index-redirect --use-xheaders".split())
    by_file = True
    example = "app.py"
    looks_at = "every module that is loaded, and the .py, .html, .css and .yaml files of the app's folder,"
    every = "twice a second"
    off = Way("do not watch: leave out --dev")


SERVER = Bokeh()
