"""Servers that poll, and have no other way."""

from __future__ import annotations

import pytest

from tests.servers.running import live, planned
from watchlint.servers import catalogue
from watchlint.servers.launches import typed
from watchlint.servers.watchers.polling import Poller

POLLERS = [one.name for one in catalogue.every() if isinstance(one, Poller)]


def test_there_are_some():
    assert {"bokeh", "hypercorn", "quart", "sanic", "tornado"} < set(POLLERS)


@pytest.mark.parametrize("name", POLLERS)
def test_none_takes_a_watch_or_can_be_told_to(folder, name):
    known = catalogue.named(name)
    start = known.typed(None)
    assert not known.watches(typed(name, None)) and start.reloads
    plan = planned(name, " ".join(start.arguments), folder({"app.py": ""}), start.app).plan
    assert (plan.roots, plan.instances, plan.certain) == ((), 0, True) and plan.notes[0].startswith(name)
    assert plan == live(name, start.arguments, folder({"app.py": ""}))
    assert (known.to_poll((), ""), known.to_wait(plan.notes[0], (), {}, "")) == ("", None)
