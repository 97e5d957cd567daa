"""Every dev server, found by its place. Made by tools/catalogue.py: `python -m tools.catalogue`."""

from __future__ import annotations

# fmt: off
TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.servers.declared import Row

_Words = tuple[str, ...]

# name, module, programs, words to look for, mark of its processes, variables it obeys, packages that watch, modules that code calls,
# names in a log, words in a log, library whose messages stand in its log
SERVERS: tuple[Row, ...] = (
    ("bentoml", "apps.bentoml", ("bentoml",), ("bentoml",), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"), ("bentoml",), (), ("bentoml",), (), "watchfiles"),
    ("bokeh", "apps.bokeh", ("bokeh",), ("bokeh",), "", (), (), (), (), (), ""),
    ("chainlit", "apps.chainlit", ("chainlit",), ("chainlit",), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED", "WATCH", "CHAINLIT_APP_ROOT"), ("chainlit",), (), ("chainlit",), (), "watchfiles"),
    ("flet", "apps.flet", ("flet", "flet_cli", "flet.cli", "flet_cli.cli"), ("flet", "flet_cli", "flet.cli", "flet_cli.cli"), "", (), ("flet-cli",), (), (), (), "watchdog"),
    ("gradio", "apps.gradio", ("gradio",), ("gradio",), "", (), (), ("gradio",), (), (), ""),
    ("jupyter", "apps.jupyter", ("jupyter", "jupyter-lab", "jupyterlab", "jupyter-notebook", "notebook", "jupyter-server", "jupyter_server"), ("jupyter",), "", (), (), (), (), (), ""),
    ("marimo", "apps.marimo", ("marimo",), ("marimo",), "", (), (), (), (), (), "watchdog"),
    ("mesop", "apps.mesop", ("mesop",), ("mesop",), "", (), ("mesop",), (), (), (), "watchdog"),
    ("nicegui", "apps.nicegui", (), (), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"), ("nicegui",), ("nicegui",), ("nicegui",), ("NiceGUI ready to go",), "watchfiles"),
    ("panel", "apps.panel", ("panel",), ("panel",), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"), (), (), ("panel",), (), "watchfiles"),
    ("reflex", "apps.reflex", ("reflex",), ("reflex",), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED", "REFLEX_HOT_RELOAD_OVERRIDE_PATHS", "REFLEX_HOT_RELOAD_INCLUDE_PATHS", "REFLEX_HOT_RELOAD_EXCLUDE_PATHS"), ("reflex",), (), ("reflex",), (), "watchfiles"),
    ("shiny", "apps.shiny", ("shiny",), ("shiny",), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"), ("shiny",), (), ("shiny",), (), "watchfiles"),
    ("solara", "apps.solara", ("solara",), ("solara",), "", (), ("solara",), (), (), (), "watchdog"),
    ("taipy", "apps.taipy", (), (), "", (), ("taipy", "taipy-gui"), ("taipy",), (), (), "watchdog"),
    ("textual", "apps.textual", ("textual", "textual_dev"), ("textual",), "TEXTUAL=devtools", ("TEXTUAL",), (), (), (), (), ""),
    ("django", "django.runserver", ("*manage.py", "django", "django-admin"), ("runserver",), "", ("RUN_MAIN", "DJANGO_WATCHMAN_TIMEOUT", "DJANGO_SETTINGS_MODULE", "WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"), ("django-watchfiles", "pywatchman"), (), ("django_watchfiles",), (), "watchfiles"),
    ("runserver_plus", "django.runserver_plus", ("*manage.py", "django", "django-admin"), ("runserver_plus",), "", ("WERKZEUG_RUN_MAIN",), (), (), (), (), ""),
    ("livereload", "docs.livereload", ("livereload",), ("livereload",), "", (), (), ("livereload",), (), (), ""),
    ("mkdocs", "docs.mkdocs", ("mkdocs",), ("mkdocs",), "", (), (), (), (), (), ""),
    ("sphinx-autobuild", "docs.sphinx_autobuild", ("sphinx-autobuild", "sphinx_autobuild"), ("sphinx-autobuild", "sphinx_autobuild"), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"), (), (), ("sphinx_autobuild",), (), "watchfiles"),
    ("hupper", "restarters.hupper", ("hupper", "pserve", "pyramid.scripts.pserve"), ("hupper", "pserve", "pyramid.scripts.pserve"), "", ("HUPPER_DEFAULT_MONITOR",), ("hupper",), (), ("hupper",), (), "watchdog"),
    ("tornado", "restarters.tornado", ("tornado.autoreload",), ("tornado",), "", (), (), ("tornado",), (), (), ""),
    ("watchfiles", "restarters.watchfiles", ("watchfiles",), ("watchfiles",), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"), ("watchfiles",), (), (), (), ""),
    ("watchmedo", "restarters.watchmedo", ("watchmedo", "watchdog.watchmedo"), ("watchmedo",), "", (), ("watchdog",), (), ("watchmedo",), (), "watchdog"),
    ("streamlit", "streamlit.server", ("streamlit", "streamlit.web.cli", "streamlit.cli"), ("streamlit",), "", ("STREAMLIT_SERVER_FILE_WATCHER_TYPE", "STREAMLIT_SERVER_RUN_ON_SAVE", "STREAMLIT_SERVER_FOLDER_WATCH_LIST", "STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST"), ("streamlit",), (), ("streamlit",), ("You can now view your Streamlit app",), "watchdog"),
    ("pytest-watch", "testing.pytest_watch", ("ptw", "pytest-watch", "pytest_watch"), ("ptw", "pytest-watch", "pytest_watch"), "", (), ("pytest-watch",), (), ("pytest_watch",), (), "watchdog"),
    ("pytest-watcher", "testing.pytest_watcher", ("ptw", "pytest-watcher", "pytest_watcher"), ("ptw", "pytest-watcher", "pytest_watcher"), "", (), ("pytest-watcher",), (), (), (), "watchdog"),
    ("aiohttp-devtools", "web.aiohttp_devtools", ("adev", "aiohttp_devtools"), ("adev", "aiohttp_devtools"), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED", "AIO_ROOT", "AIO_APP_PATH"), ("aiohttp-devtools",), (), ("aiohttp_devtools",), (), "watchfiles"),
    ("dash", "web.dash", (), (), "", (), (), ("dash",), (), (), "watchdog"),
    ("fasthtml", "web.fasthtml", (), (), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED"), ("python-fasthtml",), ("fasthtml",), ("fasthtml",), (), "watchfiles"),
    ("flask", "web.flask", ("flask",), ("flask",), "WERKZEUG_RUN_MAIN", ("FLASK_DEBUG", "FLASK_APP", "FLASK_RUN_RELOAD", "WERKZEUG_RUN_MAIN"), (), ("flask",), ("werkzeug",), (" * Serving Flask app",), "watchdog"),
    ("granian", "web.granian", ("granian",), ("granian",), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED", "GRANIAN_RELOAD", "GRANIAN_RELOAD_PATHS"), ("granian",), (), ("granian",), (), "watchfiles"),
    ("gunicorn", "web.gunicorn", ("gunicorn", "gunicorn3"), ("gunicorn", "gunicorn3"), "", ("GUNICORN_CMD_ARGS",), (), (), ("gunicorn",), (), ""),
    ("hypercorn", "web.hypercorn", ("hypercorn",), ("hypercorn",), "", (), (), (), (), (), ""),
    ("litestar", "web.litestar", ("litestar",), ("litestar",), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED", "LITESTAR_RELOAD", "LITESTAR_RELOAD_DIRS"), ("litestar",), (), ("litestar",), (), "watchfiles"),
    ("quart", "web.quart", ("quart",), ("quart",), "", ("QUART_DEBUG", "QUART_APP"), (), ("quart",), (), (), ""),
    ("robyn", "web.robyn", ("robyn",), ("robyn",), "", ("ROBYN_DEV_MODE",), ("robyn",), (), ("robyn",), (), "watchdog"),
    ("sanic", "web.sanic", ("sanic",), ("sanic",), "", (), (), ("sanic",), (), (), ""),
    ("uvicorn", "web.uvicorn", ("uvicorn", "uvicorn.__main__", "fastapi"), ("uvicorn", "uvicorn.__main__", "fastapi"), "", ("WATCHFILES_FORCE_POLLING", "WATCHFILES_IGNORE_PERMISSION_DENIED", "UVICORN_RELOAD", "UVICORN_RELOAD_DIRS"), ("uvicorn[standard]", "fastapi", "fastapi-cli"), ("uvicorn",), ("uvicorn",), ("Uvicorn running on", "Started reloader process"), "watchfiles"),
)

# the same of what runs beside Python's servers: no check looks for it
BESIDE: tuple[Row, ...] = (
    ("jest", "beside.jest", ("jest", "jest.js"), ("jest",), "", (), (), (), (), (), ""),
    ("next", "beside.next", ("next",), ("next",), "", (), (), (), (), (), ""),
    ("nodemon", "beside.nodemon", ("nodemon", "nodemon.js"), ("nodemon", "nodemon.js"), "", (), (), (), (), ("[nodemon]",), "chokidar"),
    ("parcel", "beside.parcel", ("parcel",), ("parcel",), "", (), (), (), (), (), ""),
    ("tailwindcss", "beside.tailwind", ("tailwindcss", "@tailwindcss/cli"), ("tailwindcss",), "", (), (), (), (), (), ""),
    ("tsc", "beside.tsc", ("tsc", "tsc.js"), ("tsc",), "", (), (), (), (), (), ""),
    ("vite", "beside.vite", ("vite",), ("vite",), "", ("CHOKIDAR_USEPOLLING",), (), (), (), ("VITE v", "file watcher error: "), "chokidar"),
    ("vscode", "beside.vscode", ("bootstrap-fork",), ("bootstrap-fork",), "", (), (), (), (), (), ""),
    ("webpack", "beside.webpack", ("webpack", "webpack-cli", "webpack-dev-server"), ("webpack",), "", ("WATCHPACK_POLLING",), (), (), (), ("Watchpack", "webpack-dev-server"), "chokidar"),
)

# those that find their apps where nothing says how they are started
GUESSING: _Words = ("django", "streamlit")

# those that take patterns which may match folders
PATTERNED: _Words = ("uvicorn",)

# those that start any other program again
AROUND: _Words = ("watchmedo",)

# variables that are taken to keep folders from being watched
BLACKLISTS: tuple[tuple[str, str], ...] = (("STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST", "streamlit"),)

# how variables begin that are set where one serves
SERVING: _Words = ("WATCHFILES_", "STREAMLIT_SERVER_", "STREAMLIT_RUN_")
