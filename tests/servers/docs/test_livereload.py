"""livereload: it polls."""

from __future__ import annotations

import pytest

from tests.servers.running import live, starts
from watchlint.servers import calls


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("livereload -p 8000 docs", [("livereload", "docs", True)]),
        ("livereload -d docs", [("livereload", "docs", True)]),
        ("livereload", [("livereload", None, True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(
    ("call", "servers"), [("server.watch('docs')", []), ("server.serve(root='docs')", ["livereload"])]
)
def test_its_code_starts_it_when_it_serves(call, servers):
    code = f"from livereload import Server\nserver = Server()\n{call}\n"
    assert [one.server for one in calls.starts(code.encode())] == servers


def test_it_polls(folder):
    plan = live("livereload", "docs", folder({"docs/x": ""}))
    assert plan.roots == () and plan.certain and "every file of the folders that it is given" in plan.notes[0]
