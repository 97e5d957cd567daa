"""`parcel`, `parcel watch`: @parcel/watcher on each folder of the project, node_modules included.

Source: parcel 2.16.4 (packages/core/core: resolveOptions, which takes the folder with the lock file or .git for the project's),
checked against the kernel.
"""

from __future__ import annotations

import os

from watchlint.servers import plan as plans
from watchlint.servers.model import Start, Way, values
from watchlint.servers.plan import Root
from watchlint.servers.watchers.node import Node, globs, named, release

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program

_TOPS = ("yarn.lock", "package-lock.json", "pnpm-lock.yaml", "bun.lock", "bun.lockb", ".git", ".hg")

_FIRST = "Parcel 1 watches each file that it bundles: counted is the one that it is given"
"""Source: parcel-bundler 1.12.5 (chokidar on each asset and what it is made of): 27 for an app of seven files."""


class Parcel(Node):
    name = "parcel"
    passing = "start it with `--watch-ignore {folder}`"
    programs = ("parcel",)
    on = frozenset()
    passes_over = named(".git", ".hg", ".parcel-cache")
    in_parcel = True
    off = Way("do not watch: parcel build")

    def start(self, program: Program) -> Start | None:
        words = program.words
        serves = (
            bool(words) and words[0] not in ("build", "help", "create") and not words[0].startswith(("-h", "--h", "-V"))
        )
        return Start(None, words, True) if serves else None

    def roots(self, words: Sequence[str], cwd: str) -> list[str]:
        named_ = values(words, "--watch-dir")[-1:]
        return [os.path.join(cwd, *named_) if named_ else _project(cwd)]

    def watching(self, words: Sequence[str], cwd: str, environ: Mapping[str, str]) -> WatchPlan:
        if release("parcel", cwd) or not release("parcel-bundler", cwd):
            return super().watching(words, cwd, environ)
        named_ = [path for path in (os.path.join(cwd, word) for word in words) if os.path.isfile(path)]
        return plans.WatchPlan(
            self.name, [Root(path, False) for path in named_], certain=False, at_least=True, notes=[_FIRST]
        )

    def skips(self, words: Sequence[str], cwd: str) -> tuple[str, ...]:
        given = [part for text in values(words, "--watch-ignore") for part in text.split(",")]
        return globs([*given, *values(words, "--cache-dir")])


def _project(cwd: str) -> str:
    folder = cwd
    while not any(os.path.lexists(os.path.join(folder, name)) for name in _TOPS):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return cwd
    return folder


SERVER = Parcel()
