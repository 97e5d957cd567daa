"""What every server on watchdog shares."""

from __future__ import annotations

import pytest

from watchlint.servers.launches import typed
from watchlint.servers.model import Way
from watchlint.servers.plan import Root
from watchlint.servers.watchers import watchdog


@pytest.mark.parametrize(
    ("version", "instances", "expected"),
    [
        ((6, 0, 0), None, (None, False, True)),
        ((7, 0, 0), None, (1, True, True)),
        ((6, 0, 0), 4, (4, False, True)),
        (None, None, (1, True, False)),  # taken for the newest
    ],
)
def test_one_observer(version, instances, expected):
    plan = watchdog.plan("x", [Root("/w", True, True)], version, instances=instances)
    assert (plan.instances, plan.counts_union, plan.certain) == expected
    assert not plan.roots[0].follows_links  # it never does
    assert bool(plan.notes) is (version is None)


class Known(watchdog.OnWatchdog):
    name = "known"
    by_file = True
    polls = "without watchdog known polls"
    polling = Way("poll: --poll", words=("--poll",))


@pytest.mark.parametrize(
    ("words", "has", "notes"),
    [
        ("app.py", True, ()),
        ("app.py", False, ("without watchdog known polls",)),
        ("app.py", None, ("whether watchdog is installed is not known: counted as if it were",)),
        ("app.py --poll", True, ("known is told to poll: no watch is set",)),
    ],
)
def test_whether_it_watches(words, has, notes):
    class Around:
        def has(self, package):
            return has

        def release(self, package):
            return (6, 0, 0)

    plan = Known().watching(words.split(), "/w", Around())
    assert plan.notes == notes and bool(plan.roots) is (has is not False and "--poll" not in words)
    assert plan.certain is not (has is None)


@pytest.mark.parametrize(
    ("polls", "words", "watches"),
    [
        ("", (), True),
        ("", ("--poll",), False),
        ("without it polls", (), False),
    ],  # whether it is there, words don't tell
)
def test_whether_its_words_alone_say_that_it_watches(polls, words, watches):
    known = Known()
    known.polls = polls
    launch = typed("streamlit", "app.py")._replace(arguments=words, reloads=True)
    assert known.watches(launch) is watches and not known.watches(launch._replace(reloads=False))


def test_folders_of_the_working_one():
    roots = watchdog.here("/w", ["src/", "src/", "..", "/srv"])
    assert [root.path for root in roots] == ["/w/src", "/", "/srv"] and all(root.recursive for root in roots)
