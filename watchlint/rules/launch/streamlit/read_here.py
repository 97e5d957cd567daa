"""Whether this repository reads a variable itself: then it is its own, whatever its name."""

from __future__ import annotations

import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository


def is_read(repository: Repository, name: str) -> bool:
    """Whether a launch file uses it (`$NAME`), or Python code asks for it by name."""
    return repository.shared(("reads", name), lambda: _is_read(repository, name))


def _is_read(repository: Repository, name: str) -> bool:
    from watchlint.rules.launch import files

    used = re.compile(r"\$\{?" + name + r"\b")
    if any(used.search(source.text) for source in files.sources(repository)):
        return True
    asked = re.compile(
        rb"(?:getenv|environ(?:\.get|\.pop)?|config|env|Field)\s*[(\[][^)\]\n]*[\"']"
        + name.encode()
        + rb"[\"'](?!\s*\]\s*=[^=])"
    )
    return any(asked.search(data) for _, data in repository.searched_python)
