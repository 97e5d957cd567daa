"""sanic --dev: it polls."""

from __future__ import annotations

import pytest

from tests.servers.running import live, starts
from watchlint.servers import calls


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("sanic web.app", [("sanic", "web.app", False)]),
        ("sanic web.app --dev", [("sanic", "web.app", True)]),
        ("sanic --debug --single-process -r web.app", [("sanic", "web.app", True)]),
        ("sanic web.app --debug", [("sanic", "web.app", False)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("given", "reloads"),
    [("debug=True", False), ("dev=True", True), ("auto_reload=True", True), ("dev=True, auto_reload=False", False)],
)
def test_its_code_says_whether_it_reloads(given, reloads):
    (found,) = calls.starts(f"from sanic import Sanic\napp = Sanic('x')\napp.run({given})\n".encode())
    assert (found.server, found.reloads) == ("sanic", reloads)


def test_it_polls(folder):
    plan = live("sanic", "web.app --dev", folder({"web/app.py": ""}))
    assert plan.roots == () and "the files below --reload-dir, each second" in plan.notes[0]
