"""launch-exclude-saves-nothing: a folder is excluded from the reloader, and watched all the same."""

from __future__ import annotations

import os
import posixpath
import re
from functools import partial

from watchlint.facts.folders.folder_kinds import CACHES, METADATA
from watchlint.facts.launch.assignments import assignments
from watchlint.findings import INFO, WARNING, Rule
from watchlint.rules.launch import NAME, files, starts, weight
from watchlint.rules.launch.problem import Problem, findings
from watchlint.servers import catalogue
from watchlint.servers.model import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.servers.model import Launch, Server
    from watchlint.settings import Settings

_AROUND = {
    "shop/__init__.py": "",
    "shop/main.py": "app = None\n",
    "requirements.txt": "uvicorn[standard]>=0.41\n",
    ".gitignore": "__pycache__/\nnode_modules/\n",
    "shop/node_modules/120-empty-folders": "",
}

RULE = Rule(
    name="launch-exclude-saves-nothing",
    hook=NAME,
    severity=WARNING,
    summary="A folder is excluded from the reloader, and watched all the same.",
    why="uvicorn --reload-exclude, watchfiles --ignore-paths, Streamlit's folderWatchBlacklist and their like "
    "filter events after they came, so that a change there restarts nothing; the watches are taken first. Only naming the "
    "folders to watch takes fewer.",
    evidence="717 watches with each of these options and 717 without (uvicorn 0.54.0, watchfiles 1.3.0, watchdog 7.1.0).",
    before={
        **_AROUND,
        "Procfile": "web: uvicorn shop.main:app --reload --reload-dir shop --reload-exclude 'shop/node_modules/*'\n",
    },
    after={**_AROUND, "Procfile": "web: uvicorn shop.main:app --reload --reload-dir shop\n"},
    fix="none",
    since="0.1.0",
    source="watches counted in /proc/PID/fdinfo",
    about=(
        "exclude",
        "ignore",
        "-E",
        "-i",
        "lacklist",
        "LACKLIST",
    ),  # parts of the options that servers are `excluding` by
)

_HEAVY = frozenset((*METADATA, *CACHES, "node_modules", ".venv", "venv", "env", "site-packages"))


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A warning for each excluded folder that is known to take many watches, a note for any other, and for a list of modules to pass over."""
    for source in files.sources(repository):
        yield from findings(RULE, source, partial(problems, repository=repository))


def problems(source: Source, repository: Repository) -> Iterator[Problem]:
    """The excludes in one text that take no watch away."""
    for launch in starts.launches(source, repository):
        yield from _excludes(source, launch, repository)
        known = catalogue.named(launch.server)
        for name in known.blacklist[:1]:
            at = source.text.find(name, starts.offset(source, launch))
            if at >= 0 and values(launch.arguments, name):
                yield _blacklist(known, name, at, at + len(name))
    for one in assignments(source):
        if one.name in catalogue.BLACKLISTED and one.value:
            yield _blacklist(catalogue.named(catalogue.BLACKLISTED[one.name]), one.name, one.at, one.value_end)


def _blacklist(known: Server, name: str, at: int, end: int) -> Problem:
    polling = known.polling
    poll = f", or let {known.title} poll: {'='.join(polling.variable)}" if polling and polling.variable else ""
    return Problem(
        f"{name} takes no watch away: it only leaves modules out that the app imports from there",
        at, end, name, f"Move the app into a folder of its own{poll}.", severity=INFO,
    )  # fmt: skip


def _excludes(source: Source, launch: Launch, repository: Repository) -> Iterator[Problem]:
    known = catalogue.named(launch.server)
    if launch.cwd is None or not starts.watches(launch) or not starts.has_watcher(launch, repository):
        return
    at = starts.offset(source, launch)
    for name in known.excluding:
        given = [pattern for one in values(launch.arguments, name) for pattern in re.split(r"[;,]", one.strip("'\""))]
        found: dict[str, tuple[str, int]] = {}
        for pattern in given:
            folder = _folder(pattern, launch.cwd, repository)
            if folder is not None and folder not in found and _is_watched(launch, folder):
                number = weight.count(repository, posixpath.normpath(posixpath.join(launch.cwd, folder)))
                found[folder] = pattern, number if number >= weight.MANY else 0
        if not found:
            continue
        patterns = ", ".join(pattern for pattern, _ in found.values())
        place = max(source.text.find(name, at), at)
        watches = " and ".join(
            f"{folder} takes its {number:,} watches" if number else f"{folder} is watched"
            for folder, (_, number) in found.items()
        )
        yield Problem(
            f"{name} {patterns} takes no watch away: {watches}, and {'their' if len(found) > 1 else 'its'} events are dropped"
            " afterwards",
            place, place + len(name), f"{name} {patterns}",
            "Name the folders to watch instead" + (f", with {known.narrower}." if known.narrower else "."),
            severity=None if any(number for _, number in found.values()) else INFO,
        )  # fmt: skip


def _folder(pattern: str, cwd: str, repository: Repository) -> str | None:
    """The folder that a pattern leaves out, or None where it is about files."""
    path = re.sub(r"^(?:\./|\*\*?/)+", "", pattern.strip())
    path = re.sub(r"(?:/\*{0,2})+$", "", path)
    if not path or set(path) & set("*?[$"):
        return None
    if path.rpartition("/")[2] in _HEAVY:
        return path
    return path if os.path.isdir(repository.absolute(posixpath.normpath(posixpath.join(cwd, path)))) else None


def _is_watched(launch: Launch, folder: str) -> bool:
    roots = catalogue.named(launch.server).folders(launch) or ["."]
    return any(root.strip("./") == "" or f"{folder}/".startswith(root.strip("./") + "/") for root in roots)
