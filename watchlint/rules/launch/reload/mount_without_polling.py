"""launch-mount-without-polling: a dev server watches files on a Windows or network mount, where inotify sees nothing."""

from __future__ import annotations

import re
from functools import partial

from watchlint.facts.launch.base.nodes import get, items, pairs, scalar
from watchlint.facts.launch.kinds import COMPOSE
from watchlint.findings import WARNING, Rule
from watchlint.rules.launch import NAME, files, in_files, starts
from watchlint.rules.launch.problem import Problem, findings
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.servers.model import Launch
    from watchlint.settings import Settings

_COMPOSE = """services:
  web:
    image: python:3.13
    command: streamlit run src/app.py
    environment:
      PYTHONDONTWRITEBYTECODE: "1"
{}    volumes:
      - //server/share/app:/app
"""

RULE = Rule(
    name="launch-mount-without-polling",
    hook=NAME,
    severity=WARNING,
    summary="A dev server watches files on a Windows or network mount, where inotify sees nothing.",
    why="The kernel tells of changes made through itself only. What Windows or another machine writes into the mount makes no "
    "event, so an edit is never noticed; polling does notice it.",
    evidence="streamlit#3058, watchfiles#169 and #187: no reload in a container on Windows.",
    before={"compose.yaml": _COMPOSE.format("")},
    after={"compose.yaml": _COMPOSE.format("      STREAMLIT_SERVER_FILE_WATCHER_TYPE: poll\n")},
    fix="none",
    since="0.1.0",
    source="inotify(7), Limitations and caveats",
    about=in_files((COMPOSE,), "volumes"),
)

_FAR = re.compile(r"[A-Za-z]:[\\/]|//|\\\\|/mnt/[a-z]/|/run/desktop/mnt/host/")
_NETWORK = frozenset(("nfs", "nfs4", "cifs", "smb", "smb3", "sshfs", "9p"))


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each such mount of a service that starts a server which waits for events."""
    for source in files.sources(repository, (COMPOSE,)):
        yield from findings(RULE, source, partial(problems, repository=repository))


def problems(source: Source, repository: Repository) -> Iterator[Problem]:
    """The mounts in one text from which no event comes."""
    for launch in starts.launches(source, repository):
        if starts.watches(launch):
            yield from _mounts(source, launch)


def _mounts(source: Source, launch: Launch) -> Iterator[Problem]:
    at = starts.offset(source, launch)
    for name, service in pairs(get(source.tree, "services")):
        if not service.start_mark.index <= at < service.end_mark.index or get(service, "env_file") is not None:
            continue
        for node in items(get(service, "volumes")):
            origin = _origin(source, node)
            if origin:
                yield Problem(
                    f"service {name.value}: {starts.title(launch)} gets no events from {origin}: edits there are not noticed",
                    node.start_mark.index, node.end_mark.index, f"{name.value} {origin}",
                    _polling(launch),
                )  # fmt: skip


def _origin(source: Source, node: Any) -> str | None:
    """Where a volume comes from, where that is Windows or a network; None for any other."""
    text = scalar(node) or scalar(get(node, "source")) or ""
    if "$" in text:
        return None
    if _FAR.match(text):
        return text
    volume = get(source.tree, "volumes", text.partition(":")[0])
    kind = scalar(get(volume, "driver_opts", "type")) or ""
    driver = scalar(get(volume, "driver")) or ""
    if kind in _NETWORK or "sshfs" in driver:
        return f"the network volume {text.partition(':')[0]}"
    return None


def _polling(launch: Launch) -> str:
    """What makes it notice edits all the same."""
    way = catalogue.named(launch.server).polling
    if way is None:
        return "It has no way to poll: keep the files where it runs."
    return f"Let it poll: set {way.variable[0]}={way.variable[1]}." if way.variable else f"Let it {way.do}."
