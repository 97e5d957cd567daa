"""reloader-limit-silent: at the inotify limit this server goes on without a word, watching a part of the tree."""

from __future__ import annotations

from watchlint.findings import INFO, Finding, Rule
from watchlint.rules.reloader import NAME, asked
from watchlint.rules.reloader.asked import CERTAIN
from watchlint.rules.reloader.watchdog.judged import judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

_AROUND = {
    "app/__init__.py": "",
    "app/main.py": "app = None\n",
    "Procfile": "web: uvicorn app.main:app --reload --reload-dir app\n",
    ".gitignore": "__pycache__/\n*.pyc\n",
}

RULE = Rule(
    name="reloader-limit-silent",
    hook=NAME,
    severity=INFO,
    summary="At the inotify limit this server goes on without a word, watching a part of the tree.",
    why="watchdog 7 and later passes over the error for every folder below the root; uvicorn 0.41 and later tells watchfiles to "
    "ignore errors. What was not watched is not reloaded, and nothing says so.",
    evidence="A limit of 10: 10 watches held, no message, edits in the rest not seen (uvicorn 0.54, Flask with watchdog 7.1).",
    before={**_AROUND, "requirements.txt": "uvicorn[standard]\n"},
    after={**_AROUND, "requirements.txt": "uvicorn[standard]==0.40.0\n"},
    fix="none",
    since="0.1.0",
    source="uvicorn#2817; watchfiles src/lib.rs, ignore_permission_denied; watchdog 7.0.0, observers/inotify.py",
)

# Without one of these there is nothing to ask uvicorn's module for, which is dear to import.
_MAY_BRING_WATCHFILES = ("watchfiles", "fastapi-cli", "django-watchfiles", "nicegui", "uvicorn", "fastapi")

_HELP = "`watchlint watches` says beforehand how many watches it takes."


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One note for watchdog's users, one for the first start of uvicorn."""
    found = judged(repository, settings)
    if found.answer == CERTAIN and found.users and not found.deaf:
        user = found.users[0]
        said = f"{user.name} with watchdog 7 or later says nothing when the inotify limit is reached: the rest is not watched"
        yield asked.at(user.place, RULE, said, help=_HELP, subject="watchdog")
    if any(map(repository.dependencies.of, _MAY_BRING_WATCHFILES)):
        yield from _of_uvicorn(repository)


def _of_uvicorn(repository: Repository) -> Iterator[Finding]:
    from watchlint.rules.reloader.uvicorn.options import release, starts
    from watchlint.servers.web.uvicorn import brings_watchfiles

    if brings_watchfiles(repository.dependencies) and release(repository, "0.41", None) == CERTAIN:
        for start in starts(repository):
            said = "uvicorn 0.41 and later says nothing when the inotify limit is reached: the rest is not watched"
            yield asked.at(start.place, RULE, said, help=_HELP, subject="uvicorn")
            return
