"""devcontainer.json: the commands of a container's life."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables

HERE = "/workspaces/${localWorkspaceFolderBasename}"
CASES = {
    "{": [],
    '{"postStartCommand": "flask run"}': [("flask run", HERE, {})],
    '{"postStartCommand": ["flask", "run"]}': [("flask run", HERE, {})],
    '{"postAttachCommand": {"a": "flask run", "b": ["make"]}}': [("flask run", HERE, {}), ("make", HERE, {})],
    '{"workspaceFolder": "/app/", "onCreateCommand": "cd x && make"}': [("make", "/app/x", {})],
    '{"containerEnv": {"A": "1", "B": "1"}, "remoteEnv": {"B": "2", "C": {}}, "postStartCommand": "x"}': [("x", HERE, {"A": "1", "B": "2"})],
    '{"postStartCommand": ["flask", ["run"]]}': [],
    '{"image": "python"}': [],
    # null takes a variable away
    '{"containerEnv": {"A": "1", "B": "1"}, "remoteEnv": {"A": null, "D": null, "C": "null"}, "postStartCommand": "x"}': [("x", HERE, {"B": "1", "C": "null"})],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands(".devcontainer/devcontainer.json", text) == CASES[text]


def test_assignments():
    text = '{"remoteEnv": {"FLASK_DEBUG": "1"}, "customEnv": {"FLASK_DEBUG": "2"}}'
    assert variables(".devcontainer.json", text) == [("FLASK_DEBUG", "1")]
