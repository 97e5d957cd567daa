"""Which rule each setting of a file is a matter of."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.facts.streamlit.options import catalogue
from watchlint.rules.streamlit.files.config import Config, taken_apart
from watchlint.rules.streamlit.files.project import project
from watchlint.rules.streamlit.files.releases import number
from watchlint.rules.streamlit.judging import sorting
from watchlint.settings import Settings


def matters(
    folder, text: str, version: str = "1.67.0", requirement: str = ""
) -> list[tuple[str, str, tuple[str, ...]]]:
    settings = Settings({} if requirement else {"streamlit-version": version})
    tree = project(Repository(str(folder({"requirements.txt": f"{requirement}\n"}))), settings)
    config = Config("x", text.encode())
    found = taken_apart(config.values, number(tree.releases.newest))[0]
    return [(one.rule, one.setting.key, tuple(one.part)) for one in sorting.matters(config, found, tree)]


# text -> [(rule, key)] with Streamlit 1.67.0
CASES = {
    # near misses first
    "[server]\nbaseUrlPath = 'x'\n": [],
    "[server]\nport = 'env:PORT'\n": [],
    "[server]\nfolderWatchBlacklist = []\n": [],
    "[server]\nfolderWatchList = ['/srv']\n": [],
    "[server]\nrunOnSave = true\n": [],
    "[server]\nrunOnSave = false\n[server.fileWatcher]\n": [("streamlit-exclude-ineffective", "server.fileWatcher")],
    "[server]\nheadless = true\n": [],
    "[server]\nport = 80\n": [("streamlit-option-value", "server.port")],  # that rule looks at what it is
    "[server]\nport = '80'\n": [("streamlit-option-type", "server.port")],
    "[server]\nfileWatcherType = false\n": [("streamlit-option-value", "server.fileWatcherType")],  # its meaning counts
    "[server]\nfileWatcherType = 1\n": [("streamlit-option-type", "server.fileWatcherType")],
    "[server]\nfileWatcherType = 'pol'\n": [("streamlit-option-value", "server.fileWatcherType")],
    "[server]\nrunOnSave = false\n": [("streamlit-run-on-save-misread", "server.runOnSave")],
    "[server]\nfolderWatchBlacklist = ['x']\n": [("streamlit-exclude-ineffective", "server.folderWatchBlacklist")],
    "[server]\nexcludePatterns = ['x']\n": [("streamlit-exclude-ineffective", "server.excludePatterns")],
    "[server]\nprot = 80\n": [("streamlit-option-unknown", "server.prot")],
    "[servre]\nport = 80\nhost = 'x'\n": [("streamlit-option-unknown", "servre.port"), ("streamlit-option-unknown", "servre.host")],
    "[database]\na = 1\nb = 2\n": [("streamlit-option-unknown", "database.a")],  # once for a table of somebody else's
    "[mapbox]\ntoken = 'x'\n": [("streamlit-option-removed", "mapbox.token")],
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_matters(folder, text):
    assert [(rule, key) for rule, key, _ in matters(folder, text)] == CASES[text]


@pytest.mark.parametrize(
    ("text", "requirement", "expected"),
    [
        ("[server]\nfolderWatchList = ['/srv']\n", "streamlit==1.45.1", [("streamlit-option-too-new", ("1.45.1",))]),
        ("[server]\nfolderWatchList = ['/srv']\n", "streamlit>=1.45.1,<1.47", [("streamlit-option-too-new", ("1.45.1",))]),
        ("[server]\nfolderWatchList = 1\n", "streamlit>=1.45.1,<1.47", [("streamlit-option-too-new", ("1.45.1",)), ("streamlit-option-type", ())]),
        ("[mapbox]\ntoken = 'x'\n", "streamlit==1.65.0", [("streamlit-option-removed", ("1.65.0",))]),
    ],
)  # fmt: skip
def test_an_option_of_some_releases(folder, text, requirement, expected):
    assert [(rule, part) for rule, _, part in matters(folder, text, requirement=requirement)] == expected


@pytest.mark.parametrize(
    ("key", "release", "known"),
    [
        ("server.port", "1.67.0", True),
        ("server.port", "0.10.0", True),  # taken to be there as in the oldest that is known
        ("server.folderWatchList", "1.45.1", False),
        ("server.folderWatchList", "1.46.0", True),
        ("mapbox.token", "1.63.0", True),
        ("mapbox.token", "1.65.0", False),
    ],
)
def test_facts_at(key, release, known):
    assert (sorting.facts_at(catalogue().option(key), release) is not None) is known


@pytest.mark.parametrize(
    ("section", "foreign"), [("server", False), ("sever", False), ("Server", False), ("database", True), ("auth", True)]
)
def test_a_table_of_somebody_else_s(section, foreign):
    assert sorting.is_foreign(section, catalogue()) is foreign
