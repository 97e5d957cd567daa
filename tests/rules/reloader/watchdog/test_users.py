"""The programs of a repository that reload through watchdog."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.reloader.watchdog.users import find

FLASK = "from flask import Flask\napp = Flask('x')\n"
DASH = "from dash import Dash\napp = Dash()\n"
PLUS = "python manage.py runserver_plus"
ASKS = "django-extensions\nwerkzeug\n"

# what it shows: (files, [(name, whether a file here starts it, whether watchdog 7 reads its patterns otherwise)])
CASES = {
    "Flask, not asked for": ({"app.py": FLASK}, []),
    "Flask that nobody imports": ({"requirements.txt": "flask\n", "a.py": ""}, []),
    "Flask that polls": ({"requirements.txt": "flask\n", "app.py": FLASK + "app.run(reloader_type='stat')\n"}, []),
    "Flask that does not reload": ({"requirements.txt": "flask\n", "app.py": FLASK + "app.run(debug=True, use_reloader=False)\n"}, []),
    "Flask, somehow": ({"requirements.txt": "flask\n", "app.py": FLASK}, [("flask run --debug", False, True)]),
    "Flask by its code": ({"requirements.txt": "flask\n", "app.py": FLASK + "app.run(debug=True)\n"}, [("flask run --debug", True, True)]),
    "Flask by a command": ({"requirements.txt": "flask\n", "app.py": FLASK, "run.sh": "flask run --debug\n"}, [("flask run --debug", True, True)]),
    "Dash": ({"requirements.txt": "dash\n", "app.py": DASH}, [("Dash", False, True)]),
    "Dash in Django": ({"requirements.txt": "dash\ndjango-plotly-dash\n", "app.py": DASH}, []),
    "runserver_plus, told to poll": ({"requirements.txt": ASKS, "run.sh": f"{PLUS} --reloader-type stat\n"}, []),
    "runserver_plus, set to poll": ({"requirements.txt": ASKS, "run.sh": f"{PLUS}\n", "p/settings.py": "RUNSERVERPLUS_POLLER_RELOADER_TYPE = 'stat'\n"}, []),
    "runserver_plus, not reloading": ({"requirements.txt": ASKS, "run.sh": f"{PLUS} --noreload\n"}, []),
    "runserver_plus without Werkzeug": ({"requirements.txt": "django-extensions\n"}, []),
    "runserver_plus, somehow": ({"requirements.txt": ASKS}, [("runserver_plus", False, True)]),
    "runserver_plus": ({"requirements.txt": ASKS, "run.sh": f"{PLUS}\n", "manage.py": ""}, [("runserver_plus", True, True)]),
    "watchmedo": ({"run.sh": "watchmedo auto-restart -R -p '**/*.py' -- x\n", "src/a.py": ""}, [("watchmedo", True, False)]),
    "watchmedo with names": ({"run.sh": "watchmedo auto-restart -R -p '*.py' -- x\n", "src/a.py": ""}, [("watchmedo", True, True)]),
    "watchmedo in a folder that nobody knows": (
        {"bin/run.sh": "cd $HERE\nwatchmedo auto-restart -R -p '*.py' -- x\n", "bin/src/a.py": ""}, [("watchmedo", True, True)],
    ),
    "pytest-watcher, only at the top": ({"requirements.txt": "pytest-watcher\n", "a.py": ""}, [("pytest-watcher", True, False)]),
    "pytest-watcher with whole paths": (
        {"pyproject.toml": "[project]\nname = 'x'\ndependencies = ['pytest-watcher']\n[tool.pytest-watcher]\npatterns = ['**/*.py']\n", "src/a.py": ""},
        [("pytest-watcher", True, False)],
    ),
    "pytest-watcher, its table no table": (
        {"pyproject.toml": "[project]\nname = 'x'\ndependencies = ['pytest-watcher']\n[tool]\npytest-watcher = 1\n", "src/a.py": ""},
        [("pytest-watcher", True, True)],
    ),
    "pytest-watcher in a broken file": (
        {"requirements.txt": "pytest-watcher\n", "pyproject.toml": "[tool.pytest-watcher\n", "src/a.py": ""}, [("pytest-watcher", True, True)],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), CASES.values(), ids=CASES)
def test_find(repository, files, expected):
    found = find(Repository(str(repository(files))))
    assert [(user.name, user.shown, user.patterns) for user in found] == expected
    assert all(bool(user.what) is user.patterns for user in found)
