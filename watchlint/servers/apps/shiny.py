"""`shiny run --reload`: uvicorn's reloader on the app's folder, always; --reload-dir adds folders.

Source: shiny 1.8.0 (_main/_run.py, run_app; resolve_app), checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers.model import FILTERS, Believed, values
from watchlint.servers.web.on_uvicorn import OnUvicorn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Shiny(OnUvicorn):
    name = "shiny"
    title = "shiny run --reload"
    programs = ("shiny",)
    imports = packages = comes_with = ("shiny",)
    traced = ("shiny",)
    subcommands = ("run",)
    reload = ("--reload", "-r")
    still = ()
    flags = frozenset("--factory --launch-browser -b --no-dev-mode --dev-mode".split())
    brings = True
    by_file = True
    example = "app.py"
    excluding = ("--reload-excludes",)
    believed = (
        Believed("reload-excludes", "--reload-excludes '{folder}/*'", FILTERS, ("--reload-excludes", "{folder}/*")),
    )

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        app = (self.app(words) or "app.py").partition(":")[0]
        is_file = "/" in app or app.endswith(".py")
        home = os.path.dirname(app) if is_file else (values(words, "--app-dir") or ["."])[-1]
        return [os.path.join(cwd, home), *(os.path.join(cwd, path) for path in values(words, "--reload-dir"))]


SERVER = Shiny()
