"""From one start of a server to its plan."""

from __future__ import annotations

import venv

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.servers.launches import launches
from watchlint.servers.surroundings import Surroundings
from watchlint.settings import Settings
from watchlint.watch.planning import NEVER_RUN, Absent, planned, untold
from watchlint.watch.starts import starts

IMAGE = "FROM python\nWORKDIR /app\nCOPY web web\nCMD uvicorn main:app --reload\n"


def start(tree):
    repository = NearRepository(str(tree))
    (launch,) = [one for one in launches(repository) if one.reloads]
    return launch, Surroundings(repository, Settings(), None, "")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("uvicorn main:app --reload", ""),
        ("uvicorn main:app --reload --reload-dir src", ""),
        ("uvicorn main:app --reload --reload-dir $SRC", "what `$SRC` stands for is not known"),
        ("uvicorn main:app --reload --reload-dir {{src}}", "what `{{src}}` stands for is not known"),
        ("uvicorn main:app --reload --reload-dir 100$", ""),
    ],
)
def test_untold(folder, words, wanted):
    launch, _ = start(folder({"main.py": "", "src/x": "", "Procfile": f"web: {words}\n"}))
    assert untold(launch) == wanted


def test_a_folder_that_nobody_knows(folder):
    launch, _ = start(folder({"Dockerfile": "FROM ours\nCMD uvicorn main:app --reload\n"}))
    assert untold(launch)


def test_a_plan_and_the_same_start_with_other_words(folder):
    tree = folder(
        {
            "main.py": "",
            "src/x": "",
            "requirements.txt": "uvicorn[standard]\n",
            "Procfile": "web: A=1 uvicorn main:app --reload\n",
        }
    )
    one = planned(*start(tree))
    assert [root.path for root in one.plan.roots] == [str(tree)] and one.cwd.rstrip("/") == str(tree)
    assert one.environ["A"] == "1" and one.plan.certain and not one.plan.notes
    other = one.again(["main:app", "--reload", "--reload-dir", "src"])
    assert [root.path for root in other.plan.roots] == [str(tree / "src")]


def test_of_an_image_with_a_part_only_that_part_is_counted(folder):
    tree = folder(
        {
            "main.py": "",
            "web/x": "",
            "data/x": "",
            "Dockerfile": IMAGE.replace("COPY web web", "COPY main.py .\nCOPY web web"),
        }
    )
    one = planned(*start(tree))
    assert one.plan.without == (str(tree / "data"),) and not one.plan.certain
    assert one.plan.notes[-1].startswith("its image or container holds a part of this folder")


def test_an_app_that_is_not_in_its_image(folder):
    tree = folder({"src/main.py": "", "web/x": "", "Dockerfile": IMAGE.replace("uvicorn", "uvicorn --app-dir src")})
    with pytest.raises(Absent, match="is not in the image that Dockerfile makes"):
        planned(*start(tree))


@pytest.mark.parametrize(
    ("requirement", "release", "assumed"), [("watchdog==6.0.0", (6, 0, 0), False), ("streamlit==1.67.0", None, True)]
)
def test_a_release_that_files_name_is_not_assumed(folder, requirement, release, assumed):
    tree = folder({"app.py": "", "Procfile": "web: streamlit run app.py\n", "requirements.txt": f"{requirement}\n"})
    one = planned(*start(tree))
    assert one.assumed is assumed and release in (None, one.watchdog)


@pytest.mark.parametrize(
    ("files", "told", "taken"),
    [
        ({"app.py": "import streamlit\n"}, None, "streamlit with app.py"),
        ({"app.py": "from flask import Flask\napp = Flask('x')\napp.run(debug=True)\n"}, "app.py", "`python app.py`"),
    ],
)
def test_a_start_that_no_file_tells_is_said_to_be_taken(folder, files, told, taken):
    repository = NearRepository(str(folder(files)))
    (launch,) = starts(repository, None, told)
    one = planned(launch._replace(certain=False), Surroundings(repository, Settings(), None, ""))
    assert f"no file says how it is started: {taken} is taken" in one.plan.notes and not one.plan.certain


def test_packages_that_were_never_run_are_named_from_the_root(folder, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    tree = folder({"app.py": "", "Procfile": "web: streamlit run app.py\n"})
    venv.create(tree.path / ".venv", symlinks=True)
    (packages,) = (tree / ".venv/lib").glob("python*/site-packages")
    for name in ("streamlit", "watchdog"):
        (packages / name).mkdir()
        (packages / name / "__init__.py").touch()
    one = planned(*start(tree))
    assert not one.plan.certain and one.plan.notes[-1] == NEVER_RUN.format(packages.relative_to(tree.path))
    for name in ("streamlit", "watchdog"):
        (packages / name / "__pycache__").mkdir()
    assert NEVER_RUN.format(packages.relative_to(tree.path)) not in planned(*start(tree)).plan.notes
