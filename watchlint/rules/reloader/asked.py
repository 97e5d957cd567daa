"""What the dependency files say of a version, and the edits that change it."""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any, Protocol

    from watchlint.facts.packages.requirement_text import Requirement
    from watchlint.facts.packages.version_range import Alternative, VersionRange
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Rule

    class Place(Protocol):
        """Where a thing is written: a requirement, a launch, a call."""

        @property
        def path(self) -> str | None: ...
        @property
        def line(self) -> int | None: ...
        @property
        def column(self) -> int | None: ...


class Written(Record):
    """Where a thing is written."""

    path: str
    line: int
    column: int


CERTAIN, POSSIBLE, EXCLUDED = "certain", "possible", "excluded"


def requirements(repo: Repository, name: str) -> list[Requirement]:
    """The places that ask for a package, lock files last: where a finding on it belongs."""
    found = [one for one in repo.dependencies.of(name) if one.kind != "constraint"]
    return sorted(found, key=lambda one: one.kind == "locked")


def at(place: Place, rule: Rule, message: str, **more: Any) -> Finding:
    """A finding at a requirement, a launch, or whatever else has path, line and column."""
    return Finding(rule, message, path=place.path, line=place.line, column=place.column, **more)


def within(found: VersionRange, low: str | None, high: str | None) -> tuple[str, Sequence[Requirement]]:
    """Whether the version lies in [low, high), and the places that make it so. CERTAIN: in every environment; POSSIBLE: in one
    of several, or where an installer that takes the newest would land there."""
    from watchlint.facts.packages.version_range import VersionRange

    sure, maybe = [], []
    for one in found.alternatives:
        alone = VersionRange(found.name, [one])
        answer = alone.within(low, high)
        if answer == CERTAIN:
            sure.append(one)
        elif answer == POSSIBLE and one.specifier is not None and (high is None or alone.within(high) == EXCLUDED):
            maybe.append(one)
    if not sure and not maybe:
        return EXCLUDED, ()
    answer = CERTAIN if len(sure) == len(found.alternatives) else POSSIBLE
    return answer, _places([*sure, *maybe])


def _places(chosen: list[Alternative]) -> list[Requirement]:
    found = [one for alternative in chosen for one in alternative.requirements if one.path]
    return sorted(dict.fromkeys(found), key=lambda one: (one.kind == "constraint", one.kind == "locked"))


def raises(places: Sequence[Requirement], name: str, wanted: Callable[[str], str]) -> list[Edit]:
    """Edits that give these places the specifier `wanted(old)`; a file that a program wrote refuses with the command to run."""
    return [Edit(path, _raise(path, name, wanted(old))) for path, old in _by_path(places).items()]


def _by_path(places: Sequence[Requirement]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in places:
        found.setdefault(one.path, one.specifier)
    return found


def _raise(path: str, name: str, specifier: str) -> Callable[[bytes | None], bytes | None]:
    def change(data: bytes | None) -> bytes | None:
        from watchlint.fixes.packages import requirements

        return data if data is None else requirements.raise_to(data, path, name, specifier)

    return change


def replaces(places: Sequence[Requirement], name: str, new: str, pinned: str) -> list[Edit]:
    """Edits that ask for `new` in these places; as `==pinned` where the old one was pinned."""

    def edit(path: str, specifier: str) -> Edit:
        def change(data: bytes | None) -> bytes | None:
            from watchlint.fixes.packages import requirements

            return data if data is None else requirements.replace_name(data, path, name, new, specifier)

        return Edit(path, change)

    return [edit(path, f"=={pinned}" if old.startswith("==") else "") for path, old in _by_path(places).items()]


def adds(path: str, name: str, specifier: str, beside: str) -> list[Edit]:
    """The edit that asks for one more package in a file, beside another."""

    def change(data: bytes | None) -> bytes | None:
        from watchlint.fixes.packages import requirements

        return data if data is None else requirements.add(data, path, name, specifier, beside)

    return [Edit(path, change)]


def bring_watchdog(repo: Repository) -> list[Requirement]:
    """Requirements that bring watchdog by their extra: `werkzeug[watchdog]`."""
    return [one for one in requirements(repo, "werkzeug") if "watchdog" in one.extras]


def older_watchdog(repo: Repository, places: Sequence[Requirement]) -> Fix | None:
    """watchdog below 7, where `places` ask for it; beside the package that brings it, where they do not."""
    named = repo.dependencies.of("watchdog")
    own = [one for one in places if one in named]
    if own:
        return Fix("change the requirement to watchdog<7", raises(own, "watchdog", below("7", "6.0.0")), safe=False)
    beside = next(
        iter([*bring_watchdog(repo), *requirements(repo, "pytest-watcher"), *requirements(repo, "streamlit")]), None
    )
    if beside is None:
        return None
    specifier = "==6.0.0" if beside.specifier.startswith("==") else "<7"
    return Fix(f"ask for watchdog{specifier} too", adds(beside.path, "watchdog", specifier, beside.name), safe=False)


def below(limit: str, pin: str) -> Callable[[str], str]:
    """Specifier -> the same with `<limit`: a pin becomes `==pin`, lower bounds under the limit stay."""

    def narrowed(old: str) -> str:
        if old.startswith("=="):
            return f"=={pin}"
        import re

        kept = [clause for clause in old.split(",") if re.match(r">=?\s*\d", clause) and _major(clause) < int(limit)]
        kept += [clause for clause in old.split(",") if clause.startswith("!=") and _major(clause) < int(limit)]
        return ",".join([*kept, f"<{limit}"])

    return narrowed


def at_least(low: str, pin: str) -> Callable[[str], str]:
    """Specifier -> `==pin` for a pin, else `>=low`."""
    return lambda old: f"=={pin}" if old.startswith("==") else f">={low}"


def _major(clause: str) -> int:
    import re

    found = re.search(r"\d+", clause)
    return int(found[0]) if found else 0
