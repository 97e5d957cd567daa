"""What a repository's own code imports, by a search of its text."""

from __future__ import annotations

from watchlint.facts.repository.work_tree import Unreadable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

MAX_SEARCHED = 1000
"""Python files that are searched, those nearest the root first: apps start near the top, and reading every file of a large
repository would cost more than all other checks together."""


def nearest(paths: Iterable[str], read: Callable[[str], bytes | None]) -> list[tuple[str, bytes]]:
    """(path, content) of the files that are searched: MAX_SEARCHED of these, those nearest the root."""
    found = []
    for path in sorted(paths, key=_depth)[:MAX_SEARCHED]:
        try:
            data = read(path)
        except Unreadable:
            continue
        if data:
            found.append((path, data))
    return found


def importing(modules: Iterable[str], files: Iterable[tuple[str, bytes]]) -> list[str]:
    """The paths of the files that import one of these modules."""
    names = [name.encode() for name in modules]
    naming = [(path, data) for path, data in files if any(name in data for name in names)]
    if not naming:
        return []
    import re

    words = b"|".join(map(re.escape, names))
    statement = re.compile(
        rb"^(?:\xef\xbb\xbf)?[ \t]*(?:import|from)[ \t]+(?:[\w.]+[ \t]*,[ \t]*)*(?:" + words + rb")\b", re.M
    )
    return [path for path, data in naming if statement.search(data)]


def _depth(path: str) -> int:
    return path.count("/")
