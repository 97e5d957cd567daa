"""Whose `manage.py runserver` is."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.servers.django import manage
from watchlint.servers.launches import launches
from watchlint.watch import starts

DJANGO = "def main():\n    from django.core.management import execute_from_command_line\n"
REDASH = {
    "manage.py": "from redash.cli import manager\n\nif __name__ == '__main__':\n    manager()\n",
    "redash/cli/__init__.py": "import click\nfrom flask.cli import FlaskGroup, run_command\n",
}

CASES = [
    ("Django's", {"manage.py": DJANGO}, "django"),
    ("Django's, with click beside it", {"manage.py": f"import click\n{DJANGO}"}, "django"),
    ("nothing tells", {"manage.py": "from elsewhere import main\n"}, "django"),
    ("no Python", {"manage.py": "import ("}, "django"),
    ("not there", {}, "django"),
    ("by a module of its own", {"manage.py": "from shop.cli import main\n", "shop/cli.py": DJANGO}, "django"),
    ("Flask's", {"manage.py": "from flask.cli import FlaskGroup\n"}, "flask"),
    ("Flask-Script's", {"manage.py": "from flask_script import Manager\n"}, "flask"),
    ("redash's", REDASH, "flask"),
    ("click's", {"manage.py": "import click\n"}, manage.OTHER),
]


@pytest.mark.parametrize(("files", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_whose_it_is(files, wanted):
    assert manage.server("manage.py", lambda path: files[path].encode() if path in files else None) == wanted


@pytest.mark.parametrize(
    ("files", "command", "wanted"),
    [
        ({"manage.py": DJANGO}, "python manage.py runserver", [("django", "manage.py", True)]),
        (REDASH, "./manage.py runserver --debugger --reload", [("flask", None, True)]),
        (REDASH, "./manage.py runserver", [("flask", None, False)]),
        ({"manage.py": "import click\n"}, "./manage.py runserver", []),
        ({"x/manage.py": "import click\n"}, "cd $HERE && ./manage.py runserver", [("django", "manage.py", True)]),
    ],
)
def test_what_it_starts(folder, files, command, wanted):
    repository = NearRepository(str(folder({**files, "run.sh": f"{command}\n"})))
    assert [(one.server, one.app, one.reloads) for one in launches(repository)] == wanted


def test_it_is_shown_as_it_is_written(folder):
    (one,) = starts.starts(NearRepository(str(folder({**REDASH, "run.sh": "./manage.py runserver --reload\n"}))))
    assert starts.command(one) == "python manage.py runserver --reload"
