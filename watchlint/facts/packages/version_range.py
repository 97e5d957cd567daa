"""Which versions of a package may be installed, and what can be said of them: certain, possible or excluded.

Specifiers are read as PEP 440 has them, by `packaging`. Where no list of releases is given, they are taken as intervals
on the line of all versions; then pre-releases count only where a specifier names one, as an installer does.
"""

from __future__ import annotations

from packaging.specifiers import SpecifierSet
from packaging.version import Version

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.facts.packages.requirement_text import Requirement

    Interval = tuple[Version | None, bool, Version | None, bool]

CERTAIN, POSSIBLE, EXCLUDED = "certain", "possible", "excluded"
_LAST_POST = 10**9  # `>1.7` leaves out 1.7.post1 and all its fellows (PEP 440, exclusive ordered comparison)


class Alternative:
    """One way the package may come to be installed.

    specifier     SpecifierSet; None where the version can't be known (a URL, a text that is no specifier)
    requirements  the Requirement lines that led to it
    newest        no line narrows it: an installer takes the newest release
    """

    __slots__ = ("newest", "requirements", "specifier")

    def __init__(self, specifier: SpecifierSet | None, requirements: Sequence[Requirement] = ()) -> None:
        self.specifier = specifier
        self.requirements = tuple(requirements)
        self.newest = specifier is not None and not len(specifier)

    def __str__(self) -> str:
        if self.specifier is None:
            return "unknown"
        return "the newest" if self.newest else str(self.specifier)


class VersionRange:
    """All the ways together. False when nothing asks for the package: every question is then answered EXCLUDED."""

    __slots__ = ("alternatives", "name")

    def __init__(self, name: str, alternatives: Iterable[Alternative] = ()) -> None:
        self.name = name
        self.alternatives = tuple(alternatives)

    def __bool__(self) -> bool:
        return bool(self.alternatives)

    def __str__(self) -> str:
        return " or ".join(sorted({str(one) for one in self.alternatives}))

    def within(self, low: str | None = None, high: str | None = None, releases: Iterable[str] | None = None) -> str:
        """Is the installed version in [low, high)? CERTAIN, POSSIBLE or EXCLUDED; None leaves that end open.

        `releases`: the releases that exist, where they are known; an unpinned package is then the newest of them.
        Without them it is at least as new as every version the caller names: callers name releases that exist.
        """
        return self._answer(_version(low), _version(high), False, releases)

    def contains(self, version: str, releases: Iterable[str] | None = None) -> str:
        """Is it this very version? CERTAIN, POSSIBLE or EXCLUDED."""
        return self._answer(Version(version), Version(version), True, releases)

    def releases(self, known: Iterable[str]) -> list[str]:
        """Those of the known releases that may be installed, oldest first. All of them where a version is unknown."""
        versions = sorted(map(Version, known))
        chosen = {version for one in self.alternatives for version in _chosen(one, versions)}
        return [str(version) for version in versions if version in chosen]

    def _answer(self, low: Version | None, high: Version | None, closed: bool, releases: Iterable[str] | None) -> str:
        versions = None if releases is None else sorted(map(Version, releases))
        answers = {_answer(one, low, high, closed, versions) for one in self.alternatives}
        if not answers:
            return EXCLUDED
        return answers.pop() if len(answers) == 1 else POSSIBLE


def alternatives(requirements: Sequence[Requirement]) -> list[Alternative]:
    """What is left when all these requirements hold at once: usually one Alternative, more where a text has " || ".

    Requirements that contradict each other never hold at once: each is then an alternative by itself.
    """
    if any(one.url and not one.specifier for one in requirements):
        return [Alternative(None, requirements)]
    combined = [SpecifierSet()]
    for one in requirements:
        parts = read_specifier(one.specifier)
        if parts is None:
            return [Alternative(None, requirements)]
        combined = [left & right for left in combined for right in parts]
    possible = [Alternative(one, requirements) for one in combined if intervals(one)]
    if possible or len(requirements) < 2:
        return possible
    return [found for one in requirements for found in alternatives([one])]


def read_specifier(text: str) -> list[SpecifierSet] | None:
    """A specifier text, its " || " taken apart; None where it is no specifier, or names what is no version (`===x`)."""
    try:
        found = [SpecifierSet(part.strip()) for part in text.split("||")]
        for one in found:
            for clause in one:
                Version(clause.version.removesuffix(".*"))
    except ValueError:  # InvalidSpecifier, InvalidVersion, and numbers of more than 4,300 digits (int, since 3.10.7)
        return None
    return found


def intervals(specifiers: SpecifierSet) -> list[Interval]:
    """The versions a specifier set of `read_specifier` admits, as (low, low is left out, high, high is left out); empty when there are none."""
    found: list[Interval] = [(None, False, None, False)]
    for one in specifiers:
        found = [both for a in found for b in _clause(one.operator, one.version) if (both := _common(a, b))]
    if not specifiers.prereleases:
        found = [kept for one in found if (kept := _finals_only(one))]
    return found


def _clause(operator: str, text: str) -> list[Interval]:
    if text.endswith(".*"):
        start = Version(text[:-2])
        low, high = Version(f"{text[:-2]}.dev0"), _next(start.epoch, start.release)
        if operator == "==":
            return [(low, False, high, True)]
        return [(None, False, low, True), (high, False, None, False)]
    version = Version(text)
    if operator in ("==", "==="):
        return [(version, False, version, False)]
    if operator == "!=":
        return [(None, False, version, True), (version, True, None, False)]
    if operator == ">=":
        return [(version, False, None, False)]
    if operator == "<=":
        return [(None, False, version, False)]
    if operator == ">":
        last = version if version.is_postrelease or version.is_devrelease else Version(f"{version}.post{_LAST_POST}")
        return [(last, True, None, False)]
    if operator == "<":
        first = version if version.is_prerelease else Version(f"{version.public}.dev0")
        return [(None, False, first, True)]
    return [(version, False, _next(version.epoch, version.release[:-1]), True)]  # ~=


def _next(epoch: int, release: tuple[int, ...]) -> Version:
    """The first version after all that start with this release."""
    return Version(f"{epoch}!{'.'.join(map(str, (*release[:-1], release[-1] + 1)))}.dev0")


def _common(a: Interval, b: Interval) -> Interval | None:
    low, low_open = a[:2]
    if low is None or (b[0] is not None and (b[0], b[1]) > (low, low_open)):
        low, low_open = b[:2]
    high, high_open = a[2:]
    if high is None or (b[2] is not None and (b[2], not b[3]) < (high, not high_open)):
        high, high_open = b[2:]
    empty = low is not None and high is not None and (low > high or (low == high and (low_open or high_open)))
    return None if empty else (low, low_open, high, high_open)


def _finals_only(interval: Interval) -> Interval | None:
    """The same interval for whoever never installs pre-releases: its ends are moved to the final releases."""
    low, low_open, high, high_open = interval
    if low is not None and low.is_prerelease:
        low, low_open = _final(low), False
    if high is not None and high.is_prerelease:
        high, high_open = _final(high), True
    return _common((low, low_open, None, False), (None, False, high, high_open))


def _final(version: Version) -> Version:
    """The first final release at or after a pre-release: 2.0rc1 -> 2.0, 2.0.post1.dev0 -> 2.0.post1."""
    post = "" if version.post is None or version.pre is not None else f".post{version.post}"
    return Version(f"{version.epoch}!{'.'.join(map(str, version.release))}{post}")


def _chosen(one: Alternative, versions: list[Version]) -> list[Version]:
    """Those of the known versions that this alternative may bring."""
    if one.specifier is None:
        return versions
    admitted = list(one.specifier.filter(versions))
    return admitted[-1:] if one.newest else admitted


def _answer(
    one: Alternative, low: Version | None, high: Version | None, closed: bool, versions: list[Version] | None
) -> str:
    if one.specifier is None:
        return POSSIBLE
    chosen = _chosen(one, versions) if versions else []
    if chosen:  # an empty answer says that the list is out of date: the specifier alone decides then
        hits = [_is_in(version, low, high, closed) for version in chosen]
        return CERTAIN if all(hits) else POSSIBLE if any(hits) else EXCLUDED
    if one.newest:
        if closed:
            return POSSIBLE
        return CERTAIN if high is None else EXCLUDED
    asked = (low, False, high, not closed and high is not None)
    spans = intervals(one.specifier)
    common = [_common(span, asked) for span in spans]
    if not any(common):
        return EXCLUDED
    return CERTAIN if common == spans else POSSIBLE


def _is_in(version: Version, low: Version | None, high: Version | None, closed: bool) -> bool:
    above = low is None or version >= low
    return above and (high is None or version < high or (closed and version == high))


def _version(text: str | None) -> Version | None:
    return None if text is None else Version(text)
