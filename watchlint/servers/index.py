"""Every dev server, found by its place. Made by tools/catalogue.py: `python -m tools.catalogue`."""

from __future__ import annotations

# fmt: off
_Words = tuple[str, ...]

# name, module, programs, words to look for, mark of its processes, variables it obeys, packages that watch
SERVERS: tuple[tuple[str, str, _Words, _Words, str, _Words, _Words], ...] = (
    (
        "hupper",
        "restarters.hupper",
        ("hupper", "pserve", "pyramid.scripts.pserve"),
        ("hupper", "pserve", "pyramid.scripts.pserve"),
        "",
        ("HUPPER_DEFAULT_MONITOR",),
        ("hupper",),
    ),
    (
        "watchfiles",
        "restarters.watchfiles",
        ("watchfiles",),
        ("watchfiles",),
        "",
        ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"),
        ("watchfiles",),
    ),
    (
        "watchmedo",
        "restarters.watchmedo",
        ("watchmedo", "watchdog.watchmedo"),
        ("watchmedo",),
        "",
        (),
        ("watchdog",),
    ),
    (
        "streamlit",
        "streamlit.server",
        ("streamlit", "streamlit.web.cli", "streamlit.cli"),
        ("streamlit",),
        "",
        ("STREAMLIT_SERVER_FILE_WATCHER_TYPE", "STREAMLIT_SERVER_RUN_ON_SAVE", "STREAMLIT_SERVER_FOLDER_WATCH_LIST", "STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST"),
        ("streamlit",),
    ),
    (
        "django",
        "web.django",
        ("*manage.py", "django", "django-admin"),
        ("runserver",),
        "",
        ("RUN_MAIN", "DJANGO_WATCHMAN_TIMEOUT", "WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"),
        ("django-watchfiles", "pywatchman"),
    ),
    (
        "flask",
        "web.flask",
        ("flask",),
        ("flask",),
        "WERKZEUG_RUN_MAIN",
        ("FLASK_DEBUG", "FLASK_APP", "FLASK_RUN_RELOAD", "WERKZEUG_RUN_MAIN"),
        (),
    ),
    (
        "granian",
        "web.granian",
        ("granian",),
        ("granian",),
        "",
        ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED", "GRANIAN_RELOAD", "GRANIAN_RELOAD_PATHS"),
        ("granian",),
    ),
    (
        "gunicorn",
        "web.gunicorn",
        ("gunicorn",),
        ("gunicorn",),
        "",
        ("GUNICORN_CMD_ARGS",),
        (),
    ),
    (
        "runserver_plus",
        "web.runserver_plus",
        ("*manage.py", "django", "django-admin"),
        ("runserver_plus",),
        "",
        ("WERKZEUG_RUN_MAIN",),
        (),
    ),
    (
        "uvicorn",
        "web.uvicorn",
        ("uvicorn", "uvicorn.__main__", "fastapi"),
        ("uvicorn", "uvicorn.__main__", "fastapi"),
        "",
        ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED", "UVICORN_RELOAD", "UVICORN_RELOAD_DIRS"),
        ("uvicorn", "fastapi", "fastapi-cli", "nicegui"),
    ),
)
