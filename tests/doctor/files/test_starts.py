"""How servers are started here: what is told of a start, and in which order."""

from __future__ import annotations

import pytest

from watchlint.doctor.files.starts import said
from watchlint.facts.repository.near import NearRepository

CELERY = "watchmedo auto-restart -d . -p '*.py;**/*.py' -R -- celery -A proj worker -l info  # pip install watchdog"

# (what it shows, files, [(kind, path, line, how the step begins)])
CASES = [
    ("no reloading", {"Procfile": "x: make\nweb: uvicorn main:app\n"},
     [("started-without-reload", "Procfile", 2, "uvicorn main:app --reload")]),
    ("reloading", {"Procfile": "web: flask run --debug\n"}, []),
    ("both: what does not reload comes last", {"Procfile": "web: uvicorn main:app\ndev: gunicorn -k uvicorn.workers.UvicornWorker --reload main:app\n"},
     [("worker-ignores-reload", "Procfile", 2, ""), ("started-without-reload", "Procfile", 1, "uvicorn main:app --reload")]),
    ("a test's", {"tests/run.sh": "uvicorn main:app\n"}, []),
    ("a service of the system", {"web.service": "[Service]\nExecStart=uvicorn main:app --reload\n"},
     [("reloads-in-production", "web.service", 2, "uvicorn without its option to reload")]),
    ("celery", {"Procfile": "worker: celery -A proj worker -l info\n"}, [("started-without-reload", "Procfile", 1, CELERY)]),
    ("celery before 4", {"Procfile": "worker: celery -A proj worker -l info --autoreload\n"}, [("started-without-reload", "Procfile", 1, CELERY)]),
    ("celery of a test", {"tests/Procfile": "worker: celery -A proj worker\n"}, []),
    ("celery's shell", {"Procfile": "x: celery -A proj shell\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_places_and_steps(tells, files, expected):
    tells(said, files, expected)


def test_what_celery_lost_is_named(folder):
    (found,) = said(NearRepository(str(folder({"Procfile": "w: celery -A p worker --autoreload\n"}))))
    assert found.message.startswith("celery has no --autoreload since 4.0: ")
