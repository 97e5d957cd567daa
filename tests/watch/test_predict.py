"""From a repository to what each of its dev servers will cost."""

from __future__ import annotations

import venv

import pytest

from watchlint.facts.folders import walk as walking
from watchlint.facts.repository.near import NearRepository
from watchlint.settings import Settings
from watchlint.watch import predict as predicting
from watchlint.watch.predict import predict, remembering


def predicted(tree, **more):
    return predict(NearRepository(str(tree)), Settings(), **more)


STREAMLIT = {"app.py": "import streamlit\n", "Procfile": "web: streamlit run app.py\n", "data/a/x": ""}


def test_most_watches_first(folder):
    found = predicted(folder({**STREAMLIT, "web/main.py": "", "run.sh": "cd web && uvicorn main:app --reload\n"}))
    assert [(one.planned.launch.server, one.cost.watches) for one in found.servers] == [
        ("streamlit", 4),
        ("uvicorn", 1),
    ]
    assert (found.unknown, found.absent, found.unread) == ([], [], [])


def test_the_same_start_in_two_files_is_one_and_the_certain_one_counts(folder):
    found = predicted(folder({**STREAMLIT, "Makefile": "run:\n\tstreamlit run app.py\n"}))
    assert len(found.servers) == 1
    again = predicted(folder({**STREAMLIT, "Makefile": "run:\n\tstreamlit run other.py\n", "other.py": ""}))
    assert len(again.servers) == 2


def test_what_nobody_can_say_is_told_with_its_reason(folder):
    found = predicted(
        folder(
            {
                "main.py": "",
                "Procfile": "web: uvicorn main:app --reload --reload-dir $DIR\nb: uvicorn main:app --reload --reload-dir $DIR\n",
            }
        )
    )
    ((launch, why),) = found.unknown
    assert (launch.server, why, found.servers) == ("uvicorn", "what `$DIR` stands for is not known", [])


def test_two_of_which_nobody_can_say_it_are_two(folder):
    tree = folder(
        {"Procfile": "a: uvicorn main:app --reload --reload-dir $DIR\nb: uvicorn shop:app --reload --reload-dir $DIR\n"}
    )
    assert [launch.app for launch, _ in predicted(tree).unknown] == ["main:app", "shop:app"]


def test_an_app_in_the_folder_that_is_told(folder):
    tree = folder({"ui/app.py": "import streamlit\n", "ui/a/": "", "app.py": "import streamlit\n", "data/a/b/": ""})
    (found,) = predicted(tree, app="app.py", folder="ui").servers
    assert (found.planned.cwd, found.cost.watches) == (str(tree / "ui"), 2)


def test_only_what_is_started_in_the_folder_that_is_asked_for(folder):
    tree = folder({**STREAMLIT, "web/main.py": "", "run.sh": "cd web && uvicorn main:app --reload\n"})
    assert [found.planned.launch.server for found in predicted(tree, below="web").servers] == ["uvicorn"]


def test_the_interpreter_that_is_told_says_what_is_installed(folder):
    tree, other = folder(STREAMLIT), folder(name="other").path
    venv.create(other, symlinks=True)
    (site,) = (other / "lib").glob("python*/site-packages")
    (site / "watchdog-6.0.0.dist-info").mkdir()
    (site / "watchdog").mkdir()
    (site / "watchdog" / "__init__.py").touch()
    (guessed,), (told,) = predicted(tree).servers, predicted(tree, python=str(other / "bin" / "python")).servers
    assert (guessed.planned.assumed, told.planned.assumed, told.planned.watchdog) == (True, False, (6, 0, 0))


def test_an_app_that_is_not_here(folder):
    found = predicted(folder({"Procfile": "web: streamlit run gone.py\n"}))
    assert found.servers == [] and len(found.absent) == 1 and "gone.py" in found.absent[0]


def test_the_one_that_is_asked_for(folder):
    tree = folder({**STREAMLIT, "main.py": ""})
    (found,) = predicted(tree, server="uvicorn", app="main:app").servers
    assert (found.planned.launch.server, found.cost.watches) == ("uvicorn", 3)


def test_so_many_starts_are_enough(folder, monkeypatch):
    monkeypatch.setattr(predicting, "MOST", 2)
    files = {f"s{n}/app.py": "" for n in range(5)} | {f"s{n}/Procfile": "web: streamlit run app.py\n" for n in range(5)}
    found = predicted(folder(files))
    assert len(found.servers) == 2 and found.absent == ["3 more starts of servers are in these files: 2 are counted"]


@pytest.mark.parametrize(
    ("first", "second", "walks"), [(False, False, 1), (True, False, 1), (False, True, 2), (True, True, 1)]
)
def test_the_same_folders_are_walked_once(folder, first, second, walks):
    tree, seen = folder({"a/b/": ""}), []

    def walk(roots, *more, **only):
        seen.append(roots)
        return walking.walk(roots, *more, **only)

    again = remembering(walk)
    roots = ((str(tree), True),)
    assert len(again(roots, first)) == len(again(roots, second)) == 3
    assert len(seen) == walks
    assert len(again(roots, first, without=(str(tree / "a"),))) == 1 and len(seen) == walks + 1
