"""Programs that hand their folders to uvicorn's reloader: what holds of `uvicorn --reload` holds of them."""

from __future__ import annotations

from watchlint.servers.watchers.watchfiles import OnWatchfiles
from watchlint.servers.web import uvicorn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from watchlint.servers.model import Beside
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.surroundings import Surroundings


class OnUvicorn(OnWatchfiles):
    """A program that starts uvicorn with reload on."""

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        """The folders it names to uvicorn: none where it leaves the working one to it."""
        return []

    def patterns(self, words: Sequence[str]) -> tuple[list[str], list[str]]:
        """The patterns it names to uvicorn: those to include, those to leave out."""
        return [], []

    def watching(
        self,
        words: Sequence[str],
        environ: Mapping[str, str],
        cwd: str,
        around: Surroundings | Beside,
        compiles: Iterable[str] = (),
    ) -> WatchPlan:
        includes, excludes = self.patterns(words)
        has = around.has("watchfiles")
        return uvicorn.from_options(
            self.roots(words, environ, cwd),
            includes,
            excludes,
            cwd=cwd,
            version=around.release("uvicorn"),
            has_watchfiles=True if has is None and self.brings else has,
            environ=environ,
            compiles=compiles,
        )._replace(server=self.name)
