"""streamlit-config-misplaced: which names and folders are taken for a slip, and which are others' files."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import check
from watchlint.facts.repository.repository import Repository
from watchlint.settings import Settings

CONFIG = '[theme]\nbase = "dark"\n'
OTHERS = {
    "read": ".streamlit/config.toml",
    "read in a folder": "ui/.streamlit/config.toml",
    "another tool's": "poetry/config.toml",
    "secrets": ".streamlit/secrets.toml",
}


@pytest.mark.parametrize("path", OTHERS.values(), ids=OTHERS)
def test_not_misplaced(path, repository):
    assert check(Repository(str(repository({path: CONFIG}))), Settings({}), ["streamlit-config-misplaced"]) == []


def test_what_is_not_streamlit_s_stays(repository):
    tree = repository({"streamlit/config.toml": "[tool]\nname = 1\n", ".streamlit/config.ini": "[x]\ny = 1\n"})
    assert check(Repository(str(tree)), Settings({})) == []


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("streamlit/config.toml", ".streamlit/config.toml"),
        ("ui/.steamlit/config.toml", "ui/.streamlit/config.toml"),
        (".streamlit/Config.toml", ".streamlit/config.toml"),
        (".streamlit/config.toml.txt", ".streamlit/config.toml"),
        (".streamlit/config", ".streamlit/config.toml"),
    ],
)
def test_moved_to_where_streamlit_looks(path, place, repository):
    (found,) = check(Repository(str(repository({path: CONFIG}))), Settings({}))
    assert (found.rule.name, found.path, found.severity) == ("streamlit-config-misplaced", path, "error")
    assert [(edit.old, edit.new) for edit in found.fix.edits] == [(path, place)] and found.fix.safe


def test_never_moved_onto_one_that_counts(repository):
    tree = repository({"streamlit/config.toml": CONFIG, ".streamlit/config.toml": CONFIG})
    (found,) = check(Repository(str(tree)), Settings({}))
    assert found.fix is None and "is what counts" in found.help
