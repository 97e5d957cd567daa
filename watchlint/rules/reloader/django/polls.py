"""reloader-polls: a server looks at every file again and again."""

from __future__ import annotations

from watchlint.facts.django import reloader as django_reloader
from watchlint.findings import INFO, Finding, Rule
from watchlint.rules.reloader import DJANGO, NAME, asked
from watchlint.rules.reloader.django.projects import projects, starts_plus_only
from watchlint.rules.reloader.starts import launches
from watchlint.servers import catalogue
from watchlint.servers.launches import may_start_other_than

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

POLLED = 5_000
"""Files from which it is worth a word. StatReloader costs about 0.7 % of a core for each 1,000 files it stats every second
(Django 5.2.19, empty modules, one core: 514 files 0.4 %, 2,514 files 1.7 %, 5,514 files 3.4 %)."""

_AROUND = {
    "manage.py": 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    "many/5000-empty-modules": "",
    ".gitignore": "__pycache__/\n*.pyc\n",
}

RULE = Rule(
    name="reloader-polls",
    hook=NAME,
    severity=INFO,
    summary="A dev server looks at every file again and again.",
    why="Without django-watchfiles or Watchman, Django stats each module it has loaded, and each file below the template "
    "folders, every second. In a large project that is a part of a core, all day. uvicorn without watchfiles, and Werkzeug without "
    "watchdog, do the same with other files.",
    evidence="514 polled files take 0.4 % of a core, 2,514 take 1.7 %, 5,514 take 3.4 % (Django 5.2.19).",
    before={
        **_AROUND,
        "requirements.txt": "Django>=5.2\n",
        "settings.py": 'INSTALLED_APPS = ["django.contrib.admin"]\n',
    },
    after={
        **_AROUND,
        "requirements.txt": "Django>=5.2\ndjango-watchfiles\n",
        "settings.py": 'INSTALLED_APPS = ["django.contrib.admin", "django_watchfiles"]\n',
    },
    fix="none",
    since="0.1.0",
    source="django/utils/autoreload.py, StatReloader.snapshot_files; django/template/autoreload.py",
    about=(*DJANGO, *catalogue.PATTERNED_PACKAGES, "werkzeug"),
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One note for a large project that is certain to poll, and one for each other server that polls for want of a package."""
    yield from _others(repository)
    number = len(repository.python_files)
    found = projects(repository)
    if number < POLLED or not found or starts_plus_only(repository):
        return
    prediction = django_reloader.predict(repository, found[0], settings.python_version)
    if prediction.reloader == django_reloader.STAT and not prediction.condition:
        yield Finding(
            RULE,
            f"`{found[0].manage} runserver` uses StatReloader ({prediction.why}): it stats up to {number:,} Python files "
            f"of this repository every second, about {number * 7 / 10_000:.0f} % of a core",
            path=found[0].manage,
            help="Require django-watchfiles and list 'django_watchfiles' in INSTALLED_APPS.",
            subject="polls",
        )


def _others(repository: Repository) -> Iterator[Finding]:
    """Starts that poll because nothing asks for what they would wait with; each message once."""
    said = set()
    own = "django"  # which polls by itself, and costs little in a small project
    for launch in launches(repository) if may_start_other_than(own, repository) else ():
        if not launch.reloads or launch.server == own:
            continue
        for doubt in catalogue.named(launch.server).doubts(launch, repository):
            if doubt.id == "polls" and doubt.message not in said:
                said.add(doubt.message)
                yield asked.at(
                    launch, RULE, doubt.message, help=f"{doubt.step.partition('  # ')[0]}.", subject=launch.server
                )
