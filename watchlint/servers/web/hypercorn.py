"""`hypercorn --reload`: it polls.

Source: hypercorn 0.18.0 (run.py, utils.py, check_for_updates), checked against the kernel. `serve` of its modules asyncio and
trio looks at no `use_reloader` (0.14.1, tried).
"""

from __future__ import annotations

import re

from watchlint.servers.model import Doubt, Way
from watchlint.servers.watchers.polling import Poller

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository

_SERVED = re.compile(
    rb"^[ \t]*(?:from[ \t]+hypercorn\.(?:asyncio|trio)[ \t]+import\b[^\n]*\bserve\b|import[ \t]+hypercorn\.(?:asyncio|trio)\b)",
    re.M,
)
_TOLD = re.compile(rb"^[^#\n]*\buse_reloader[\"']?\]?[ \t]*[:=][ \t]*True\b", re.M)


class Hypercorn(Poller):
    name = "hypercorn"
    title = "hypercorn --reload"
    programs = ("hypercorn",)
    comes_with = ("hypercorn",)
    flags = frozenset("--debug -d".split())
    off = Way("do not watch: leave out --reload")

    def unheard(self, repository: Repository) -> Iterator[tuple[str, int, Doubt]]:
        """Only the program hypercorn starts its reloader (run.py)."""
        from watchlint.facts.launch.kinds import is_test

        said = "hypercorn's serve() starts no reloader, whatever use_reloader says: no edit is noticed"
        for path in repository.imports("hypercorn"):
            data = repository.look(path) or b""
            told = _TOLD.search(data) if not is_test(path) and _SERVED.search(data) else None
            if told:
                yield (
                    path,
                    data.count(b"\n", 0, told.end()) + 1,
                    Doubt("started-without-reload", said, "hypercorn package.main:app --reload  # in its place"),
                )


SERVER = Hypercorn()
