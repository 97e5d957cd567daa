"""reloader-include-replaces-folder: a --reload-include that matches a folder replaces the working folder."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING, Finding, Rule
from watchlint.rules.reloader import NAME, asked
from watchlint.rules.reloader.patterns.options import included, keeps_working_folder, starts
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
    "requirements.txt": "uvicorn[standard]==0.40.0\n",
}

RULE = Rule(
    name="reloader-include-replaces-folder",
    hook=NAME,
    severity=ERROR,
    summary="A --reload-include that matches a folder makes uvicorn watch that folder instead of the working folder.",
    why="uvicorn takes a pattern that names a folder for a folder to watch, and then drops the working folder: "
    "edits of the app itself no longer reload it.",
    evidence="Real runs: `--reload-include templates` watches 1 folder and misses edits of app.py; `'templates/*.html'` keeps the rest.",
    before={**_AROUND, "Procfile": "web: uvicorn app.main:app --reload --reload-include app/templates\n"},
    after={
        **_AROUND,
        "Procfile": "web: uvicorn app.main:app --reload --reload-dir app --reload-include 'templates/*.html'\n",
    },
    fix="none",
    since="0.1.0",
    source="uvicorn 0.54, config.py, resolve_reload_patterns",
    about=catalogue.PATTERNED_PACKAGES,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each start whose patterns match a folder, where no folder is named."""
    for start in starts(repository):
        named = start.folders or keeps_working_folder(repository, start.server)
        folders = {} if named else included(repository, start)
        name, option = start.server.name, start.patterns.include
        for pattern, folder in list(folders.items())[:1]:
            yield asked.at(
                start.place,
                RULE,
                f"{option} {pattern!r} matches the folder {folder}: {name} watches it and no longer the working folder",
                help=f"Name files (`{folder}/*.html`), or give every folder with {start.patterns.folders}.",
                severity=None if repository.dependencies.requires(name) else WARNING,
                subject=pattern,
            )
