"""Which watchdog a project gets, and who reloads through it."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.reloader.asked import CERTAIN, EXCLUDED, POSSIBLE
from watchlint.rules.reloader.watchdog.judged import judged
from watchlint.settings import Settings

APP = {
    "app.py": "from flask import Flask\napp = Flask('x')\n",
    "Procfile": "web: flask run --debug\n",
    ".python-version": "3.12\n",
}
POETRY = "[tool.poetry]\nname = 'x'\n[tool.poetry.dependencies]\npython = '^3.9'\nflask = '*'\nwatchdog = '*'\n"

# what it shows: (files, whether it is 7 or later, its users, whether the project itself asks for it)
CASES = {
    "nothing brings it": ({**APP, "requirements.txt": "flask\n"}, EXCLUDED, [], False),
    "before 7": ({**APP, "requirements.txt": "flask\nwatchdog<7\n"}, EXCLUDED, ["flask run --debug"], True),
    "7": ({**APP, "requirements.txt": "flask\nwatchdog>=7\n"}, CERTAIN, ["flask run --debug"], True),
    "the newest": ({**APP, "requirements.txt": "flask\nwatchdog\n"}, CERTAIN, ["flask run --debug"], True),
    "which Python it is nobody tells": ({"app.py": APP["app.py"], "requirements.txt": "flask\nwatchdog\n"}, POSSIBLE, ["flask run --debug"], True),
    "by an extra": ({**APP, "requirements.txt": "flask\nWerkzeug[watchdog]\n"}, CERTAIN, ["flask run --debug"], True),
    "by an extra, within a constraint": (
        {**APP, "requirements.txt": "-c constraints.txt\nflask\nWerkzeug[watchdog]\n", "constraints.txt": "watchdog<7\n"},
        EXCLUDED, ["flask run --debug"], True,
    ),
    "nobody uses it": ({".python-version": "3.12\n", "a.py": "import watchdog\n", "requirements.txt": "watchdog\n"}, CERTAIN, [], True),
    "an old Python": ({**APP, "requirements.txt": "flask\nwatchdog>=6\n", ".python-version": "3.10\n"}, EXCLUDED, ["flask run --debug"], True),
    "an old Python, and 7 all the same": ({**APP, "requirements.txt": "flask\nwatchdog==7.1.0\n", ".python-version": "3.10\n"}, CERTAIN, ["flask run --debug"], True),
    "Poetry takes one for all of its Pythons": ({"app.py": APP["app.py"], "pyproject.toml": POETRY}, EXCLUDED, ["flask run --debug"], True),
    "another project's": (
        {"one/app.py": APP["app.py"], "one/requirements.txt": "flask\n", "two/requirements.txt": "watchdog\n"},
        POSSIBLE, [], True,
    ),
    "the folder's above": (
        {"api/app.py": APP["app.py"], "api/requirements.txt": "flask\n", "requirements.txt": "watchdog\n"},
        POSSIBLE, ["flask run --debug"], True,
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "answer", "users", "named"), CASES.values(), ids=CASES)
def test_judged(repository, files, answer, users, named):
    found = judged(Repository(str(repository(files))), Settings())
    assert ([user.name for user in found.users], found.answer, found.named) == (users, answer, named)


def test_it_is_worked_out_once(repository):
    tree = Repository(str(repository({**APP, "requirements.txt": "flask\nwatchdog\n"})))
    assert judged(tree, Settings()) is judged(tree, Settings())


def test_only_those_that_give_patterns_are_deaf(repository):
    files = {
        "requirements.txt": "watchdog\n", "src/a.py": "",
        "run.sh": "watchmedo auto-restart -R -- python a.py\nwatchmedo auto-restart -R -p '*.py' -- python a.py\n",
    }  # fmt: skip
    found = judged(Repository(str(repository(files))), Settings())
    assert (len(found.users), len(found.deaf)) == (2, 1) and "*.py" in found.deaf[0].what
