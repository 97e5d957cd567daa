"""Whether a value would be right for another option."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.streamlit.files.config import Config, Setting
from watchlint.rules.streamlit.files.project import project
from watchlint.rules.streamlit.judging.sound import is_sound
from watchlint.settings import Settings


@pytest.mark.parametrize(
    ("key", "value", "version", "sound"),
    [
        ("server.nobodys", 1, "1.67.0", False),
        ("mapbox.token", "x", "1.63.0", False),  # deprecated
        ("server.port", "80", "1.67.0", False),
        ("server.fileWatcherType", "inotify", "1.67.0", False),
        ("server.folderWatchBlacklist", ["*.log"], "1.67.0", False),
        ("server.port", 80, "1.67.0", True),
        ("server.port", "env:PORT", "1.67.0", True),
        ("server.fileWatcherType", "poll", "1.67.0", True),
        ("server.folderWatchBlacklist", ["**/models"], "1.67.0", True),
        ("server.folderWatchBlacklist", [], "1.67.0", True),
    ],
)
def test_is_sound(folder, key, value, version, sound):
    tree = project(Repository(str(folder({}))), Settings({"streamlit-version": version}))
    setting = Setting("server.prot", ("server", "prot"), value)
    assert is_sound(Config("x", b""), setting, key, tree) is sound
