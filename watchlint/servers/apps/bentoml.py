"""`bentoml serve --reload`: watchfiles on the working folder or on that of --working-dir, in a process of its own.

Source: bentoml 1.4.39 (_internal/utils/circus/watchfilesplugin.py, bentoml_cli/serve.py), checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers.model import Way, values
from watchlint.servers.watchers.watchfiles import OnWatchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


class Bentoml(OnWatchfiles):
    name = "bentoml"
    title = "bentoml serve --reload"
    programs = ("bentoml",)
    imports = packages = comes_with = ("bentoml",)
    traced = ("bentoml",)
    subcommands = ("serve", "serve-http", "serve-grpc")
    reload = ("--reload",)
    still = ()
    flags = frozenset(
        "--development --production --debug --enable-reflection --enable-channelz -v --verbose -q --quiet".split()
    )
    brings = True
    folder_option = "--working-dir"
    example = "service:Service"
    off = Way("do not watch: leave out --reload")

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        app = self.app(words) or "."
        named = values(words, self.folder_option)[-1:] or ([app] if os.path.isdir(os.path.join(cwd, app)) else [])
        return [os.path.join(cwd, *named)]


SERVER = Bentoml()
