"""Configurations where Streamlit never looks."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.streamlit.files.misplaced import misplaced

OURS = "[server]\nport = 80\n"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({".streamlit/config.toml": OURS}, []),
        ({"streamlit/config.toml": ""}, []),
        ({"streamlit/config.toml": "[server]\nprot = 80\n"}, []),  # no option of Streamlit's
        ({"streamlit/config.toml": "[tool]\nport = 80\n"}, []),
        ({"streamlit/config.toml": "port = 80\n"}, []),
        ({"streamlit/config.toml": OURS, "Dockerfile": "FROM x\nCOPY streamlit /app/.streamlit\n"}, []),
        ({"streamlit/config.toml": OURS}, [("streamlit/config.toml", ".streamlit/config.toml")]),
        ({"ui/streamlit/config.toml": OURS}, [("ui/streamlit/config.toml", "ui/.streamlit/config.toml")]),
        ({".streamlit/config.txt": OURS}, [(".streamlit/config.txt", ".streamlit/config.toml")]),
        ({"streamlit/config.toml": "[server\n[server]\nport = 80\n"}, [("streamlit/config.toml", ".streamlit/config.toml")]),
        ({"streamlit/config.toml": "[server]\nport: 80\nheadless = true\n"}, [("streamlit/config.toml", ".streamlit/config.toml")]),
        ({"streamlit/config.toml": OURS.encode("utf-16")}, [("streamlit/config.toml", ".streamlit/config.toml")]),
    ],
)  # fmt: skip
def test_misplaced(repository, files, found):
    tree = Repository(str(repository(files)))
    assert [(one.path, one.place) for one in misplaced(tree)] == found
    assert misplaced(tree) is misplaced(tree)
