"""`mkdocs serve`: watchdog's polling observer on the pages and the settings file.

Source: mkdocs 1.6.1 (__main__.py, livereload/__init__.py), checked against the kernel.
"""

from __future__ import annotations

import os
import re

from watchlint.servers import imported
from watchlint.servers.arguments import pip
from watchlint.servers.model import Doubt, Fault, Way, values
from watchlint.servers.watchers.polling import Poller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from typing import Any

    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Beside, Launch, Running
    from watchlint.servers.plan import WatchPlan

FORGETS = ("8.3.0", "8.4.0")
"""The releases of click, up to the second, in which a flag that is on by default and has a secondary word is off
(mkdocs 1.6.1 with click 8.2.1, 8.3.0, 8.3.1 and 8.4.0)."""


class Mkdocs(Poller):
    name = "mkdocs"
    title = "mkdocs serve"
    programs = ("mkdocs",)
    comes_with = ("mkdocs",)
    subcommands = ("serve",)
    reload = ("--livereload",)
    still = ("--no-livereload",)
    flags = frozenset("-q --quiet -v --verbose --open -o --dirty -c --clean -s --strict --watch-theme".split())
    example = ""
    always = True
    looks_at = "every file of docs_dir and of --watch"
    every = "twice a second"
    off = Way("do not watch: --no-livereload", words=("--no-livereload",))

    def doubts(self, launch: Launch, repository: Repository) -> Iterator[Doubt]:
        click = repository.dependencies.version_range("click")
        if not self._told(launch.arguments) and not (click and click.within(*FORGETS) == "excluded"):
            yield Doubt(
                "livereload-off",
                f"with click from {FORGETS[0]} to before {FORGETS[1]} `mkdocs serve` builds once and never again, and nothing here keeps"
                " click from being one of these",
                f"mkdocs serve --livereload  # or: pip install --upgrade 'click>={FORGETS[1]}'",
            )

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        beside.learned["click"] = imported.dotted(beside.release("click")) or ""
        return super().live(running, beside)

    def built(self, words: Sequence[str], cwd: str) -> tuple[list[str], list[str]]:
        file = next(iter([*values(words, "--config-file"), *values(words, "-f")]), "mkdocs.yml")
        try:
            with open(os.path.join(cwd, file), encoding="utf-8", errors="replace") as opened:
                named = re.search(r"^docs_dir:[ \t]*[\"']?([^\"'#\n]+?)[\"']?[ \t]*(?:#.*)?$", opened.read(), re.M)
        except OSError:
            named = None
        return [os.path.join(cwd, os.path.dirname(file), named[1] if named else "docs")], []

    def faults(self, seen: Mapping[str, Any], watchdog: tuple[int, ...]) -> Iterator[Fault]:
        click = tuple(int(part) for part in seen.get("click", "").split(".") if part.isdigit())
        low, high = (tuple(map(int, release.split("."))) for release in FORGETS)
        if low <= click < high and not self._told(seen["words"]):
            message = f"{{name}} builds once and never again: click {seen['click']} turns its --livereload off, which should be on."
            installs = f"{pip(seen['python'])} install"
            yield Fault("livereload-off", "error", message, f"{installs} --upgrade 'click>={FORGETS[1]}'", deaf=True)

    def _told(self, words: Sequence[str]) -> bool:
        return bool({*self.reload, *self.still} & set(words))


SERVER = Mkdocs()
