"""The environment variables a launch file sets."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import variables


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        (".env", "", []),
        (".env", "PORT=1\n", []),
        (".env", "UVICORN_RELOAD=1\nFLASK_DEBUG=2\n", [("UVICORN_RELOAD", "1"), ("FLASK_DEBUG", "2")]),
        # once each, in the order of the text, however a reader comes by them
        ("compose.yml", "x: &x {environment: {FLASK_DEBUG: 1}}\nservices: {a: *x, b: *x}\n", [("FLASK_DEBUG", "1")]),
        ("Makefile", "a:\n\tUVICORN_RELOAD=1 x\nFLASK_DEBUG = 2\n", [("UVICORN_RELOAD", "1"), ("FLASK_DEBUG", "2")]),
    ],
)
def test_assignments(path, text, wanted):
    assert variables(path, text) == wanted
