"""`python main.py` with FastHTML's `serve()`: uvicorn's reloader on the working folder.

Source: python-fasthtml 0.14.14 (core.py, serve: `reload=True` where it is not given, the rest goes to `uvicorn.run`;
fastapp.py, fast_app: its database is fastlite's), fastlite 0.2.4 (kw.py, database: the folder of its file is made), checked
against the kernel.
"""

from __future__ import annotations

import ast
import os

from watchlint.facts import regular
from watchlint.servers.model import Call, Planning, Way
from watchlint.servers.web.on_uvicorn import OnUvicorn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from watchlint.servers.model import Launch
    from watchlint.servers.surroundings import Surroundings

_KEPT = {"database": "path", "fast_app": "db_file"}
"""The calls that open a database, and what the name of its file is called in them."""


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

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        planned = super().plan(launch, cwd, environ, around)
        data = [regular.content(file) or b"" for file in planned.files]
        made = [os.path.dirname(os.path.join(cwd, path)) for one in data for path in _databases(one)]
        return planned._replace(plan=planned.plan._replace(makes=(*planned.plan.makes, *made)))


def _databases(data: bytes) -> Iterator[str]:
    """The files of the databases that this module opens as it is imported."""
    from watchlint.facts.python import source

    if not any(name.encode() in data for name in _KEPT):
        return
    try:
        body = source.parse(data).body
    except source.Unparsable:
        return
    for node in (node for one in body if not isinstance(one, _LATER) for node in ast.walk(one)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _KEPT:
            named = [word.value for word in node.keywords if word.arg == _KEPT[node.func.id]]
            for value in (*node.args[:1], *named):
                if isinstance(value, ast.Constant) and isinstance(value.value, str):
                    yield value.value


_LATER = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)


SERVER = Fasthtml()
