"""`chainlit run -w`: watchfiles on its root, the working folder or that of CHAINLIT_APP_ROOT.

Source: chainlit 2.12.0 (server.py, lifespan; config.py), checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers.model import Way
from watchlint.servers.watchers.watchfiles import VARIABLES, OnWatchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_ROOT = "CHAINLIT_APP_ROOT"


class Chainlit(OnWatchfiles):
    name = "chainlit"
    title = "chainlit run -w"
    programs = ("chainlit",)
    imports = packages = comes_with = ("chainlit",)
    traced = ("chainlit",)
    subcommands = ("run",)
    reload = ("-w", "--watch")
    still = ()
    flags = frozenset("-h --headless -d --debug -c --ci --no-cache".split())
    reloads_variable = "WATCH"
    variables = (*VARIABLES, reloads_variable, _ROOT)
    brings = by_file = True
    example = "app.py"
    off = Way("do not watch: leave out -w")

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        return [os.path.join(cwd, environ.get(_ROOT, ""))]

    def makes(self, cwd: str, environ: Mapping[str, str]) -> list[str]:
        root = os.path.join(cwd, environ.get(_ROOT, ""))
        return [os.path.join(root, name) for name in (".files", ".chainlit", ".chainlit/translations")]


SERVER = Chainlit()
