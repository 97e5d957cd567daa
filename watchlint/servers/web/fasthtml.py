"""`python main.py` with FastHTML's `serve()`: uvicorn's reloader on the working folder.

Source: python-fasthtml 0.14.14 (core.py, serve: `reload=True` where it is not given, the rest goes to `uvicorn.run`), checked
against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers.model import Call, Way, values
from watchlint.servers.web.on_uvicorn import OnUvicorn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        return [os.path.join(cwd, path) for path in values(words, self.narrower)]


SERVER = Fasthtml()
