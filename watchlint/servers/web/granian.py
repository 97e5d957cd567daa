"""`granian --reload`: watchfiles on the working folder, or on those of --reload-paths.

Source: granian 2.8.7 (cli.py, server/common.py, _serve_with_reloader), checked against the kernel. Its ignoring options
choose events, never folders.
"""

from __future__ import annotations

import shlex

from watchlint.servers.model import FILTERS, Believed, kept, positional
from watchlint.servers.watchers.watchfiles import VARIABLES, OnWatchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Granian(OnWatchfiles):
    name = "granian"
    title = "granian --reload"
    programs = ("granian",)
    packages = comes_with = ("granian",)
    traced = ("granian",)
    reloads_variable = "GRANIAN_RELOAD"
    narrower = "--reload-paths"
    narrower_variable = "GRANIAN_RELOAD_PATHS"
    variables = (*VARIABLES, reloads_variable, narrower_variable)
    folder_option = "--working-dir"
    without = "without watchfiles it ends at once: --reload needs granian[reload]"
    excluding = ("--reload-ignore-dirs", "--reload-ignore-paths")
    believed = (
        Believed("reload-ignore-dirs", "--reload-ignore-dirs {folder}", FILTERS, ("--reload-ignore-dirs", "{folder}")),
    )
    flags = frozenset(
        "--ws --no-ws --http1-keep-alive --no-http1-keep-alive --http1-pipeline-flush --no-http1-pipeline-flush"
        " --http2-adaptive-window --no-http2-adaptive-window --log --no-log --ssl-client-verify --no-ssl-client-verify"
        " --respawn-failed-workers --no-respawn-failed-workers --no-factory --metrics --no-metrics"
        " --reload-ignore-worker-failure --no-reload-ignore-worker-failure".split()
    )

    def loads(self, words: Sequence[str], cwd: str) -> tuple[str, list[str]]:
        return (positional(words, self.flags) or "").partition(":")[0], [cwd]

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        same = frozenset(("--host", "--port", "--interface", "--working-dir", "--factory"))
        return shlex.join(["granian", *kept(words, same, self.flags), "--reload"])


SERVER = Granian()
