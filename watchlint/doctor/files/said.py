"""What the files of a folder say that may keep an edit from being noticed. Nothing runs here that could be looked at, so
each of it is a note: what it says is true of the files, and whether it is the cause only the running server would tell."""

from __future__ import annotations

from watchlint.doctor.files import containers, starts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from watchlint.doctor.files.model import Said
    from watchlint.doctor.shapes import Problem
    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Glob

MOST = 3
"""Of one kind so many are named: a repository of forty services says the same forty times."""


def said(repository: Repository, closed: Sequence[Glob] = ()) -> list[Problem]:
    """All that is found, likely causes first; of one kind at most MOST. `closed`: paths whose owner wants to hear nothing."""
    found: dict[str, list[Said]] = {}
    for one in _each(repository, containers.said, starts.said):
        if any(glob.covers(one.path) for glob in closed):
            continue
        same = found.setdefault(one.id, [])
        if len(same) < MOST and all(one.message != other.message for other in same):
            same.append(one)
    return [
        {
            "id": f"files-{one.id}",
            "severity": "info",
            "message": f"{one.path}:{one.line}: {one.message}",
            "steps": [one.step],
        }
        for same in found.values()
        for one in same
    ]


def _each(repository: Repository, *asked: Any) -> Iterator[Said]:
    for ask in asked:
        yield from ask(repository)
