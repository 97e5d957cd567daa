"""check-compiled-files: no compiled Python is tracked."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.registry import Entry
    from watchlint.settings import Settings

NAME = "check-compiled-files"
SUMMARY = "no compiled Python is tracked"
ORDER = 2

# What git's listing is searched for: a text search is far cheaper than a look at each name.
BYTECODE_ENDINGS = (".pyc", ".pyo", "$py.class")
BYTECODE_MARKS = ("__pycache__/", ".pyc.", ".pyo.")
EXTENSION_ENDINGS = (".pyd", ".so", ".dll", ".dylib", ".o", ".a")
EXTENSION_MARKS = (".so.",)

_SEARCHED = {
    "compiled-bytecode-tracked": (BYTECODE_ENDINGS, BYTECODE_MARKS),
    "compiled-sourceless": (BYTECODE_ENDINGS, BYTECODE_MARKS),
    "compiled-extension-tracked": (EXTENSION_ENDINGS, EXTENSION_MARKS),
}


def concerned(entries: Iterable[Entry], repository: Repository, settings: Settings) -> Iterable[Entry]:
    """Which of these rules have something to look at here: those with a name in the index that ends or reads as theirs."""
    has = {searched: repository.carried.has_tracked(*searched) for searched in set(_SEARCHED.values())}
    return [entry for entry in entries if has[_SEARCHED[entry.name]]]
