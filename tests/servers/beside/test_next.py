"""next dev: its folder, and what it reads while it compiles."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned, roots, starts
from watchlint.servers import catalogue


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("next build", []),
        ("next start", []),
        ("next", ["next"]),
        ("next -p 3000", ["next"]),
        ("NODE_ENV=x cross-env A=1 next dev -p 1", ["next"]),
    ],
)
def test_what_starts_it(line, servers):
    assert [server for server, _, _ in starts(line, beside=True)] == servers


def test_how_many_it_takes_is_known_when_it_compiles(folder):
    tree = folder({"web/app/x": ""})
    plan = planned("next", "dev", tree, cwd="web").plan
    assert roots(plan, tree) == ["web"] and not plan.roots[0].recursive
    assert (plan.instances, plan.certain) == (2, False) and plan.notes[0].startswith(
        "counted is its folder; those that it reads"
    )
    assert live("next", "dev", tree).roots == ()  # a running one is not compared with a part
    assert catalogue.named("next").at_least
