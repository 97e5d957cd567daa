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
    for path in searched(paths):
        try:
            data = read(path)
        except Unreadable:
            continue
        if data:
            found.append((path, data))
    return found


def searched(paths: Iterable[str]) -> list[str]:
    """Those of these files that are searched."""
    return sorted(paths, key=_depth)[:MAX_SEARCHED]


FEW = 4
"""Modules that a text is searched for before its imports are read."""


def importing(
    modules: Iterable[str], files: Iterable[tuple[str, bytes]], known: dict[str, frozenset[bytes]]
) -> list[str]:
    """The paths of the files that import one of these modules. `known`: what each path imports, as far as it has been read."""
    names = [name.encode() for name in modules]
    found = []
    for path, data in files:
        if len(names) > FEW or any(name in data for name in names):
            if path not in known:
                known[path] = imported(data)
            if not known[path].isdisjoint(names):
                found.append(path)
    return found


_WORD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_."


def imported(data: bytes) -> frozenset[bytes]:
    """The modules that the import statements of a file begin with, and what they lie in: of `import a.b` a and a.b.

    No pattern: a hook does without `re`.
    """
    found: set[bytes] = set()
    for word in (b"import", b"from"):
        at = data.find(word)
        while at >= 0:
            if not data[data.rfind(b"\n", 0, at) + 1 : at].removeprefix(b"\xef\xbb\xbf").strip(b" \t"):
                end = data.find(b"\n", at)
                _gather(data[at + len(word) : end if end >= 0 else len(data)], found)
            at = data.find(word, at + 1)
    return frozenset(found)


def _gather(said: bytes, found: set[bytes]) -> None:
    """Add the modules that stand behind `import` or `from`."""
    if said[:1] not in (b" ", b"\t"):
        return
    for part in said.split(b","):
        part = part.strip(b" \t")
        module = part[: len(part) - len(part.lstrip(_WORD))]
        at = module.find(b".")
        while at >= 0:
            found.add(module[:at])
            at = module.find(b".", at + 1)
        found.add(module)
        if module != part or not module:  # no list goes on behind `as`
            return


def _depth(path: str) -> int:
    return path.count("/")
