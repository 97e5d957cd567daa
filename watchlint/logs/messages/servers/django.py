"""Django."""

from __future__ import annotations

from watchlint.logs.messages.model import WHAT_CHANGED, Message

MESSAGES = (
    Message(
        "django-reloader", "Django", "",
        rb"Watching for file changes with (?P<detail>(?!Stat)\w+Reloader)",
        "Which reloader Django picked: it waits for events.",
        (),
        "Django 5.2 (utils/autoreload.py), made to write it; django-watchfiles 1.1",
        ("Watching for file changes with WatchmanReloader", "Watching for file changes with WatchfilesReloader"),
        server="django",
    ),
    Message(
        "django-polls", "Django", "polls",
        rb"Watching for file changes with (?P<detail>StatReloader)",
        "Django polls: each second it looks at every loaded module and template, which takes processor time in a large project. It "
        "notices edits on any file system, after a second or two.",
        (
            "pip install django-watchfiles  # where it runs, and 'django_watchfiles' in INSTALLED_APPS of the settings in force: it waits for events",
            "python manage.py runserver --noreload  # where nobody edits",
        ),
        "Django 5.2 (utils/autoreload.py), made to write it; the same in the source of 3.2",
        ("Watching for file changes with StatReloader",),
        server="django",
    ),
    Message(
        "django-reloading", "Django", "reload-loop",
        rb"(?P<detail>\S+) changed, reloading\.",
        "Django restarted because this file changed.",
        (WHAT_CHANGED,),
        "Django 5.2 (utils/autoreload.py), made to write it; the same in the source of 3.2",
        ("/srv/app/views.py changed, reloading.",),
        server="django",
    ),
    Message(
        "django-missing-root", "Django", "configuration",
        rb"Unable to watch (?:root dir|directory) (?P<detail>.+) as neither it or its parent exist",
        "A folder that Django was told to watch does not exist.",
        ("mkdir -p {detail}  # or take it out of the settings (TEMPLATES, LOCALE_PATHS, STATICFILES_DIRS)",),
        "Django 5.2 with watchman, made to write it",
        (
            "Unable to watch root dir /srv/a/b as neither it or its parent exist.",
            "Unable to watch directory /srv/a/b as neither it or its parent exist.",
        ),
        server="django",
    ),
    Message(
        "django-watchfiles-missing", "Django", "configuration",
        rb"No module named 'django_watchfiles'",
        "INSTALLED_APPS names django_watchfiles but it is not installed: runserver serves nothing.",
        ("pip install django-watchfiles",),
        "Django 5.2, made to write it",
        ("ModuleNotFoundError: No module named 'django_watchfiles'",),
        server="django",
    ),
    Message(
        "watchman-unreachable", "Django", "watchman",
        rb"Cannot connect to the watchman service(?!\.\"\))|Error connecting to Watchman: |Watchman warning: ",
        "Django could not use watchman; it polls instead and does not say why.",
        ("watchlint doctor --python .venv/bin/python  # shows the exception that Django swallowed",),
        "Django 5.2 (utils/autoreload.py), made to write it",
        ("Error connecting to Watchman: Cannot connect to the watchman service.",),
        server="django",
    ),
    Message(
        "pywatchman-broken", "Django", "watchman",
        rb"PY_SSIZE_T_CLEAN macro must be defined for '#' formats",
        "pywatchman older than 2.0 does not work on Python 3.10 and later: Django polls.",
        ("pip install 'pywatchman>=2'",),
        "pywatchman 1.4.1 on Python 3.10 to 3.12, made to write it",
        ("SystemError: PY_SSIZE_T_CLEAN macro must be defined for '#' formats",),
        server="django",
    ),
)  # fmt: skip
