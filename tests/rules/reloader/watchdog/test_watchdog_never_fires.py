"""reloader-watchdog-never-fires."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import ALL, DEAF, PLAIN, POETRY, PTW, STARTED, django, flask, judged, wanted, watchmedo

POETRY_ASKS = '[tool.poetry.dependencies]\npython = "{}"\nflask = "*"\nwatchdog = "*"\n'

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("Flask alone", flask(""), []),
    ("Flask beside 7", flask("watchdog==7.0.0"), [(DEAF, "error", "requirements.txt", 2)]),
    ("Flask beside the newest", flask("watchdog"), [(DEAF, "error", "requirements.txt", 2)]),
    ("Flask beside perhaps 7", flask("watchdog>=2.3"), [(DEAF, "warning", "requirements.txt", 2)]),
    ("an extra", flask("werkzeug[watchdog]"), [(DEAF, "error", "requirements.txt", 2)]),
    ("an unknown Python", {"app.py": STARTED, "requirements.txt": "flask\nwatchdog\n"}, [(DEAF, "warning", "requirements.txt", 2)]),
    ("Flask that nothing imports", {"requirements.txt": "flask\nwatchdog==7.1.0\n"}, []),
    ("watchdog without Flask", {"requirements.txt": "watchdog==7.1.0\n", "a.py": "import watchdog\n"}, []),
    ("Dash", {"requirements.txt": "dash\nwatchdog==7.1.0\n", "app.py": "from dash import Dash\nDash().run(debug=True)\n"}, [(DEAF, "error", "requirements.txt", 2)]),
    ("extensions", django("django-extensions\nWerkzeug[watchdog]"), [(DEAF, "warning", "requirements.txt", 3)]),
    ("extensions, started", django("django-extensions\nWerkzeug[watchdog]", Procfile="a: python manage.py runserver_plus\n"), [(DEAF, "error", "requirements.txt", 3)]),
    ("Flask that nothing here starts", flask("watchdog==7.0.0", **{"app.py": "import flask\n"}), [(DEAF, "warning", "requirements.txt", 2)]),
    ("Flask that nothing here starts, beside perhaps 7", flask("watchdog>=2.3", **{"app.py": "import flask\n"}), [(DEAF, "info", "requirements.txt", 2)]),
    ("an app of another project", {"requirements.txt": "flask\n", "a/requirements.txt": "watchdog==7.1.0\n", "b/app.py": STARTED}, []),
    ("a watchdog of another project", {"a/requirements.txt": "watchdog==7.1.0\n", "b/requirements.txt": "flask\n", "b/app.py": STARTED}, []),
    ("two projects, one of them Flask's", {"a/requirements.txt": "watchdog\n", "requirements.txt": "flask\nwatchdog\n", "b/app.py": STARTED, ".python-version": "3.12\n"}, [(DEAF, "error", "requirements.txt", 2)]),
    ("Poetry, for old Pythons too", flask("", **{"requirements.txt": "", ".python-version": "", "pyproject.toml": POETRY_ASKS.format(">=3.9,<3.13")}), [(ALL, "warning", "pyproject.toml", 3)]),
    ("Poetry, for new Pythons only", flask("", **{"requirements.txt": "", ".python-version": "", "pyproject.toml": POETRY_ASKS.format(">=3.11,<3.13")}), [(DEAF, "error", "pyproject.toml", 4)]),
    ("a lock with 7", flask("", **{"pyproject.toml": '[project]\nname = "x"\ndependencies = ["watchdog"]\n', "poetry.lock": POETRY.format("watchdog", "7.1.0")}), [(DEAF, "error", "poetry.lock", 1)]),
    ("watchmedo", watchmedo("-R -p '*.py'"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, one of two patterns", watchmedo("-R -p '*.toml;*.py'"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, a pattern in one word", watchmedo("-R --patterns=*.py"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, another folder", watchmedo("-p '*.py' -d src"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, an absolute folder", watchmedo("-R -p '*.py' -d /srv"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, a folder by a variable", watchmedo("-R -p '*.py' -d $PWD"), [(DEAF, "error", "requirements.txt", 1)]),
    ("pytest-watcher", {**PTW, "tests/test_a.py": ""}, [(DEAF, "warning", "requirements.txt", 1)]),
    ("pytest-watcher, odd patterns", {**PTW, "tests/test_a.py": "", "pyproject.toml": "[tool]\npytest-watcher = 1\n"}, [(DEAF, "warning", "requirements.txt", 1)]),
    ("pytest-watcher beside 6", {"requirements.txt": "pytest-watcher\nwatchdog<7\n", "tests/test_a.py": ""}, []),
    ("Flask told to poll", flask("watchdog==7.1.0", **{"app.py": "import flask\nflask.Flask(__name__).run(debug=True, reloader_type='stat')\n"}), []),
    ("Flask told to poll in a comment", flask("watchdog==7.1.0", **{"app.py": "import flask\nflask.run(debug=True)  # reloader_type='stat'\n"}), [(DEAF, "error", "requirements.txt", 2)]),
    ("flask run cannot be told", flask("watchdog==7.1.0", Procfile="a: flask run --debug\n", **{"app.py": "import flask\nflask.run(reloader_type='stat')\n"}), [(DEAF, "error", "requirements.txt", 2)]),
    ("runserver_plus told to poll", django("Werkzeug\nwatchdog==7.1.0\ndjango-extensions", Procfile="a: python manage.py runserver_plus --reloader-type stat\n"), []),
    ("runserver_plus without reloading", django("Werkzeug\nwatchdog==7.1.0\ndjango-extensions", Procfile="a: python manage.py runserver_plus --noreload\n"), []),
    ("runserver_plus that its settings let poll", django("Werkzeug\nwatchdog==7.1.0\ndjango-extensions", PLAIN + "RUNSERVERPLUS_POLLER_RELOADER_TYPE = 'stat'\n"), []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
