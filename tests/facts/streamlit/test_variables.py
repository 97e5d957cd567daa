"""Which option a Streamlit variable stands for."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.base.source import Source
from watchlint.facts.streamlit import variables as names
from watchlint.rules.launch.streamlit.variable_unknown import problems


@pytest.mark.parametrize(
    "name, right, how",
    [
        ("STREAMLIT_SERVER_RUNONSAVE", "STREAMLIT_SERVER_RUN_ON_SAVE", "same"),
        ("STREAMLIT_RUN_ON_SAVE", "STREAMLIT_SERVER_RUN_ON_SAVE", "same"),
        ("STREAMLIT_SERVER_ENABLE_FILE_WATCHER", "STREAMLIT_SERVER_FILE_WATCHER_TYPE", "watcher"),
        ("STREAMLIT_SERVER_HEADLES", "STREAMLIT_SERVER_HEADLESS", "near"),
    ],
)
def test_what_a_wrong_name_stands_for(name, right, how):
    assert names.key_of(name) is None
    assert names.meant(name) == (right, how)
    (problem,) = problems(Source("x.env", "dotenv", f"{name}=true\n".encode()))
    assert right in problem.message
    assert bool(problem.splices) == (how != "near")


@pytest.mark.parametrize(
    "name", ["STREAMLIT_PORT", "STREAMLIT_URL", "STREAMLIT_THEME_FOO", "STREAMLIT_SERVER_URL", "STREAMLIT_SERVER_HOST"]
)
def test_a_name_that_is_somebodys_own(name):
    assert names.meant(name) is None
