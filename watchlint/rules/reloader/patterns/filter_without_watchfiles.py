"""reloader-filter-without-watchfiles: --reload-include and --reload-exclude have no effect without watchfiles."""

from __future__ import annotations

from watchlint.findings import WARNING, Finding, Rule
from watchlint.rules.reloader import NAME, asked
from watchlint.rules.reloader.patterns.options import included, polls, starts
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
    "Procfile": "web: uvicorn app.main:app --reload --reload-dir app --reload-include '*.html'\n",
}

RULE = Rule(
    name="reloader-filter-without-watchfiles",
    hook=NAME,
    severity=WARNING,
    summary="--reload-include and --reload-exclude have no effect: watchfiles is not installed.",
    why="Without watchfiles uvicorn polls the .py files of the working folder and knows no patterns. It says so in one line at start.",
    evidence="uvicorn's own words: `--reload-include and --reload-exclude have no effect unless watchfiles is installed.`",
    before={**_AROUND, "requirements.txt": "uvicorn\n"},
    after={**_AROUND, "requirements.txt": "uvicorn[standard]\n"},
    fix="none",
    since="0.1.0",
    source="uvicorn 0.54, supervisors/statreload.py",
    about=catalogue.PATTERNED_PACKAGES,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One for each start that gives patterns and polls."""
    for start in starts(repository, polls):
        folders = included(repository, start)
        names = [pattern for pattern in start.include if pattern not in folders]
        given = ((start.patterns.include, names), (start.patterns.exclude, start.exclude))
        filters = [option for option, patterns in given if patterns]
        if filters:
            have = "has" if len(filters) == 1 else "have"
            library = start.patterns.library
            yield asked.at(
                start.place,
                RULE,
                f"{' and '.join(filters)} {have} no effect: no dependency file asks for {library}",
                help=f"Require `{start.server.packages[0]}`, or {library}.",
                subject=" ".join(filters),
            )
