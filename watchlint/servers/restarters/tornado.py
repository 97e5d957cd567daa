"""Tornado's autoreload: `Application(…, debug=True)`, `python -m tornado.autoreload main.py`. It polls.

Source: tornado 6.6.1 (autoreload.py, web.py), checked against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Call, Way
from watchlint.servers.watchers.polling import Poller


class Tornado(Poller):
    name = "tornado"
    title = "Tornado with debug=True"
    programs = ("tornado.autoreload",)
    words = ("tornado",)
    imports = comes_with = ("tornado",)
    calls = (
        Call(("tornado.web.Application",), ("autoreload", "debug"), ()),
        Call(("tornado.autoreload.start",), (), (), True),
    )
    reload = still = ()
    always = as_script = in_place = True
    flags = frozenset(("--until-success", "-m"))
    example = "main.py"
    every = "twice a second"
    off = Way("do not watch: autoreload=False")


SERVER = Tornado()
