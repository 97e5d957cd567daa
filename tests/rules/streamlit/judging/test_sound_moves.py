"""A value is moved only where it would be right."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import laid
from watchlint.rules.streamlit.files.config import Config, Setting
from watchlint.rules.streamlit.files.project import project
from watchlint.rules.streamlit.judging.sound import is_sound
from watchlint.settings import Settings


@pytest.mark.parametrize(
    ("key", "value", "sound"),
    [
        ("server.headless", True, True),
        ("server.port", 8501, True),
        ("server.port", "x", False),
        ("server.fileWatcherType", "poll", True),
        ("server.fileWatcherType", "polling", False),
        ("server.folderWatchBlacklist", ["**/data"], True),
        ("server.folderWatchBlacklist", ["data"], False),
        ("server.nothing", 1, False),
        ("mapbox.token", "x", False),
    ],
)
def test_is_sound(key, value, sound, tmp_path):
    config = Config(".streamlit/config.toml", b"")
    its = project(laid(tmp_path, "", {}), Settings({"streamlit-version": "1.50.0"}))
    assert is_sound(config, Setting("x.y", ("x", "y"), value), key, its) is sound
