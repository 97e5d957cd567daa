"""Which requirements hold together, and so which versions of a package may be installed.

An environment is what one installation takes: a requirements file with all it includes, a project's main dependencies
with one extra or group, one conda file, one lock file. Every file may be installed by itself, so each is an environment.
Inside one, specifiers are intersected; between them they are alternatives. Where a project folder has a lock file that
pins the package, the lock decides alone.
"""

from __future__ import annotations

from watchlint.facts.packages.files import project_folder
from watchlint.facts.packages.requirement_text import CONSTRAINT, DECLARED, LOCKED
from watchlint.facts.packages.version_range import Alternative, VersionRange, alternatives

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from watchlint.facts.packages.requirement_text import Include, Reading, Requirement

    Mine = dict[str, list[Requirement]]
    Edges = dict[tuple[str, str], list[tuple[str, str]]]

MACHINES = (
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "x86_64"},
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix", "platform_machine": "aarch64"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix", "platform_machine": "arm64"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64"},
)
_UNKNOWABLE = ("extra", "dependency_groups", "platform_release", "platform_version")
_DISTRIBUTION = ("pyproject", "setup.cfg", "setup.py", "hatch")


def version_range(
    name: str, roles: dict[str, str], readings: dict[str, Reading], python_of: Callable[[str], Sequence[str]]
) -> VersionRange:
    """Which versions of `name` these files allow.

    `roles` path -> role for every file of `readings`; `python_of(folder)` -> the full Python versions to try markers with.
    """
    found: dict[tuple[str, ...], Alternative] = {}
    for folder, entries in _environments(name, roles, readings):
        for held in _by_interpreter(entries, python_of(folder)):
            for one in alternatives(held):
                found.setdefault((str(one), *(entry.path for entry in one.requirements)), one)
    return VersionRange(name, found.values())


def _environments(
    name: str, roles: dict[str, str], readings: dict[str, Reading]
) -> Iterator[tuple[str, Sequence[Requirement]]]:
    """(project folder, the requirements on `name`) of each environment that has any."""
    mine = {path: [one for one in reading.requirements if one.name == name] for path, reading in readings.items()}
    locked, compiled = _locked_folders(mine, roles, readings)
    edges = _edges(readings)
    loose = {path for path, role in roles.items() if role == "constraints" and mine.get(path)}
    for path, role in roles.items():
        folder = project_folder(path)
        if role == "lock":
            for one in mine.get(path, ()):
                yield folder, [one]
            continue
        source = role in _DISTRIBUTION or path.endswith(".in")
        if role == "constraints" or folder in locked or (source and folder in compiled):
            continue
        for entries in _of_file(path, role, mine, readings, edges):
            if any(one.kind != CONSTRAINT for one in entries):
                yield folder, entries
                # Constraints that no file names may be given on a command line.
                for other in loose:
                    if project_folder(other) == folder and not any(one.path == other for one in entries):
                        yield folder, [*entries, *mine[other]]


def _locked_folders(mine: Mine, roles: dict[str, str], readings: dict[str, Reading]) -> tuple[set[str], set[str]]:
    """Folders where a lock file pins the package, and those where a compiled requirements file does."""
    locked, compiled = set(), set()
    for path, entries in mine.items():
        if roles[path] == "lock" and entries:
            folder = project_folder(path)
            locked.add(folder)
            for member in readings[path].members:
                locked.add("/".join(part for part in (*folder.split("/"), *member.split("/")) if part not in ("", ".")))
        elif any(one.kind == LOCKED for one in entries):
            compiled.add(project_folder(path))
    return locked, compiled


def _edges(readings: dict[str, Reading]) -> Edges:
    """(file, how it is included) -> what it includes and how, each once."""
    return {
        (path, kind): list(
            dict.fromkeys(
                (one.path, CONSTRAINT if CONSTRAINT in (kind, one.kind) else DECLARED) for one in reading.includes
            )
        )
        for path, reading in readings.items()
        for kind in (DECLARED, CONSTRAINT)
    }


def _of_file(
    path: str, role: str, mine: Mine, readings: dict[str, Reading], edges: Edges
) -> Iterator[list[Requirement]]:
    """The environments that one file makes: itself with all it includes, once for each group."""
    reading = readings.get(path)
    if reading is None:
        return
    own = mine[path]
    groups = {one.group for one in own} | {one.group for one in reading.includes} | set(reading.groups) | {""}
    if role in ("requirements", "environment"):
        yield [*own, *_included(reading.includes, mine, edges)]
        return
    seen = []
    for group in sorted(groups):
        wanted = _closure(group, reading.groups) | {""}
        entries = [one for one in own if one.group in wanted]
        entries += _included([one for one in reading.includes if one.group in wanted], mine, edges)
        if entries and entries not in seen:
            seen.append(entries)
            yield entries


def _closure(group: str, includes: Mapping[str, tuple[str, ...]]) -> set[str]:
    found, waiting = set(), [group]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += includes.get(one, ())
    return found


def _included(includes: Sequence[Include], mine: Mine, edges: Edges) -> list[Requirement]:
    """The requirements of all files reached from here; those reached through `-c` are constraints."""
    found, seen, waiting = [], set(), [(one.path, one.kind) for one in includes]
    while waiting:
        path, kind = waiting.pop()
        if (path, kind) in seen:
            continue
        seen.add((path, kind))
        found += [one._replace(kind=CONSTRAINT) if kind == CONSTRAINT else one for one in mine.get(path, ())]
        waiting += [
            one for one in edges.get((path, CONSTRAINT if kind == CONSTRAINT else DECLARED), ()) if one not in seen
        ]
    return found


def _by_interpreter(entries: Sequence[Requirement], pythons: Sequence[str]) -> Iterator[list[Requirement]]:
    """The requirements that hold together on each Python and machine, every set of them once."""
    if not any(one.marker for one in entries):
        yield list(entries)
        return
    seen = []
    for python in pythons:
        for machine in MACHINES:
            answers = [(one, holds(one.marker, python, machine)) for one in entries]
            # With and without those of which it can't be known whether they hold.
            for held in (
                [one for one, answer in answers if answer is not False],
                [one for one, answer in answers if answer],
            ):
                if held not in seen:
                    seen.append(held)
                    if any(one.kind != CONSTRAINT for one in held):
                        yield held


def holds(marker: str, python: str, machine: dict[str, str]) -> bool | None:
    """Whether a marker holds on this Python and machine; None where that can't be known (an extra, another tool's variable)."""
    if not marker:
        return True
    if any(variable in marker for variable in _UNKNOWABLE):
        return None
    from packaging.markers import Marker

    environment = {
        **machine,
        "python_version": ".".join(python.split(".")[:2]),
        "python_full_version": python,
        "implementation_name": "cpython",
        "implementation_version": python,
        "platform_python_implementation": "CPython",
    }
    try:
        return Marker(marker).evaluate(environment)
    except (ValueError, RecursionError):
        return None
