"""Whether a start reloads: the real programs are asked, and what we read from their words and variables is the same."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess

import pytest
from environments import environment

from watchlint.servers import catalogue
from watchlint.servers.program import peel

pytestmark = pytest.mark.oracle

# Before the program's own main is called, what would serve is replaced by what says whether it would reload.
SAY = """
import sys
def say(reloads):
    print("RELOADS" if reloads else "SERVES", flush=True)
    raise SystemExit(0)
"""
ASKED = {
    "flask": """
import flask.cli
flask.cli.run_simple = lambda *a, **k: say(k["use_reloader"])
flask.cli.main()
""",
    "uvicorn": """
import uvicorn
module = sys.modules["uvicorn.main"]
module.run = lambda app, **k: say(k["reload"])
module.main()
""",
    "fastapi": """
import uvicorn
uvicorn.run = lambda app=None, **k: say(k["reload"])
import fastapi_cli.cli as cli
cli.uvicorn.run = uvicorn.run
cli.main()
""",
    "manage.py": """
import contextlib
import os
import signal
os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
from django.core.management.commands import runserver as core
core.autoreload.run_with_reloader = lambda *a, **k: say(True)
core.Command.inner_run = lambda *a, **k: say(False)
import werkzeug
werkzeug.run_simple = lambda *a, **k: say(k["use_reloader"])
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
""",
    "pserve": """
import hupper
hupper.start_reloader = lambda *a, **k: say(True)
from pyramid.scripts import pserve
from unittest.mock import MagicMock
loader = MagicMock(get_wsgi_server=lambda *a: say(False))
pserve.PServeCommand._get_config_loader = lambda *a: loader
pserve.PServeCommand.get_config_path = lambda *a: "x"
pserve.main(sys.argv)
""",
    "gunicorn": """
from gunicorn.app.wsgiapp import WSGIApplication
application = WSGIApplication("%(prog)s [OPTIONS] [APP_MODULE]", prog="gunicorn")
say(application.cfg.reload)
""",
}
PACKAGES = [
    "flask==3.1.3", "uvicorn==0.54.0", "fastapi", "fastapi-cli", "django==5.2.19", "django-extensions==4.1", "werkzeug==3.1.9",
    "pyramid==2.1", "hupper==1.12.1", "gunicorn==27.0.1",
]  # fmt: skip
FILES = {
    "app.py": "from flask import Flask\napp = Flask(__name__)\n",
    "main.py": "from fastapi import FastAPI\napp = FastAPI()\n",
    "settings.py": "SECRET_KEY = 'x'\nINSTALLED_APPS = ['django_extensions']\nDEBUG = True\nSTATIC_URL = '/static/'\nROOT_URLCONF = 'settings'\nurlpatterns = []\nALLOWED_HOSTS = ['*']\n",
    "development.ini": "[app:main]\nuse = egg:x\n",
}
DEBUGS = ["1", "0", "true", "false", "False", "yes", "no", "NO", "off", "on", "f", "t", "n"]
LINES = [
    *(f"FLASK_DEBUG={value} flask run" for value in DEBUGS),
    *(f"FLASK_RUN_RELOAD={value} flask run" for value in ("1", "0", "true", "no", "on", "y")),
    "flask run",
    "flask run --debug",
    "flask --debug run",
    "flask --debug run --no-reload",
    "flask run --reload",
    "flask run --reload --no-reload",
    "flask --no-debug run --reload",
    "FLASK_DEBUG=1 flask run --no-debug",
    "FLASK_DEBUG=1 flask --no-debug run",
    "FLASK_DEBUG=1 flask run --no-reload",
    "FLASK_RUN_RELOAD=0 flask run --debug",
    "uvicorn main:app",
    "uvicorn main:app --reload",
    *(f"UVICORN_RELOAD={value} uvicorn main:app" for value in ("1", "0", "true", "False", "on", "no")),
    "fastapi run main.py",
    "fastapi run --reload main.py",
    "fastapi dev main.py",
    "fastapi dev --no-reload main.py",
    "manage.py runserver",
    "manage.py runserver --noreload",
    "manage.py runserver_plus",
    "manage.py runserver_plus --noreload",
    "pserve development.ini",
    "pserve --reload development.ini",
    "gunicorn app:app",
    "gunicorn --reload app:app",
    "GUNICORN_CMD_ARGS=--reload gunicorn app:app",
]


@pytest.mark.parametrize("line", LINES)
def test_reloads_as_we_say(line, tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    words = line.split()
    given = dict(word.split("=", 1) for word in words if word.partition("=")[0].isupper())
    words = words[len(given) :]
    environ = {
        key: value for key, value in os.environ.items() if not key.startswith(("FLASK", "UVICORN", "PYTHON", "DJANGO"))
    }
    process = subprocess.Popen(
        [environment("starts", PACKAGES), "-c", SAY + ASKED[words[0]], *words[1:]],
        cwd=tmp_path,
        env={**environ, **given, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )  # fmt: skip
    try:
        output, _ = process.communicate(timeout=60)
    finally:
        with contextlib.suppress(ProcessLookupError):  # whatever it started, should it have served after all
            os.killpg(process.pid, signal.SIGKILL)
    said = [word for word in output.split() if word in ("RELOADS", "SERVES")]
    assert len(said) == 1, output
    _, start = catalogue.started(peel(words, given))
    assert start.reloads == (said == ["RELOADS"]), line
