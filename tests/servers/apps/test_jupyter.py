"""jupyter lab: nothing is watched."""

from __future__ import annotations

import pytest

from tests.servers.running import live, starts
from watchlint.servers import catalogue

SERVED = [("jupyter", None, True)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("jupyter", []),
        ("jupyter nbconvert notes.ipynb", []),
        ("jupyter lab clean", []),
        ("jupyter-lab list", []),
        ("jupyter notebook stop 8888", []),
        ("jupyter lab --no-browser", SERVED),
        ("jupyter notebook --port 8888", SERVED),
        ("jupyter-lab", SERVED),
        ("python -m jupyterlab", SERVED),
        ("jupyter server", SERVED),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


def test_the_page_asks(folder):
    plan = live("jupyter", "lab", folder({"notes.ipynb": "{}"}))
    assert plan.roots == () and plan.certain and "the page in the browser asks" in plan.notes[0]


def test_nobody_names_an_app():
    assert catalogue.named("jupyter").typed("notes.ipynb").arguments == ("notes.ipynb",)
    assert catalogue.named("jupyter").typed(None).arguments == ()
