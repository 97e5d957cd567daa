"""Tornado's autoreload: it polls."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, planned, starts
from watchlint.servers import calls, catalogue


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("tornado main.py", []),
        ("python -m tornado.autoreload main.py", [("tornado", "main.py", True)]),
        ("python -m tornado.autoreload --until-success -m web", [("tornado", "web", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("call", "reloads"),
    [
        ("tornado.web.Application([])", False),
        ("tornado.web.Application([], debug=True, autoreload=False)", False),
        ("tornado.web.Application([], debug=True)", True),
        ("tornado.autoreload.start()", True),
    ],
)
def test_its_code_says_whether_it_reloads(call, reloads):
    (found,) = calls.starts(f"import tornado.autoreload, tornado.web\n{call}\n".encode())
    assert (found.server, found.reloads) == ("tornado", reloads)


def test_it_polls(folder):
    tree = folder({"main.py": "import near\n", "near.py": ""})
    found = planned("tornado", "main.py", tree, "main.py", script="main.py")
    assert found.plan == live("tornado", "main.py", tree) and found.plan.roots == ()
    assert "twice a second" in found.plan.notes[0]
    assert [os.path.basename(path) for path in found.files] == ["main.py", "near.py"]
    assert catalogue.named("tornado").in_place  # no process below it shows that it reloads
