"""`python main.py` with FastHTML's `serve()`: uvicorn's reloader on the working folder.

Source: python-fasthtml 0.14.14 (core.py, serve: `reload=True` where it is not given, the rest goes to `uvicorn.run`), checked
against the kernel.
"""

from __future__ import annotations

from watchlint.servers.model import Call, Way
from watchlint.servers.web.on_uvicorn import OnUvicorn


class Fasthtml(OnUvicorn):
    name = "fasthtml"
    title = "FastHTML's serve()"
    calls = (
        Call(
            ("fasthtml.common.serve", "fasthtml.core.serve", "fasthtml.serve"),
            ("reload",),
            (),
            True,
            options=(("reload_dirs", "--reload-dir"),),
        ),
    )
    in_code = brings = by_file = always = True
    imports = ("fasthtml",)
    packages = comes_with = ("python-fasthtml",)
    traced = ("fasthtml",)
    reload = still = ()
    narrower = "--reload-dir"
    example = "main.py"
    off = Way("do not watch: serve(reload=False)")


SERVER = Fasthtml()
