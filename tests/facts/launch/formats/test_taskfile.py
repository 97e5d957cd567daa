"""Taskfiles: the commands of each task."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables

CASES = {
    "": [],
    "tasks: {ui: flask run}\n": [("flask run", "web", {})],
    "tasks: {ui: [flask run, make]}\n": [("flask run", "web", {}), ("make", "web", {})],
    "tasks: {ui: {cmd: flask run}}\n": [("flask run", "web", {})],
    "tasks: {ui: {cmds: flask run}}\n": [("flask run", "web", {})],
    "tasks: {ui: {cmds: [flask run, {cmd: make, silent: true}, {task: other}]}}\n": [("flask run", "web", {}), ("make", "web", {})],
    "tasks: {ui: {dir: x, cmd: flask run}}\n": [("flask run", "web/x", {})],
    "tasks: {ui: {dir: '{{.D}}', vars: {D: y}, cmd: flask run}}\n": [("flask run", "web/y", {})],
    "tasks: {ui: {dir: '{{.USER_WORKING_DIR}}', cmd: flask run}}\n": [("flask run", None, {})],
    "vars: {A: a.py, B: '{{.A}}'}\ntasks: {ui: 'python {{.A}} {{.B}} {{ .C }}'}\n": [("python a.py {{.B}} {{ .C }}", "web", {})],
    "env: {A: 1, B: 2}\ntasks: {ui: {env: {B: 3, C: {sh: x}}, cmd: flask run}}\n": [("flask run", "web", {"A": "1", "B": "3"})],
    "tasks: [ui]\n": [],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands("web/Taskfile.yml", text) == CASES[text]


def test_assignments():
    text = "env: {FLASK_DEBUG: '1'}\ntasks: {ui: UVICORN_RELOAD=1 uvicorn x}\n"
    assert variables("Taskfile.yml", text) == [("FLASK_DEBUG", "1"), ("UVICORN_RELOAD", "1")]
