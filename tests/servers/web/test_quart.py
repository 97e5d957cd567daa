"""quart --debug run: it polls."""

from __future__ import annotations

import pytest

from tests.servers.running import live, starts
from watchlint.servers import calls


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("quart shell", []),
        ("quart run", [("quart", None, False)]),
        ("quart --app web --debug run", [("quart", "web", True)]),
        ("quart run --no-reload", [("quart", None, False)]),
        ("quart --debug run --no-reload", [("quart", None, False)]),
        ("QUART_DEBUG=1 quart run", [("quart", None, True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


@pytest.mark.parametrize(("given", "reloads"), [("", True), ("debug=True", True), ("use_reloader=False", False)])
def test_its_code_reloads_unless_it_says_otherwise(given, reloads):
    (found,) = calls.starts(f"from quart import Quart\napp = Quart('x')\napp.run({given})\n".encode())
    assert (found.server, found.reloads) == ("quart", reloads)


def test_it_polls(folder):
    assert live("quart", "--debug run", folder({"app.py": ""})).roots == ()
