"""Which Streamlit releases a project may install, and how to say for which of them something holds."""

from __future__ import annotations

from watchlint.computed import cached_property
from watchlint.findings import ERROR, INFO

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Rule
    from watchlint.settings import Settings


class Releases:
    """The releases a project may install, found out only when asked for: reading requirements costs more than the rest of
    a check."""

    def __init__(self, repository: Repository, settings: Settings) -> None:
        self._repository, self._settings = repository, settings

    @cached_property
    def all(self) -> list[str]:
        """Oldest first, never empty."""
        from watchlint.facts.streamlit.releases import installable

        found: list[str] = installable(self._repository.dependencies, self._settings.streamlit_version)
        return found

    @cached_property
    def _numbers(self) -> list[tuple[int, ...]]:
        return [number(release) for release in self.all]

    @property
    def newest(self) -> str:
        """The one that installers take."""
        return self.all[-1]

    def between(self, low: str | None = None, high: str | None = None) -> list[str]:
        """Those from `low` on and before `high`."""
        first, last = number(low) if low else None, number(high) if high else None
        return [
            release
            for release, its in zip(self.all, self._numbers, strict=True)
            if (first is None or its >= first) and (last is None or its < last)
        ]

    @property
    def is_before_catalogue(self) -> bool:
        """Whether all of them are older than those whose options are known by name: what the first of these has is taken
        to be there."""
        return number(self.newest) < (0, 84, 0)

    @property
    def stops_on_unknown(self) -> bool:
        """Whether an option that Streamlit does not know ends it, as up to 1.5.0 (config.py, _set_option: an assertion; a
        warning since 1.5.1)."""
        return number(self.newest) < (1, 5, 1)

    def ignoring(self, said: str) -> str:
        """`said`, which tells that an option is ignored; or, for releases that stop there, that."""
        return "Streamlit does not start (AssertionError)" if self.stops_on_unknown else said

    def note(self, part: list[str]) -> str:
        """For which releases something holds, to put behind a sentence; empty where it holds for all of them."""
        if len(part) == len(self.all):
            return ""
        if len(part) == 1:
            return f" (with Streamlit {part[0]}, which the requirements allow)"
        return f" (with Streamlit {part[0]} to {part[-1]}, which the requirements allow)"

    def severity(self, rule: Rule, part: list[str]) -> str:
        """The rule's own where the newest release is concerned, which installers take; else a note."""
        return rule.severity if (part and part[-1] == self.newest) or rule.severity != ERROR else INFO


def number(release: str) -> tuple[int, ...]:
    """Three numbers, to compare with."""
    parts = tuple(int(part) for part in release.split("."))
    return (parts + (0, 0))[: max(3, len(parts))]
