"""What the config.toml of the root says of Streamlit's watcher."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.facts.streamlit import config_file

CONFIG = ".streamlit/config.toml"

# files -> (the watcher, whether there is a file)
CASES = [
    ({}, None, False),
    ({"config.toml": '[server]\nfileWatcherType = "none"\n'}, None, False),
    ({CONFIG: ""}, None, True),
    ({CONFIG: "[server]\nport = 1\n"}, None, True),
    ({CONFIG: '# fileWatcherType = "none"\n'}, None, True),
    ({CONFIG: '[browser]\nfileWatcherType = "none"\n'}, None, True),
    ({CONFIG: "[server]\nfileWatcherType = 1\n"}, None, True),
    ({CONFIG: 'server = "fileWatcherType"\n'}, None, True),
    ({CONFIG: '[server\nfileWatcherType = "none"\n'}, None, True),
    ({f"app/{CONFIG}": '[server]\nfileWatcherType = "none"\n'}, None, True),
    ({CONFIG: '[server]\nfileWatcherType = "none"\n'}, "none", True),
    ({CONFIG: 'server.fileWatcherType = "poll"\n'}, "poll", True),
]


@pytest.mark.parametrize(("files", "watcher", "there"), CASES)
def test_watcher(folder, files, watcher, there):
    repository = NearRepository(str(folder({"a": "", **files})))
    assert (config_file.watcher(repository), config_file.is_there(repository)) == (watcher, there)
