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
    return [path for path, data in files if any(_imports(data, name) for name in names)]


_WORD = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_"


def _imports(data: bytes, name: bytes) -> bool:
    """Whether a line has this name, a whole word, where `import` and `from` expect one. No pattern: a hook does without `re`."""
    at = data.find(name)
    while at >= 0:
        end = at + len(name)
        if data[end : end + 1] not in _WORDS and _expects_a_name(data[data.rfind(b"\n", 0, at) + 1 : at]):
            return True
        at = data.find(name, at + 1)
    return False


_WORDS = frozenset(_WORD[number : number + 1] for number in range(len(_WORD)))


def _expects_a_name(line: bytes) -> bool:
    """Whether a line that begins so goes on with a module to import: after `import`, `from`, and modules that commas end."""
    line = line.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t")
    rest = line[6:] if line.startswith(b"import") else line[4:] if line.startswith(b"from") else b""
    if rest[:1] not in (b" ", b"\t"):
        return False
    *others, last = rest.split(b",")
    modules = [other.strip(b" \t") for other in others]
    return not last.strip(b" \t") and all(module and not module.strip(_WORD + b".") for module in modules)


def _depth(path: str) -> int:
    return path.count("/")
