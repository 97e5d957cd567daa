"""Which Streamlit releases a project may install, and how to say for which of them something holds."""

from __future__ import annotations

from functools import cached_property

from watchlint.findings import ERROR, INFO


class Span:
    """The releases, found out only when asked for: reading requirements costs more than the rest of a check."""

    def __init__(self, repo, settings) -> None:
        self._repo, self._settings = repo, settings

    @property
    def profile(self) -> str:
        return self._settings.profile

    @cached_property
    def releases(self) -> list[str]:
        """Oldest first, never empty."""
        from watchlint.facts.streamlit.releases import installable

        return installable(self._repo.dependencies, self._settings.streamlit_version)

    @cached_property
    def numbers(self) -> list[tuple[int, ...]]:
        return [number(release) for release in self.releases]

    @property
    def newest(self) -> str:
        return self.releases[-1]

    def between(self, low: str | None = None, high: str | None = None) -> list[str]:
        """Those of the releases from `low` on and before `high`."""
        first, last = low and number(low), high and number(high)
        return [
            release
            for release, its in zip(self.releases, self.numbers, strict=True)
            if (first is None or its >= first) and (last is None or its < last)
        ]

    def ignoring(self, said: str) -> str:
        """`said`, which tells that an option is ignored; or that it ends Streamlit, as every option that a release up to
        1.5.0 does not know does (config.py, _set_option: an assertion; a warning since 1.5.1)."""
        return "Streamlit ends at start (AssertionError)" if self.ends_on_unknown else said

    @property
    def is_before_catalogue(self) -> bool:
        """Whether all releases are older than those whose options are known by name: what the first of them has is taken
        to be there."""
        return number(self.newest) < (0, 84, 0)

    @property
    def ends_on_unknown(self) -> bool:
        return number(self.newest) < (1, 5, 1)

    def note(self, part: list[str]) -> str:
        """For which releases something holds, to put behind a sentence; empty where it holds for all of them."""
        if len(part) == len(self.releases):
            return ""
        if len(part) == 1:
            return f" (with Streamlit {part[0]}, which the requirements allow)"
        return f" (with Streamlit {part[0]} to {part[-1]}, which the requirements allow)"

    def severity(self, rule, part: list[str]) -> str:
        """The rule's own where the newest release is concerned, which installers take; else information."""
        return rule.severity if part and part[-1] == self.newest or rule.severity != ERROR else INFO


def number(release: str) -> tuple[int, ...]:
    """Three numbers, to compare with."""
    parts = tuple(int(part) for part in release.split("."))
    return (parts + (0, 0))[: max(3, len(parts))]
