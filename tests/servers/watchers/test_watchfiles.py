"""What every server on watchfiles shares."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.servers.launches import typed
from watchlint.servers.plan import FAILS, STOPS
from watchlint.servers.watchers import watchfiles


@pytest.mark.parametrize(
    ("value", "polls"),
    [(None, False), ("", False), ("false", False), ("FALSE", False), ("disable", False), ("disabled", False), ("0", True), ("true", True), ("no", True)],
)  # fmt: skip
def test_the_variable_that_makes_it_poll(value, polls):
    environ = {} if value is None else {"WATCHFILES_FORCE_POLLING": value}
    assert watchfiles.polls(environ) is polls
    plan = watchfiles.watcher("x", ["/w"], ignores=False, environ=environ, notes=["n"])
    assert (plan.roots == ()) is polls and plan.notes == ((watchfiles.POLLS, "n") if polls else ("n",))
    launch = typed("granian", "main:app")._replace(environment=environ)
    assert Known().watches(launch) is not polls


@pytest.mark.parametrize(
    ("ignores", "environ", "unreadable"),
    [(False, {}, FAILS), (True, {}, STOPS), (False, {"WATCHFILES_IGNORE_PERMISSION_DENIED": "1"}, STOPS)],
)
def test_what_an_error_does(ignores, environ, unreadable):
    known = Known()
    known.ignores = ignores
    plan = known.watching([], environ, "/w", Around(True))
    assert plan.unreadable == unreadable and all(root.recursive and root.follows_links for root in plan.roots)


@pytest.mark.parametrize(
    ("requirements", "extras", "asked"),
    [
        ("uvicorn\n", (), False),
        ("uvicorn[standard]\n", (), False),
        ("uvicorn\n", ("uvicorn[standard]",), False),
        ("uvicorn[standard]\n", ("uvicorn[standard]",), True),
        ("watchfiles\n", (), True),
        ("django-watchfiles\n", (), True),
    ],
)
def test_whether_a_project_asks_for_it(folder, requirements, extras, asked):
    dependencies = NearRepository(str(folder({"requirements.txt": requirements}))).dependencies
    assert watchfiles.is_asked_for(dependencies, extras) is asked


class Known(watchfiles.OnWatchfiles):
    name = "known"
    narrower, narrower_variable = "--dir", "KNOWN_DIRS"


class Around:
    """What is installed beside it, as one answer."""

    def __init__(self, has):
        self.answer = has

    def has(self, package):
        return self.answer


@pytest.mark.parametrize(
    ("words", "environ", "wanted"),
    [
        ("", {}, ["/w"]),
        ("--dir src --dir=lib", {}, ["/w/src", "/w/lib"]),
        ("", {"KNOWN_DIRS": "src:/srv"}, ["/w/src", "/srv"]),
        ("--dir src", {"KNOWN_DIRS": "lib"}, ["/w/src"]),
    ],
)
def test_its_folders(words, environ, wanted):
    plan = Known().watching(words.split(), environ, "/w", Around(True))
    assert [root.path for root in plan.roots] == wanted and plan.certain


@pytest.mark.parametrize(
    ("has", "brings", "watches", "notes"),
    [
        (True, False, True, ()),
        (None, True, True, ()),
        (None, False, True, (watchfiles.UNKNOWN,)),
        (False, False, False, (Known.without,)),
    ],
)
def test_without_it_nothing_is_watched(has, brings, watches, notes):
    known = Known()
    known.brings = brings
    plan = known.watching([], {}, "/w", Around(has))
    assert (bool(plan.roots), plan.notes) == (watches, notes) and plan.certain is (watchfiles.UNKNOWN not in notes)
