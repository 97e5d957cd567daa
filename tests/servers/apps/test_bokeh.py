"""bokeh serve --dev: it polls."""

from __future__ import annotations

import os

import pytest

from tests.servers.running import live, planned, starts
from watchlint.servers import catalogue


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("bokeh json app.py", []),
        ("bokeh serve --show app.py", [("bokeh", "app.py", False)]),
        ("bokeh serve --dev app.py", [("bokeh", "app.py", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


def test_it_polls(folder):
    tree = folder({"web/app.py": "import near\n", "web/near.py": ""})
    found = planned("bokeh", "serve --dev web/app.py", tree, "web/app.py")
    assert found.plan == live("bokeh", "serve --dev web/app.py", tree)
    assert found.plan.roots == () and "of the app's folder, twice a second: no watch is set" in found.plan.notes[0]
    assert [os.path.relpath(path, tree.path) for path in found.files] == ["web/app.py", "web/near.py"]


def test_how_it_is_started_again():
    known = catalogue.named("bokeh")
    assert known.to_reload("serve app.py --port 5007 --auth-module hush".split(), "") == (
        "bokeh serve app.py --port 5007 --dev"
    )
    assert (known.to_poll([], ""), known.to_wait("", [], {}, "")) == ("", None)
