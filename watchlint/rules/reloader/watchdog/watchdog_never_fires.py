"""reloader-watchdog-never-fires: with watchdog 7 and later the server watches and never reloads."""

from __future__ import annotations

from watchlint.findings import ERROR, INFO, WARNING, Finding, Rule
from watchlint.rules.reloader import NAME, WATCHDOG, asked
from watchlint.rules.reloader.asked import CERTAIN, EXCLUDED
from watchlint.rules.reloader.watchdog.judged import judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.reloader.asked import Place
    from watchlint.settings import Settings

_AROUND = {
    "Procfile": "worker: watchmedo auto-restart -R -p '*.py' -- python work/run.py\n",
    "work/run.py": "print(1)\n",
    ".python-version": "3.12\n",
    ".gitignore": "__pycache__/\n*.pyc\n",
}

RULE = Rule(
    name="reloader-watchdog-never-fires",
    hook=NAME,
    severity=ERROR,
    summary="watchdog 7 and later: the server watches and never reloads.",
    why="watchdog 7.0 matches patterns against whole paths. Werkzeug asks for `*.py`, which no longer matches `/a/app.py`: "
    "`flask run --debug`, Dash and runserver_plus print `Restarting with watchdog (inotify)`, hold hundreds of watches and "
    "never see an edit. `watchmedo -p '*.py'` and pytest-watcher miss everything below the top folder.",
    evidence="gorakhargosh/watchdog#1212; real edits: watchdog 6.0.0 reloads, 7.0.0 and 7.1.0 do not, without watchdog it does.",
    before={**_AROUND, "requirements.txt": "watchdog>=7\n"},
    after={**_AROUND, "requirements.txt": "watchdog<7\n"},
    fix="unsafe",
    since="0.1.0",
    source="watchdog 7.0.0 (2026-10-31), utils/patterns.py; werkzeug 3.1.9, _reloader.py, WatchdogReloaderLoop",
    about=WATCHDOG,
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding for all that stop reloading. An error where the release is certain and a file here starts one of them; a
    warning where one of the two is open; a note where both are."""
    found = judged(repository, settings)
    users = found.deaf
    if found.answer == EXCLUDED or not users:
        return
    certain = found.answer == CERTAIN and found.named
    shown = any(user.shown for user in users)
    first = next((user for user in users if user.shown), users[0])
    place: Place = next(iter([*found.places, *asked.bring_watchdog(repository)]), first.place)
    names = " and ".join(dict.fromkeys(f"`{user.name}`" if " " in user.name else user.name for user in users))
    uses = "uses" if len({user.name for user in users}) == 1 else "use"
    patterns = "; or give whole-path patterns (`**/*.py`)" if first.predicted else ""
    yield asked.at(
        place,
        RULE,
        f"watchdog {'is' if certain else 'may be'} 7 or later here, and {names} {uses} it: {first.what}",
        help=f"Require watchdog<7{patterns}.",
        fix=asked.older_watchdog(repository, found.places),
        severity=ERROR if certain and shown else WARNING if certain or shown else INFO,
        subject="watchdog",
    )
