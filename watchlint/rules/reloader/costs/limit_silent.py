"""reloader-limit-silent: at the inotify limit this server goes on without a word, watching a part of the tree."""

from __future__ import annotations

from watchlint.findings import INFO, Finding, Rule
from watchlint.rules.reloader import NAME, WATCHDOG, asked
from watchlint.rules.reloader.asked import CERTAIN
from watchlint.rules.reloader.watchdog.judged import judged
from watchlint.servers import catalogue

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
    about=(*WATCHDOG, "django-watchfiles", *catalogue.PATTERNED_PACKAGES),
)

_HELP = "`watchlint watches` says beforehand how many watches it takes."


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One note for watchdog's users, one for the first start of a server on watchfiles."""
    found = judged(repository, settings)
    if found.answer == CERTAIN and found.users and not found.deaf:
        user = found.users[0]
        said = f"{user.name} with watchdog 7 or later says nothing when the inotify limit is reached: the rest is not watched"
        yield asked.at(user.place, RULE, said, help=_HELP, subject="watchdog")
    if any(map(repository.dependencies.of, catalogue.PATTERNED_PACKAGES)):  # else there is nothing to import for
        yield from _of_patterned(repository)


def _of_patterned(repository: Repository) -> Iterator[Finding]:
    from watchlint.rules.reloader.patterns.options import says_nothing, since, starts

    for start in starts(repository, says_nothing)[:1]:
        name = start.server.name
        said = f"{name} {since(start.server, 'silent')} and later says nothing when the inotify limit is reached: the rest is not watched"
        yield asked.at(start.place, RULE, said, help=_HELP, subject=name)
