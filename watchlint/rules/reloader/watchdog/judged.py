"""Which watchdog this project gets, and who reloads through it: asked by several rules, worked out once."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.records import Record
from watchlint.rules.reloader import asked
from watchlint.rules.reloader.asked import CERTAIN, EXCLUDED
from watchlint.rules.reloader.watchdog.users import User, find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.facts.packages.requirement_text import Requirement
    from watchlint.facts.packages.version_range import VersionRange
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings


class Judged(Record):
    """users: the programs that reload through watchdog. answer: whether it is 7 or later. places: what makes it so.
    named: whether the project itself asks for watchdog. deaf: those users that 7 does not tell of an edit."""

    users: Sequence[User]
    answer: str
    places: Sequence[Requirement]
    named: bool

    @property
    def deaf(self) -> list[User]:
        return [user for user in self.users if user.patterns]


def judged(repository: Repository, settings: Settings) -> Judged:
    """The answers for this repository; without users where nothing brings watchdog."""
    return repository.shared("watchdog judged", lambda: _judged(repository, settings))


def _judged(repository: Repository, settings: Settings) -> Judged:
    if not _mentions(repository):
        return Judged((), EXCLUDED, (), False)
    found, named = _range(repository)
    answer, places = asked.within(found, "7", None)
    # watchdog 7 requires Python 3.11: on an older one an installer takes 6.
    runs = django_reloader.python_is(repository, "3.11", None, settings.python_version)
    pinned = any(place.specifier.startswith("==") for place in places)
    if answer != EXCLUDED and not pinned and runs != CERTAIN:
        answer = EXCLUDED if _takes_one_for_all(repository, places) else runs
    users = [user for user in find(repository) if _together(user, repository)]
    beside = [place for place in places if any(_beside(user, place) for user in users)]
    if places and users and not beside:
        answer = EXCLUDED
    return Judged(users, answer, beside, named)


def _takes_one_for_all(repository: Repository, places: Sequence[Requirement]) -> bool:
    """Whether Poetry or PDM chooses the release: one that every Python of the project can install."""
    if not repository.dependencies.python_range:
        return False
    asking = places or [*asked.bring_watchdog(repository), *asked.requirements(repository, "pytest-watcher")]
    tables = (b"[tool.poetry", b"[tool.pdm")
    texts = [repository.read_or_note(one.path) or b"" for one in asking if one.kind != "locked"]
    return bool(texts) and all(any(table in text for table in tables) for text in texts)


def _mentions(repository: Repository) -> bool:
    dependencies = repository.dependencies
    return (
        bool(dependencies.of("watchdog"))
        or bool(asked.bring_watchdog(repository))
        or dependencies.requires("pytest-watcher")
    )


def _together(user: User, repository: Repository) -> bool:
    """Whether watchdog is asked for by the same project as its user: in the same folder, or in one above or below it. A
    repository of many small projects holds a watchdog in one and a Flask in another."""
    places = [*repository.dependencies.of("watchdog"), *asked.bring_watchdog(repository)]
    return not places or any(_beside(user, place) for place in places)


def _beside(user: User, place: Requirement) -> bool:
    theirs, ours = ((one.path or "").rpartition("/")[0] for one in (user.place, place))
    related = not theirs or not ours or f"{theirs}/".startswith(f"{ours}/") or f"{ours}/".startswith(f"{theirs}/")
    return related and (not user.files or not ours or any(file.startswith(f"{ours}/") for file in user.files))


def _range(repository: Repository) -> tuple[VersionRange, bool]:
    """(which versions of watchdog may be installed, whether the project itself asks for it)."""
    from watchlint.facts.packages.requirement_text import Requirement
    from watchlint.facts.packages.version_range import VersionRange, alternatives

    found = repository.dependencies.version_range("watchdog")
    if found:
        return found, True
    extras = asked.bring_watchdog(repository)
    # Nothing but another package's requirement, which sets no upper bound: the newest, within the constraints.
    bounds = [one for one in repository.dependencies.of("watchdog") if one.kind == "constraint"]
    wants = [
        Requirement("watchdog", path=one.path, line=one.line, column=one.column, kind=one.kind) for one in extras[:1]
    ]
    return VersionRange("watchdog", alternatives([*(wants or [Requirement("watchdog")]), *bounds])), bool(extras)
