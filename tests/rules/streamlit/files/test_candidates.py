"""Which files are Streamlit's configuration, and which may be meant as one."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.streamlit.files.candidates import find, uses_streamlit

# path -> None: neither; True: Streamlit reads it; a path: where it would be read
PATHS = {
    "config.toml": None,
    ".streamlit/secrets.toml": None,
    "streamlit/config.toml.bak": None,
    "mystreamlit/config.toml": None,
    "streamlit/config.ini": None,  # a folder of any program
    ".streamlit/config.toml": True,
    "ui/.streamlit/config.toml": True,
    ".streamlit/Config.toml": ".streamlit/config.toml",
    ".streamlit/config.toml.txt": ".streamlit/config.toml",
    ".streamlit/config.ini": ".streamlit/config.toml",
    "streamlit/config.toml": ".streamlit/config.toml",
    ".Streamlit/config.toml": ".streamlit/config.toml",
    "ui/.stremlit/Config.toml": "ui/.streamlit/config.toml",
}  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_find(repository, path):
    found = find(Repository(str(repository({path: "[server]\n"}))))
    wanted = PATHS[path]
    assert found.configs == ([path] if wanted is True else [])
    assert found.candidates == ([(path, wanted)] if isinstance(wanted, str) else [])


@pytest.mark.parametrize(
    ("files", "uses"),
    [
        ({"requirements.txt": "streamlit\n", "a.py": "x = 1\n"}, False),  # no code of it asks for it
        ({"requirements.txt": "flask\n"}, False),
        ({"tests/test_a.py": "import streamlit\n"}, False),
        ({"requirements.txt": "streamlit\n"}, True),
        ({"a.py": "import streamlit\n"}, True),
        ({"a.py": "import streamlit\n", "tests/test_a.py": "import streamlit\n"}, True),
    ],
)
def test_uses_streamlit(repository, files, uses):
    assert uses_streamlit(Repository(str(repository(files)))) is uses
