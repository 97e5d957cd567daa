"""The launch files of a repository, read once."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.facts.repository.repository import Repository
from watchlint.rules.launch import files

LAUNCH = {
    "Dockerfile": "FROM x\n",
    "compose.yml": "services: {}\n",
    "run.sh": "x\n",
    "README.md": "x\n",
    "app.py": "x = 1\n",
}


@pytest.mark.parametrize(
    ("kinds", "paths"),
    [((), ["Dockerfile", "compose.yml", "run.sh"]), (("shell",), ["run.sh"]), (("compose", "dockerfile"), ["Dockerfile", "compose.yml"]), (("dotenv",), [])],
)  # fmt: skip
def test_those_of_some_kinds(folder, kinds, paths):
    repository = NearRepository(str(folder(LAUNCH)))
    assert sorted(source.path for source in files.sources(repository, kinds)) == paths
    assert files.candidates(repository)["compose.yml"] == "compose"


def test_they_are_read_once(folder):
    repository = NearRepository(str(folder(LAUNCH)))
    first = files.sources(repository)
    assert files.sources(repository, ("shell",))[0] is next(one for one in first if one.path == "run.sh")


def test_what_is_no_text_is_left_out(folder):
    repository = NearRepository(str(folder({"Dockerfile": b"\0FROM x\n", "run.sh": b"\xff\xfe"})))
    assert [source.path for source in files.sources(repository)] == [
        "run.sh"
    ]  # one byte that is no UTF-8 is a text yet


SETS = "import os\nimport streamlit\nos.environ['STREAMLIT_SERVER_PORT'] = '80'\n"


@pytest.mark.parametrize(
    ("more", "found"),
    [
        ({"a.py": "import streamlit\n"}, []),
        ({"a.py": SETS.replace("import streamlit\n", "")}, []),  # another program's
        ({"a.py": SETS.replace("STREAMLIT_", "OTHER_")}, []),
        ({"a.py": "import streamlit\nNAME = 'STREAMLIT_SERVER_PORT'\n"}, []),  # sets nothing
        ({"test_a.py": SETS, "conftest.py": SETS, "a_test.py": SETS}, []),
        ({"a.py": SETS}, ["a.py"]),
        ({"ui/a.py": SETS.replace("os.environ['STREAMLIT_SERVER_PORT'] = '80'", "os.putenv('STREAMLIT_X', '1')")}, ["ui/a.py"]),
    ],
)  # fmt: skip
def test_apps_that_set_variables(repository, more, found):
    tree = Repository(str(repository({"requirements.txt": "streamlit\n", **more})))
    assert files.apps_that_set_variables(tree, "streamlit", "STREAMLIT_") == found


@pytest.mark.parametrize(("requirements", "found"), [("", []), ("streamlit\n", ["a.py"])])
def test_a_large_repository_is_searched_where_it_asks_for_the_package(repository, monkeypatch, requirements, found):
    monkeypatch.setattr(files, "_FEW", 0)
    tree = Repository(str(repository({"a.py": SETS, "requirements.txt": requirements})))
    assert files.apps_that_set_variables(tree, "streamlit", "STREAMLIT_") == found
