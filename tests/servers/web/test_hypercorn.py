"""hypercorn --reload: it polls."""

from __future__ import annotations

import pytest

from tests.servers.running import live, starts
from watchlint.servers import catalogue


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("hypercorn main:app", [("hypercorn", "main:app", False)]),
        ("hypercorn --reload main:app", [("hypercorn", "main:app", True)]),
        ("hypercorn --debug --bind :80 --reload main:app", [("hypercorn", "main:app", True)]),
    ],
)
def test_what_starts_it(line, expected):
    assert starts(line) == expected


def test_it_polls(folder):
    plan = live("hypercorn", "--reload main:app", folder({"main.py": ""}))
    assert (plan.roots, plan.instances) == ((), 0)
    assert plan.notes == ("hypercorn looks at every module that is loaded each second: no watch is set",)


def test_how_it_is_started_again():
    again = catalogue.named("hypercorn").to_reload("--keyfile-password hush -b :80 main:app".split(), "")
    assert again == "hypercorn -b :80 main:app --reload"
