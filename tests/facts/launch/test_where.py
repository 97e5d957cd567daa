"""Where the commands of each kind of file run, and how each writes a variable's value."""

from __future__ import annotations

import pytest

from watchlint.facts.launch import kinds, started
from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base import model
from watchlint.facts.launch.base.source import Source

# path: (text that starts `a b`, where that runs)
WHERE = {
    "Procfile": ("web: a b\n", model.TREE),
    "package.json": ('{"scripts": {"x": "a b"}}', model.TREE),
    "Makefile": ("x:\n\ta b\n", model.TREE),
    "justfile": ("x:\n    a b\n", model.TREE),
    "Taskfile.yml": ("tasks: {x: a b}\n", model.TREE),
    "mise.toml": ("[tasks.x]\nrun = 'a b'\n", model.TREE),
    ".github/workflows/ci.yml": ("jobs: {x: {steps: [{run: a b}]}}\n", model.TREE),
    "run.sh": ("a b\n", model.CALLER),
    "Dockerfile": ('FROM x\nCMD ["a", "b"]\n', model.IMAGE),
    "compose.yml": ("services: {x: {command: a b}}\n", model.SERVICE),
    ".devcontainer/devcontainer.json": ('{"postStartCommand": "a b"}', model.DEVCONTAINER),
    "k8s/x.yaml": ("kind: Pod\nspec: {containers: [{command: [a, b]}]}\n", model.HOST),
    "x.service": ("[Service]\nExecStart=/a b\n", model.HOST),
}


def source(path: str, text: str) -> Source:
    return Source(path, kinds.kind_of(path) or "", text.encode())


@pytest.mark.parametrize(("path", "text", "where"), [(path, *row) for path, row in WHERE.items()], ids=WHERE)
def test_where_a_command_runs(path, text, where):
    (command,) = started.of_source(source(path, text))
    assert [word.text.lstrip("/") for word in command.words] == ["a", "b"]
    assert (command.where.kind, command.where.path, command.path) == (where, path, path)


# (path, text, the form of its one variable)
FORMS = [
    ("run.sh", "STREAMLIT_A=1 a\n", "word"),
    ("run.sh", "STREAMLIT_A='1 2' a\n", "quoted"),
    ("Procfile", "x: STREAMLIT_A=1 a\n", "word"),
    (".env", "STREAMLIT_A=1 2\n", "line"),
    (".env", "STREAMLIT_A='1 2'\n", "quoted"),
    ("k8s/x.yaml", "kind: Pod\nspec: {containers: [{env: [{name: STREAMLIT_A, value: 1}]}]}\n", "line"),
    ("k8s/x.yaml", "kind: Pod\nspec: {containers: [{env: [{name: STREAMLIT_A, value: '1'}]}]}\n", "quoted"),
    ("k8s/x.yaml", 'kind: Pod\nspec: {containers: [{env: [{name: STREAMLIT_A, value: "1"}]}]}\n', "quoted"),
    ("compose.yml", "services: {x: {environment: {STREAMLIT_A: 1}}}\n", "line"),
    ("compose.yml", "services: {x: {environment: {STREAMLIT_A: '1'}}}\n", "quoted"),
    ("compose.yml", 'services: {x: {environment: {STREAMLIT_A: "1"}}}\n', "quoted"),
    ("x.service", "[Service]\nEnvironment=STREAMLIT_A=1\n", "word"),
    ("x.service", "[Service]\nEnvironment='STREAMLIT_A=1'\n", "quoted"),
    ("mise.toml", "[env]\nSTREAMLIT_A = '1'\n", "quoted"),
    ("justfile", "export STREAMLIT_A := '1'\nx:\n    a\n", "quoted"),
    ("Dockerfile", "FROM x\nENV STREAMLIT_A 1 2\n", "line"),
    ("Dockerfile", "FROM x\nENV STREAMLIT_A=1\n", "word"),
    ("Dockerfile", 'FROM x\nENV STREAMLIT_A="1 2"\n', "quoted"),
]


@pytest.mark.parametrize(("path", "text", "form"), FORMS)
def test_the_form_of_a_value(path, text, form):
    (one,) = assignments(source(path, text))
    assert (one.name, one.form) == ("STREAMLIT_A", form)
    assert text[one.at : one.end] == one.name and text[one.value_at : one.value_end] == one.value


@pytest.mark.parametrize("block", ["|", ">"])
def test_a_value_of_several_lines_is_not_known(block):
    text = f"services:\n  x:\n    environment:\n      STREAMLIT_A: {block}\n        1\n"
    (one,) = assignments(source("compose.yml", text))
    assert (one.name, one.value) == ("STREAMLIT_A", None)
