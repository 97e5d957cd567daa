"""Units of systemd and programs of supervisord."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables

UNITS = {
    "": [],
    "[Service]\nExecStart=/usr/bin/flask run\n": [("/usr/bin/flask run", "/", {})],
    "[Service]\nExecStart=-@flask run\n": [("flask run", "/", {})],
    "[Service]\nExecStart=flask \\\n  run\n": [("flask run", "/", {})],
    "[Service]\r\nWorkingDirectory=/srv/x\r\nExecStart=flask run\r\n": [("flask run", "/srv/x", {})],
    "[Service]\nWorkingDirectory=-/srv/x\nExecStart=flask run\n": [("flask run", "/srv/x", {})],
    "[Service]\nWorkingDirectory=~\nExecStart=flask run\n": [("flask run", None, {})],
    "[Service]\nWorkingDirectory=/srv/%i\nExecStart=flask run\n": [("flask run", None, {})],
    "[Service]\nEnvironment=A=1 \"B=x y\"\nEnvironment=A=2\nExecStart=flask run\n": [("flask run", "/", {"A": "2", "B": "x y"})],
    "[Service]\n#ExecStart=flask run\nExecStop=kill\n": [],
}  # fmt: skip

PROGRAMS = {
    "": [],
    "[program:a]\ncommand=flask run\n": [("flask run", None, {})],
    "[program:a]\ncommand=flask run\ndirectory=/srv/x ; here\n": [("flask run", "/srv/x", {})],
    "[program:a]\ncommand=flask run\ndirectory=%(here)s\n": [("flask run", None, {})],
    "[program:a]\ncommand=flask\n  run\n": [("flask run", None, {})],
    "[program:a]\r\ncommand=flask ; why\r\n  # because\r\n  run # so\r\n": [("flask run", None, {})],
    "[program:a]\ncommand=flask run --color=#fff\n": [("flask run --color=#fff", None, {})],
    "[program:a]\nenvironment=\n  A=1,\n  B=2\ncommand=a\n": [("a", None, {"A": "1", "B": "2"})],
    "[program:a]\nenvironment=A=\"1\",B='x y', C=3 ; why\ncommand=flask run\n": [("flask run", None, {"A": "1", "B": "x y", "C": "3"})],
    "[program:a]\ndirectory=/x\n[program:b]\ncommand=flask run\n": [("flask run", None, {})],
    "[eventlistener:a]\ncommand=flask run\n": [],
}  # fmt: skip


@pytest.mark.parametrize("text", UNITS)
def test_units_of_systemd(text):
    assert commands("web.service", text) == UNITS[text]


@pytest.mark.parametrize("text", PROGRAMS)
def test_programs_of_supervisord(text):
    assert commands("supervisord.conf", text) == PROGRAMS[text]


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("a.service", "[Service]\nEnvironment=FLASK_DEBUG=1 X=2\n", [("FLASK_DEBUG", "1")]),
        ("a.service", '[Service]\nEnvironment="FLASK_DEBUG=1"\n', [("FLASK_DEBUG", "1")]),
        ("a.service", "[Service]\nExecStart=/usr/bin/env FLASK_DEBUG=1 flask run\n", [("FLASK_DEBUG", "1")]),
        ("a.service", "[Service]\nExecStartPre=env FLASK_DEBUG=1 x\n", [("FLASK_DEBUG", "1")]),
        ("supervisord.conf", '[program:a]\nenvironment=X="2",FLASK_DEBUG="1"\n', [("FLASK_DEBUG", "1")]),
        ("supervisord.conf", "[program:a]\nenvironment=FLASK_DEBUG=1,X=2\n", [("FLASK_DEBUG", "1")]),
        ("supervisord.conf", "[program:a]\nenvironment=X=2 ; FLASK_DEBUG=1\n", []),
        ("supervisord.conf", "[program:a]\ncommand=env FLASK_DEBUG=1 flask run\n", [("FLASK_DEBUG", "1")]),
    ],
)
def test_assignments(path, text, wanted):
    assert variables(path, text) == wanted
