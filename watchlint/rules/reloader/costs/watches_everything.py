"""reloader-watches-everything: the reloader watches the standard library and all installed packages too."""

from __future__ import annotations

from watchlint.facts.django.settings import LISTED
from watchlint.findings import INFO, WARNING, Finding, Rule
from watchlint.rules.reloader import NAME, WATCHDOG, asked
from watchlint.rules.reloader.asked import EXCLUDED
from watchlint.rules.reloader.django.projects import APP, projects, wants_watchfiles
from watchlint.rules.reloader.watchdog.judged import judged
from watchlint.rules.reloader.watchdog.users import WERKZEUG
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.reloader.watchdog.users import User
    from watchlint.settings import Settings

_AROUND = {
    "app.py": 'from flask import Flask\n\napp = Flask(__name__)\n\nif __name__ == "__main__":\n    app.run(debug=True)\n',
    ".gitignore": "__pycache__/\n*.pyc\n",
}

RULE = Rule(
    name="reloader-watches-everything",
    hook=NAME,
    severity=WARNING,
    summary="The reloader watches the standard library and all installed packages too.",
    why="django-watchfiles and Werkzeug's watchdog reloader watch every folder of sys.path, and have no option to leave any out: "
    "thousands of inotify watches, of which a handful are the project's own. A note for `flask run` where watchdog is used for "
    "something else too: then nothing can be done about it.",
    evidence="django-watchfiles#135; django-watchfiles on an empty project: 2,910 watches, 4 of them the project's. Flask with watchdog: 540.",
    before={**_AROUND, "requirements.txt": "flask\nwatchdog<7\n"},
    after={**_AROUND, "requirements.txt": "flask\n"},
    fix="none",
    since="0.1.0",
    source="django-watchfiles 1.4.0, __init__.py; werkzeug 3.1.9, _reloader.py; counted in the kernel on six trees",
    about=(*WATCHDOG, "django-watchfiles", *catalogue.PATTERNED_PACKAGES),
)

# How a user of Werkzeug is told to poll. `flask run` has no option for it, and hands on none (flask/cli.py, run_command).
_POLL = {
    "flask run --debug": "remove watchdog, for `flask run` has no option that says so",
    "Dash": 'app.run(debug=True, reloader_type="stat")',
    "runserver_plus": "runserver_plus --reloader-type stat",
}

_ON_WERKZEUG = ("flask", "runserver_plus")  # servers


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """Django projects that list django_watchfiles, and a user of Werkzeug's reloader beside a watchdog that fires."""
    if wants_watchfiles(repository):
        yield from _watchfiles(repository)
    found = judged(repository, settings)
    users = [user for user in found.users if user.name in WERKZEUG]
    if not found.named or not users or (found.answer != EXCLUDED and found.deaf):
        return
    user = next((user for user in users if user.shown), users[0])
    stays = user.name == "flask run --debug" and _is_used(repository, found.users)
    yield asked.at(
        user.place,
        RULE,
        f"with watchdog {user.name} watches the standard library and every installed package beside this project: hundreds of "
        "inotify watches",
        help=f"Set an inotify tier that allows for it{'' if stays else f', or let it poll: {_POLL[user.name]}'}.",
        severity=None if user.shown and not stays else INFO,
        subject="watchdog",
    )


def _is_used(repository: Repository, users: Sequence[User]) -> bool:
    """Whether watchdog is here for something else too, and can't be removed."""
    from watchlint.servers import catalogue

    if any(user.name not in WERKZEUG for user in users) or repository.imports("watchdog"):
        return True
    others = [one for one in catalogue.every() if "watchdog" in one.may_use and one.name not in _ON_WERKZEUG]
    return any(repository.dependencies.requires(package) for one in others for package in one.comes_with)


def _watchfiles(repository: Repository) -> Iterator[Finding]:
    for project in projects(repository):
        items = project.default.items(APP) if project.default and project.answer(APP) == LISTED else ()
        if items:
            yield asked.at(
                items[0].text,
                RULE,
                "django-watchfiles watches the standard library, every installed package and all of this project, node_modules "
                "and .git included: some 2,900 inotify watches before the project's own",
                severity=INFO,  # it is what we advise instead of polling
                help="It has no option to leave any out: set an inotify tier that allows for it (`watchlint watches` counts them).",
                subject=project.manage,
            )
