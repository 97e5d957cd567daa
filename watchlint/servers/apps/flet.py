"""`flet run`: watchdog on the script's folder, with all below where -r says so; it makes .flet/ there.

Source: flet-cli 1.0.5 (commands/run.py), checked against the kernel. --ignore-dirs chooses events, never folders.
"""

from __future__ import annotations

import os

from watchlint.servers.model import FILTERS, Believed, Way
from watchlint.servers.plan import Root
from watchlint.servers.watchers.watchdog import OnWatchdog

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence


class Flet(OnWatchdog):
    name = "flet"
    title = "flet run"
    programs = ("flet", "flet_cli", "flet.cli", "flet_cli.cli")
    imports = comes_with = ("flet",)
    packages = ("flet-cli",)
    subcommands = ("run",)
    reload = still = ()
    flags = frozenset("-m --module -d --directory -r --recursive -n --hidden -w --web --ios --android -v".split())
    always = as_script = True
    loops = False
    example = "main.py"
    off = Way("do not watch: start the script with python")
    excluding = ("--ignore-dirs",)
    believed = (Believed("ignore-dirs", "--ignore-dirs {folder}", FILTERS, ("--ignore-dirs", "{folder}")),)

    def home(self, words: Sequence[str], cwd: str) -> str:
        script = os.path.realpath(os.path.join(cwd, self.app(words) or "."))
        return script if os.path.isdir(script) else os.path.dirname(script)

    def roots(self, words: Sequence[str], cwd: str) -> list[Root]:
        below = any(word == "--recursive" or (word[:1] == "-" != word[1:2] and "r" in word) for word in words)
        return [Root(self.home(words, cwd), below)]

    def makes(self, words: Sequence[str], cwd: str) -> list[str]:
        names = (".flet", ".flet/storage", *(f".flet/storage/{name}" for name in ("data", "cache", "temp")))
        return [os.path.join(self.home(words, cwd), name) for name in names]


SERVER = Flet()
