"""Which file is the app, where nothing says how Streamlit is started."""

from __future__ import annotations

import posixpath

from watchlint.servers.streamlit.words import APP

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


def apps(paths: Sequence[str], read: Callable[[str], bytes | None]) -> Iterator[str]:
    """The one of these files that imports Streamlit, pages apart; else the one that has pages; else the one of them that is
    called as an app is, of several the one nearest to the root."""
    every = [path for path in paths if path.endswith(".py") and not _is_test(path) and _imports(read(path) or b"")]
    homes = {posixpath.dirname(path) for path in every}
    found = [path for path in every if not _is_page(path, homes)]
    pages = {posixpath.dirname(posixpath.dirname(path)) for path in every if path not in found}
    with_pages = [path for path in found if posixpath.dirname(path) in pages]
    named = [[path for path in found if posixpath.basename(path) == name] for name in (APP, "app.py")]
    both = sorted(named[0] + named[1], key=_depth)
    nearest = [[path for path in some if _depth(path) == _depth(both[0])] for some in named] if both else []
    yield from next((some for some in (found, with_pages, both, *nearest) if len(some) == 1), ())


def _is_test(path: str) -> bool:
    return posixpath.basename(path).startswith("test_") or path.startswith("tests/") or "/tests/" in path


def _is_page(path: str, homes: set[str]) -> bool:
    """Whether a script is a page of another one: it lies in `pages/` beside it."""
    folder = posixpath.dirname(path)
    return posixpath.basename(folder) == "pages" and posixpath.dirname(folder) in homes


def _depth(path: str) -> int:
    return path.count("/")


def _imports(content: bytes) -> bool:
    if b"streamlit" not in content:
        return False
    lines = (line.split(b"#")[0].split() for line in content.splitlines() if not line[:1].isspace())
    return any(
        words[0] in (b"import", b"from") and words[1].split(b".")[0].rstrip(b",") == b"streamlit"
        for words in lines
        if len(words) > 1
    )
