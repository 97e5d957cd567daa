"""What holds of a server whose module says nothing else."""

from __future__ import annotations

import pytest

from tests.servers.running import live
from watchlint.facts.repository.near import NearRepository
from watchlint.servers.launches import typed
from watchlint.servers.model import FORCED, Call, Server, Way


class Known(Server):
    name = "known"
    narrower = "--dir"


LAUNCH = typed("nobody", "main:app")


def test_one_of_which_nothing_is_known(folder):
    tree = folder({"a/x": ""})
    plan = live("nobody", "x", tree)
    assert [root.path for root in plan.roots] == [str(tree)] and not plan.certain
    assert plan.notes == ("no dev server we know: compared with all of the folder",)
    with pytest.raises(NotImplementedError):
        Server().plan(LAUNCH, "", {}, None)


def test_what_it_does_not_say(folder):
    known, repository = Server(), NearRepository(str(folder({"app.py": ""})))
    assert known.start(None) is None and known.really(LAUNCH, None) is LAUNCH
    assert (known.claims("app"), known.is_used(["app.py"]), known.configured(repository)) == (False, False, False)
    assert known.told_to_watch(repository) and known.has_watcher("x", repository.dependencies)
    assert list(known.guessed(["app.py"], lambda path: b"", lambda name: True)) == []
    assert (known.may_reload([], ""), known.said([]), known.titled({}, True)) == (False, None, None)
    assert (known.built([], ""), known.loads([], "")) == (([], []), ("", []))
    assert (known.to_reload([], ""), known.to_narrow([]), known.to_poll([], ""), known.nest(None, [], "")) == (
        None, None, "", None,
    )  # fmt: skip
    assert (known.lost([], [], ""), known.unmatched(None), known.troubles(None, "", ""), known.turned_off({})) == (
        None, [], [], None,
    )  # fmt: skip
    assert [
        *known.unheard(repository),
        *known.doubts(LAUNCH, repository),
        *known.misled({}),
        *known.faults({}, ()),
    ] == []
    assert (
        known.still_for(LAUNCH, repository.dependencies)
        == "process is started without reloading, so it notices no edit"
    )


@pytest.mark.parametrize(
    ("needs", "reloads", "watches"), [((), True, True), ((), False, False), (("watchdog",), True, False)]
)
def test_whether_its_words_say_that_it_watches(needs, reloads, watches):
    known = Known()
    known.needs = needs
    assert known.watches(LAUNCH._replace(reloads=reloads)) is watches


def test_how_it_is_written():
    assert Known().line(LAUNCH._replace(arguments=("run", "my app.py"))) == "known run 'my app.py'"
    assert Known().line(LAUNCH._replace(program="other")) == "other main:app"
    assert Known().typed(None).arguments == () and Known().typed("x").arguments == ("x",)
    known = Known()
    known.in_code = True
    assert known.line(LAUNCH._replace(arguments=("main.py",))) == "python main.py"


@pytest.mark.parametrize(
    ("seen", "folders", "said"),
    [
        ({"again": None, "watched": []}, ["src"], None),
        ({"again": "known x", "watched": []}, ["src"], "known x --dir src"),
        ({"again": "known x", "watched": ["a"]}, ["my src"], "known x --dir a --dir 'my src'"),
    ],
)
def test_how_it_watches_more(seen, folders, said):
    assert Known().to_widen(seen, folders) == said
    assert Server().to_widen(seen, folders) is None


def test_how_it_watches_less():
    assert Known().narrowed(("x",), ["a", "b"]) == (["--dir", "a", "--dir", "b"], ("x", "--dir", "a", "--dir", "b"))
    assert Server().narrowed(("x",), ["a"]) is None
    assert Known().folders(LAUNCH._replace(arguments=("--dir", "a", "--dir=b"))) == ["a", "b"]
    assert Server().folders(LAUNCH) == [] and Server().module_folder(LAUNCH) == ""


@pytest.mark.parametrize(
    ("excluding", "polls", "again", "said"),
    [
        ((), "", "known x", None),
        (("--skip",), "it polls", "known x", None),
        (("--skip",), "", "known x --reload", "known x --reload --skip 'a b'"),
        (("--skip", "-s"), "", None, "known main.py --skip 'a b'"),
    ],
)
def test_how_a_file_is_kept_from_restarting_it(excluding, polls, again, said):
    known = Known()
    known.excluding = excluding
    assert known.to_exclude({"polls": polls, "again": again, "words": ["main.py"]}, "a b") == said


@pytest.mark.parametrize(
    ("polling", "poll", "environ", "wait"),
    [
        (None, "", {}, None),
        (None, "", {FORCED[0]: "1"}, f"unset {FORCED[0]}  # then start known again"),
        (Way("x", words=("--poll",)), "known x --poll", {}, None),
        (Way("x", variable=("A", "a b")), "export A='a b'  # then start known again", {}, None),
        (Way("x", variable=("A", "1")), "export A=1  # then start known again", {"A": "1"}, "unset A  # then start known again"),
        (Way("x"), f"export {FORCED[0]}=1  # then start known again", {}, None),
    ],
)  # fmt: skip
def test_how_it_polls_and_waits(polling, poll, environ, wait):
    known = Known()
    known.polling = polling
    assert (known.to_poll(["x"], ""), known.to_wait("it polls", ["x"], environ, "")) == (poll, wait)


def test_its_row_in_the_index():
    known = Known()
    known.programs, known.variables = ("known", "k"), ("A", "A", "B")
    known.calls = (Call(("kit.run", "kit.App.run", "other.run"), (), ()),)
    row = known.row("web.known")
    assert row[:4] == ("known", "web.known", ("known", "k"), ("known", "k"))  # its programs stand in every file
    assert (row[5], row[7]) == (("A", "B"), ("kit", "other"))
