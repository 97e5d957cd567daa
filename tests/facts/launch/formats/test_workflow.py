"""GitHub workflows: what the steps of each job run."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables

CASES = {
    "": [],
    "jobs: {a: {steps: [{run: flask run}, {uses: x}]}}\n": [("flask run", "", {})],
    "jobs:\n  a:\n    steps:\n      - run: |\n          cd x\n          flask run\n": [("flask run", "x", {})],
    "jobs: {a: {steps: [{run: make, working-directory: ./web}]}}\n": [("make", "web", {})],
    "jobs: {a: {steps: [{run: make, working-directory: '${{ x }}'}]}}\n": [("make", None, {})],
    "jobs: {a: {defaults: {run: {working-directory: web}}, steps: [{run: make}]}}\n": [("make", "web", {})],
    "defaults: {run: {working-directory: web}}\njobs: {a: {steps: [{run: make}]}}\n": [("make", "web", {})],
    "env: {A: 1, B: 1}\njobs: {a: {env: {B: 2, C: 2}, steps: [{run: make, env: {C: 3}}]}}\n": [("make", "", {"A": "1", "B": "2", "C": "3"})],
    "jobs: {a: {steps: [{uses: x}, {run: [y]}, {run: make}]}}\n": [("make", "", {})],
    "jobs: {a: {uses: x}}\n": [],
    "jobs: [a]\n": [],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands(".github/workflows/a.yml", text) == CASES[text]


def test_assignments():
    text = "env: {FLASK_DEBUG: 1, X: 2}\njobs: {a: {steps: [{run: UVICORN_RELOAD=1 uvicorn x}]}}\n"
    assert variables(".github/workflows/a.yml", text) == [("FLASK_DEBUG", "1"), ("UVICORN_RELOAD", "1")]
