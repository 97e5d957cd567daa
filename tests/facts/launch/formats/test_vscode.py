"""VS Code's tasks and launch configurations."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables

LAUNCH = {
    "{": [],
    '{"configurations": [{"module": "flask", "args": ["run", "--debug"]}]}': [("python -m flask run --debug", "web", {})],
    '{"configurations": [{"module": "flask", "args": "run --debug"}]}': [("python -m flask run --debug", "web", {})],
    '{"configurations": [{"program": "${workspaceFolder}/app.py", "cwd": "${workspaceFolder}/api"}]}': [("python app.py", "web/api", {})],
    '{"configurations": [{"program": "app.py", "cwd": "${workspaceFolder}"}]}': [("python app.py", "web", {})],
    '{"configurations": [{"program": "app.py", "cwd": "${fileDirname}"}]}': [("python app.py", None, {})],
    '{"configurations": [{"program": "app.py", "cwd": ["x"]}]}': [("python app.py", None, {})],
    '{"configurations": [{"module": "flask", "env": {"A": "1", "B": null, "C": {}}}]}': [("python -m flask", "web", {"A": "1", "B": "null"})],
    '{"configurations": [{"type": "chrome"}, {"module": ["x"]}]}': [],
    '{ // VS Code allows these\n"configurations": [{"module": "flask",},],}': [("python -m flask", "web", {})],
}  # fmt: skip

TASKS = {
    '{"tasks": [{"command": "flask", "args": ["run", {"value": "a b", "quoting": "strong"}]}]}': [("flask run a b", "web", {})],
    '{"tasks": [{"command": "cd api && flask", "args": ["run"]}]}': [("flask run", "web/api", {})],
    '{"tasks": [{"command": "make; flask run"}]}': [("make", "web", {}), ("flask run", "web", {})],
    '{"tasks": [{"type": "process", "command": "my flask", "args": ["run"]}]}': [("my flask run", "web", {})],
    '{"tasks": [{"command": "flask", "options": {"cwd": "${workspaceFolder}/x", "env": {"A": "1"}}}]}': [("flask", "web/x", {"A": "1"})],
    '{"tasks": [{"type": "npm", "script": "dev"}]}': [],
}  # fmt: skip


@pytest.mark.parametrize("text", LAUNCH)
def test_launch_configurations(text):
    assert commands("web/.vscode/launch.json", text) == LAUNCH[text]


@pytest.mark.parametrize("text", TASKS)
def test_tasks(text):
    assert commands("web/.vscode/tasks.json", text) == TASKS[text]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("settings", '{"terminal.integrated.env.linux": {"FLASK_DEBUG": "1", "X": "2"}}', [("FLASK_DEBUG", "1")]),
        ("launch", '{"configurations": [{"env": {"FLASK_DEBUG": "${env:X}"}}]}', [("FLASK_DEBUG", None)]),
        ("tasks", '{"tasks": [{"command": "FLASK_DEBUG=1 flask run"}]}', [("FLASK_DEBUG", "1")]),
        ("settings", '{"FLASK_DEBUG": "1"}', []),
    ],
)
def test_assignments(name, text, wanted):
    assert variables(f".vscode/{name}.json", text) == wanted
