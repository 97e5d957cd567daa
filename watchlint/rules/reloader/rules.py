"""The rules of check-reloader, as data."""

from __future__ import annotations

from functools import partial

from watchlint.findings import ERROR, INFO, WARNING, Rule

HOOK = "check-reloader"
_DJANGO = "Django 6.1, utils/autoreload.py, get_reloader; the same since 3.2"


_rule = partial(Rule, hook=HOOK, since="0.1.0")

PYWATCHMAN_BROKEN = _rule(
    "reloader-pywatchman-broken", ERROR, fix="unsafe",
    summary="pywatchman before 2 does not work on Python 3.10 and later.",
    why="Its C extension was written for an older interpreter. On 3.10 to 3.12 every call raises SystemError, which Django "
    "swallows: runserver polls and says nothing. On 3.13 and later the interpreter dies with a segmentation fault, and runserver "
    "prints nothing at all. Installing it never warns.",
    evidence="facebook/watchman#970; 36 runs of the real runserver on 7 Pythons with pywatchman 1.4.1, 2, 3 and 4.",
    before="pywatchman==1.4.1",
    after="django-watchfiles",
    source="pywatchman 1.4.1, bser.c, PyArg_ParseTuple without PY_SSIZE_T_CLEAN; fixed in 2.0.0",
)  # fmt: skip
NOT_ENABLED = _rule(
    "reloader-watchfiles-not-enabled", ERROR, fix="unsafe",
    summary="django-watchfiles is required and not in INSTALLED_APPS: runserver does not use it.",
    why="The package takes the reloader's place when it is imported, and nothing imports it but INSTALLED_APPS. Without the "
    "entry runserver polls as if it were not there, and says so only in one line of its log.",
    evidence="Real runs with Django 4.2, 5.2 and 6.1: required and not listed is StatReloader, without a word.",
    before='INSTALLED_APPS = ["django.contrib.admin"]',
    after='INSTALLED_APPS = ["django.contrib.admin", "django_watchfiles"]',
    source="django-watchfiles 1.4.0, __init__.py: autoreload.get_reloader is replaced on import",
)  # fmt: skip
NOT_INSTALLED = _rule(
    "reloader-watchfiles-not-installed", ERROR, fix="unsafe",
    summary="INSTALLED_APPS names django_watchfiles and no dependency file asks for it.",
    why="In an environment made from this repository runserver announces StatReloader, prints ModuleNotFoundError and then "
    "serves nothing, until a file changes.",
    evidence="Real runs with Django 4.2, 5.2 and 6.1.",
    before="Django>=5.2",
    after="Django>=5.2\ndjango-watchfiles",
    source=_DJANGO,
)  # fmt: skip
CONFLICT = _rule(
    "reloader-conflict", ERROR, fix="none",
    summary="Two reloaders are asked for, and only one of them is used.",
    why="django-watchfiles, once imported, never asks for Watchman: pywatchman and its service are then installed for nothing. "
    "runserver_plus uses Werkzeug's reloader and neither of them. (The order of INSTALLED_APPS does not matter, with "
    "staticfiles or daphne either, as long as no app above fails to import.)",
    evidence="Real runs with a running watchman service: django_watchfiles listed wins over pywatchman 2, 3 and 4.",
    before="django-watchfiles\npywatchman",
    after="django-watchfiles",
    source="django-watchfiles 1.4.0, __init__.py, replaced_get_reloader; django-extensions 4.1, runserver_plus",
)  # fmt: skip
WATCHMAN_CONFIG = _rule(
    "reloader-watchman-config-missing", ERROR, fix="safe",
    summary="runserver uses Watchman and nothing tells Watchman what to leave out.",
    why="The watchman service watches the whole project, node_modules and all, and goes on after runserver has ended. "
    "`ignore_dirs` in .watchmanconfig is one of the few exclusions anywhere that do save inotify watches.",
    evidence="An empty project with its .venv inside: 2,474 watches, with ignore_dirs 2, and it reloads all the same (watchman 4.9.0).",
    before="(no .watchmanconfig)",
    after='{"ignore_dirs": ["node_modules"]}',
    source="watchman's documentation, config: ignore_dirs; django/utils/autoreload.py, WatchmanReloader",
)  # fmt: skip
POLLS = _rule(
    "reloader-polls", INFO, fix="none",
    summary="runserver looks at every file once a second.",
    why="Without django-watchfiles or Watchman, Django stats each module it has loaded, and each file below the template "
    "folders, every second. In a large project that is a part of a core, all day.",
    evidence="514 polled files take 0.4 % of a core, 2,514 take 1.7 %, 5,514 take 3.4 % (Django 5.2.19).",
    before="Django",
    after="Django\ndjango-watchfiles",
    source="django/utils/autoreload.py, StatReloader.snapshot_files; django/template/autoreload.py",
)  # fmt: skip
PACKAGE_UNUSED = _rule(
    "reloader-package-unused", INFO, fix="none",
    summary="A watcher is installed that runserver does not use.",
    why="runserver knows Watchman and, where django-watchfiles is imported, watchfiles. watchfiles or watchdog by themselves "
    "change nothing, and pyinotify has been of no use since Django 2.2.",
    evidence="Real runs: watchfiles installed, or 'watchfiles' in INSTALLED_APPS, is StatReloader.",
    before="watchfiles",
    after="django-watchfiles",
    source=f"{_DJANGO}; Django 2.2 release notes (pyinotify dropped)",
)  # fmt: skip
NEVER_FIRES = _rule(
    "reloader-watchdog-never-fires", ERROR, fix="unsafe",
    summary="watchdog 7 and later: the server watches and never reloads.",
    why="watchdog 7.0 matches patterns against whole paths. Werkzeug asks for `*.py`, which no longer matches `/a/app.py`: "
    "`flask run --debug`, Dash and runserver_plus print `Restarting with watchdog (inotify)`, hold hundreds of watches and "
    "never see an edit. `watchmedo -p '*.py'` and pytest-watcher miss everything below the top folder.",
    evidence="gorakhargosh/watchdog#1212; real edits: watchdog 6.0.0 reloads, 7.0.0 and 7.1.0 do not, without watchdog it does.",
    before="watchdog>=2.3",
    after="watchdog>=2.3,<7",
    source="watchdog 7.0.0 (2026-10-31), utils/patterns.py; werkzeug 3.1.9, _reloader.py, WatchdogReloaderLoop",
)  # fmt: skip
PYC_RACE = _rule(
    "reloader-streamlit-pyc-race", ERROR, fix="unsafe",
    summary="Streamlit 1.46.0 and 1.46.1: a vanished bytecode file ends the file watcher.",
    why="Python writes bytecode under a temporary name, `m.cpython-312.pyc.140234`, and renames it. These two releases look at that "
    "name after it is gone, in a folder that they watch as a whole (of folderWatchList, or a package without __init__.py): the "
    "observer's thread ends with FileNotFoundError and the app never reruns on save again.",
    evidence="The traceback of `on_created` with a path ending in `.pyc.<digits>`, in many reports; fixed in 1.47.0.",
    before="streamlit==1.46.1",
    after="streamlit==1.47.0",
    source="Streamlit 1.46.1, watcher/event_based_path_watcher.py; 1.47.0 release notes",
)  # fmt: skip
LIVELOCK = _rule(
    "reloader-watchdog-livelock", ERROR, fix="unsafe",
    summary="watchdog 7.1.0 loops on a watched root of more than 4,096 folders.",
    why="From that many folders on it takes its own queue for overfull, scans the tree again, and never comes to an end: a core is busy and "
    "changes are not told.",
    evidence="max_queued_events is 16,384 on nearly every machine; watchdog 7.1.0 resynchronises at a quarter of it.",
    before="watchdog==7.1.0",
    after="watchdog<7",
    source="watchdog 7.1.0, observers/inotify.py; /proc/sys/fs/inotify/max_queued_events (inotify(7))",
)  # fmt: skip
LIMIT_SILENT = _rule(
    "reloader-limit-silent", INFO, fix="none",
    summary="At the inotify limit this server goes on without a word, watching a part of the tree.",
    why="watchdog 7 and later passes over the error for every folder below the root; uvicorn 0.41 and later tells watchfiles to "
    "ignore errors. What was not watched is not reloaded, and nothing says so.",
    evidence="A limit of 10: 10 watches held, no message, edits in the rest not seen (uvicorn 0.54, Flask with watchdog 7.1).",
    before="uvicorn app:app --reload",
    after="uvicorn app:app --reload --reload-dir app",
    source="uvicorn#2817; watchfiles src/lib.rs, ignore_permission_denied; watchdog 7.0.0, observers/inotify.py",
)  # fmt: skip
WATCHES_EVERYTHING = _rule(
    "reloader-watches-everything", WARNING, fix="none",
    summary="The reloader watches the standard library and all installed packages too.",
    why="django-watchfiles and Werkzeug's watchdog reloader watch every folder of sys.path, and have no option to leave any out: "
    "thousands of inotify watches, of which a handful are the project's own.",
    evidence="django-watchfiles#135; django-watchfiles on an empty project: 2,910 watches, 4 of them the project's. Flask with watchdog: 540.",
    before="INSTALLED_APPS = [..., \"django_watchfiles\"]",
    after='[tool.watchlint]\ninotify-tier = "medium"',
    source="django-watchfiles 1.4.0, __init__.py; werkzeug 3.1.9, _reloader.py; counted in the kernel on six trees",
)  # fmt: skip
INCLUDE_REPLACES = _rule(
    "reloader-include-replaces-folder", ERROR, fix="none",
    summary="A --reload-include that matches a folder makes uvicorn watch that folder instead of the working folder.",
    why="uvicorn takes a pattern that names a folder for a folder to watch, and then drops the working folder: "
    "edits of the app itself no longer reload it.",
    evidence="Real runs: `--reload-include templates` watches 1 folder and misses edits of app.py; `'templates/*.html'` keeps the rest.",
    before="uvicorn app:app --reload --reload-include templates",
    after="uvicorn app:app --reload --reload-include 'templates/*.html'",
    source="uvicorn 0.54, config.py, resolve_reload_patterns",
)  # fmt: skip
DIR_NOT_ALONE = _rule(
    "reloader-dir-not-alone", WARNING, fix="none",
    summary="uvicorn before 0.34.3 watches the working folder beside --reload-dir.",
    why="The folders given are added to the working folder, where virtual environments and node_modules lie; "
    "since 0.34.3 they take its place.",
    evidence="uvicorn#2598; 8 watches with 0.34.2 where 0.34.3 takes 1.",
    before="uvicorn==0.34.2",
    after="uvicorn>=0.34.3",
    source="uvicorn 0.34.3 release notes; measured with 0.34.0, 0.34.2 and 0.34.3",
)  # fmt: skip
FILTER_WITHOUT_WATCHFILES = _rule(
    "reloader-filter-without-watchfiles", WARNING, fix="none",
    summary="--reload-include and --reload-exclude have no effect: watchfiles is not installed.",
    why="Without watchfiles uvicorn polls the .py files of the working folder and knows no patterns. It says so in one line at start.",
    evidence="uvicorn's own words: `--reload-include and --reload-exclude have no effect unless watchfiles is installed.`",
    before="uvicorn",
    after="uvicorn[standard]",
    source="uvicorn 0.54, supervisors/statreload.py",
)  # fmt: skip

ALL = (
    PYWATCHMAN_BROKEN, NOT_ENABLED, NOT_INSTALLED, CONFLICT, WATCHMAN_CONFIG, POLLS, PACKAGE_UNUSED, NEVER_FIRES, PYC_RACE,
    LIVELOCK, LIMIT_SILENT, WATCHES_EVERYTHING, INCLUDE_REPLACES, DIR_NOT_ALONE, FILTER_WITHOUT_WATCHFILES,
)  # fmt: skip
