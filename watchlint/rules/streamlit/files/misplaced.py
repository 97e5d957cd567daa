"""Configurations where Streamlit never looks."""

from __future__ import annotations

from watchlint.records import Record
from watchlint.rules.streamlit.files.candidates import find
from watchlint.rules.streamlit.files.places import is_in_use

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository

_SECTIONS = (
    "global", "logger", "client", "runner", "server", "browser", "mapbox", "deprecation", "theme", "ui", "magic",
)  # fmt: skip


class Misplaced(Record):
    """A file that reads like Streamlit's, where Streamlit never looks; `place` is where it does."""

    path: str
    place: str
    data: bytes


def misplaced(repository: Repository) -> list[Misplaced]:
    """The candidates that hold options of Streamlit's, and that nothing leads Streamlit to."""
    return repository.shared("streamlit misplaced", lambda: _misplaced(repository))


def _misplaced(repository: Repository) -> list[Misplaced]:
    found = []
    for path, place in find(repository).candidates:
        data = repository.read_or_note(path)
        if data is not None and _has_options(data) and not is_in_use(repository, path):
            found.append(Misplaced(path, place, data))
    return found


def _has_options(data: bytes) -> bool:
    """Whether a table of Streamlit's holds an option of Streamlit's; a broken file is judged by its lines."""
    from watchlint.facts.streamlit.options import catalogue
    from watchlint.facts.toml.document import Document

    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    known = catalogue()
    paths = [entry.path for entry in Document(text).keys]
    if any(len(path) > 1 and path[0] in _SECTIONS and known.option(".".join(path)) for path in paths):
        return True
    section = ""
    for line in text.splitlines():
        line = line.strip()
        if line.startswith("["):
            section = line.strip("[] ")
        elif section in _SECTIONS and known.option(f"{section}.{line.partition('=')[0].strip()}"):
            return True
    return False
