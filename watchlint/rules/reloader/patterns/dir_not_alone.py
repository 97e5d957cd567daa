"""reloader-dir-not-alone: uvicorn before 0.34.3 watches the working folder beside --reload-dir."""

from __future__ import annotations

import posixpath

from watchlint.findings import WARNING, Finding, Rule
from watchlint.rules.reloader import NAME, asked
from watchlint.rules.reloader.patterns.options import keeps_working_folder, since, starts
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {
    "app/__init__.py": "",
    "app/main.py": "app = None\n",
    "app/templates/a.html": "",
    ".gitignore": "__pycache__/\n*.pyc\n",
    "Procfile": "web: uvicorn app.main:app --reload --reload-dir app\n",
}

RULE = Rule(
    name="reloader-dir-not-alone",
    hook=NAME,
    severity=WARNING,
    summary="uvicorn before 0.34.3 watches the working folder beside --reload-dir.",
    why="The folders given are added to the working folder, where virtual environments and node_modules lie; "
    "since 0.34.3 they take its place.",
    evidence="uvicorn#2598; 8 watches with 0.34.2 where 0.34.3 takes 1.",
    before={**_AROUND, "requirements.txt": "uvicorn[standard]==0.34.2\n"},
    after={**_AROUND, "requirements.txt": "uvicorn[standard]>=0.34.3\n"},
    fix="none",
    since="0.1.0",
    source="uvicorn 0.34.3 release notes; measured with 0.34.0, 0.34.2 and 0.34.3",
    about=catalogue.PATTERNED_PACKAGES,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each start that names folders, and not the working folder itself."""
    for start in starts(repository, keeps_working_folder):
        if start.folders and "." not in map(posixpath.normpath, start.folders):
            name, alone = start.server.name, since(start.server, "alone")
            yield asked.at(
                start.place,
                RULE,
                f"{name} before {alone} watches the working folder beside {start.patterns.folders} {start.folders[0]}",
                help=f"Raise {name} to {alone} or later.",
                subject="reload-dir",
            )
