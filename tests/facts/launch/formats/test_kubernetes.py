"""Kubernetes manifests: the command and the variables of each container."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables

POD = "kind: Pod\nspec:\n  containers:\n    - "
CASES = {
    "": [],
    "[": [],
    f"{POD}command: [flask]\n      args: [run, --debug]\n": [("flask run --debug", None, {})],
    f"{POD}args: [run]\n": [("run", None, {})],
    f"{POD}image: x\n": [],
    f"{POD}command: [flask, run]\n      workingDir: /srv/../app\n": [("flask run", "/app", {})],
    f"{POD}command: [flask, run]\n      workingDir: app\n": [("flask run", None, {})],
    f"{POD}command: [flask]\n      env: [{{name: A, value: '1'}}, {{name: B, valueFrom: {{x: y}}}}]\n": [("flask", None, {"A": "1"})],
    "kind: Deployment\nspec: {template: {spec: {initContainers: [{command: [a]}], containers: [{command: [b]}]}}}\n": [("a", None, {}), ("b", None, {})],
    "kind: List\nitems:\n  - kind: Pod\n    spec: {containers: [{command: [a]}]}\n": [("a", None, {})],
    f"kind: Service\n---\n{POD}command: [a]\n": [("a", None, {})],
    f"{POD}command: [sh, -c, 'a && flask run']\n": [("sh -c a && flask run", None, {})],
    # not a manifest
    "spec:\n  containers:\n    - command: [a]\n": [],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands("k8s/web.yaml", text) == CASES[text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (f"{POD}env: [{{name: FLASK_DEBUG, value: '1'}}, {{name: DEBUG, value: '1'}}]\n", [("FLASK_DEBUG", "1")]),
        (f"{POD}env:\n        - name: FLASK_DEBUG\n          value: |\n            1\n", [("FLASK_DEBUG", None)]),
        (f"{POD}command: [sh, -c, FLASK_DEBUG=1 flask run]\n", [("FLASK_DEBUG", "1")]),
        ("env: [{name: FLASK_DEBUG, value: '1'}]\n", []),
    ],
)
def test_assignments(text, wanted):
    assert variables("k8s/web.yaml", text) == wanted
