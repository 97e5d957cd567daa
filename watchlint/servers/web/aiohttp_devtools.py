"""`adev runserver`: watchfiles on --root, else on the app's folder.

Source: aiohttp-devtools 1.1.2 (runserver/config.py, watch_path; runserver/watch.py), checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers.model import Way, values
from watchlint.servers.watchers.watchfiles import VARIABLES, OnWatchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class AiohttpDevtools(OnWatchfiles):
    name = "aiohttp-devtools"
    title = "adev runserver"
    programs = ("adev", "aiohttp_devtools")
    packages = comes_with = ("aiohttp-devtools",)
    traced = ("aiohttp_devtools",)
    subcommands = ("runserver",)
    reload = still = ()
    always = brings = by_file = True
    flags = frozenset(
        "--livereload --no-livereload --shutdown-by-url --no-shutdown-by-url -v --verbose --browser-cache"
        " --no-browser-cache".split()
    )
    variables = (*VARIABLES, "AIO_ROOT", "AIO_APP_PATH")
    example = "app.py"
    off = Way("do not watch: start the app without adev")

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        root = (values(words, "--root") or [environ.get("AIO_ROOT", "")])[-1]
        app = os.path.join(cwd, self.app(words) or environ.get("AIO_APP_PATH") or ".")
        return [os.path.join(cwd, root)] if root else [app if os.path.isdir(app) else os.path.dirname(app)]


SERVER = AiohttpDevtools()
