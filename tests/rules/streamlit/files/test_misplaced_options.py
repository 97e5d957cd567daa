"""Files that were meant as a configuration of Streamlit's, and that it doesn't read."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import PATH
from watchlint.facts.repository.repository import Repository
from watchlint.rules.streamlit.files.candidates import find
from watchlint.rules.streamlit.files.misplaced import misplaced

ONE = "[server]\nport = 1\n"


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        (ONE, True),
        ("server.port = 1\n", True),
        ("[theme]\nprimaryColor = '#fff'\n", True),
        ("[server]\n", False),
        ("port = 1\n", False),
        ("[server]\nnothing = 1\n", False),
        ("[other]\nport = 1\n", False),
        ("[other.server]\nport = 1\n", False),
        ("[server]\nport = = 1\n", True),  # broken, and judged by its lines
        ("  [ server ]\n  port=1 = 2\n", True),
        ("= 1\n[other]\nport = 1\n", False),
        ("= 1\nport = 1\n", False),
        (ONE.encode("utf-16"), True),
        (b"\xef\xbb\xbf" + ONE.encode(), True),
        (b"[server]\nport = 1 # \xe9\n", True),
    ],
)
def test_what_holds_an_option_of_streamlits(repository, text, is_one):
    data = text if isinstance(text, bytes) else text.encode()
    found = misplaced(Repository(str(repository({"app.py": "import streamlit\n", "streamlit/config.toml": data}))))
    assert [(one.path, one.place, one.data) for one in found] == [("streamlit/config.toml", PATH, data)] * is_one


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("streamlit/config.toml", PATH),
        ("ui/streamlit/config.toml", f"ui/{PATH}"),
        (".Streamlit/config.toml", PATH),
        ("streamlit/Config.toml", PATH),
        (".streamlit/Config.toml", PATH),
        (".streamlit/config.tml", PATH),
        ("config.toml", None),
        ("other/config.toml", None),
    ],
)
def test_where_it_would_be_read(repository, path, place):
    found = find(Repository(str(repository({"app.py": "import streamlit\n", path: ONE}))))
    assert (found.configs, found.candidates) == ([], [(path, place)] if place else [])
