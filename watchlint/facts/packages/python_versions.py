"""Which Python a project runs: .python-version (pyenv, uv), runtime.txt (Heroku), and the minor versions there are."""

from __future__ import annotations

import re

from watchlint.facts.packages.requirement_text import Reading
from watchlint.facts.packages.requirements_files import decode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.packages.version_range import VersionRange

MINORS = tuple(range(6, 16))  # 3.6 to 3.15: what a marker is tried with
_PYTHON = re.compile(r"(?:(?:cpython|python)-?@?)?(3(?:\.[0-9]+){0,2})(-dev|t)?", re.IGNORECASE)


def read(data: bytes, path: str) -> Reading:
    """The versions in a .python-version or runtime.txt; several lines are alternatives. Other interpreters say nothing."""
    found = []
    for line in decode(data).split("\n"):
        version = _PYTHON.fullmatch(line.split("#")[0].strip())
        if version:
            exact = version[1].count(".") == 2
            found.append(f"=={version[1]}" if exact else f"=={version[1]}.*")
    return Reading(pythons=[" || ".join(found)] if found else [])


def interpreters(python: VersionRange) -> list[str]:
    """Full versions that stand for all the Pythons of a range: the first and a late one of each minor version.

    A range that names one patch release stands for itself. An empty range, of which nothing is known, is all of MINORS.
    """
    tried = [f"3.{minor}.{patch}" for minor in MINORS for patch in (0, 99)]
    named = {clause.version for one in python.alternatives for clause in one.specifier or ()}
    tried += sorted(
        version for version in named if re.fullmatch(r"3\.[0-9]+\.[0-9]+", version) and version not in tried
    )
    return [
        version
        for version in tried
        if not python or any(one.specifier is None or one.specifier.contains(version) for one in python.alternatives)
    ] or tried
