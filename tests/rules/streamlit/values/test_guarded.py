"""Options that no safe fix brings to life."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.rules.streamlit.files.project import project
from watchlint.rules.streamlit.values.guarded import is_guarded, is_harmless, is_protection, may_end_reload
from watchlint.settings import Settings


@pytest.mark.parametrize(
    ("key", "value", "profile", "wanted"),
    [
        ("server.port", 80, "development", True), ("server.address", "x", "development", True), ("browser.serverPort", 80, "development", True),
        ("server.enableCORS", False, "development", True), ("server.folderWatchBlacklist", [], "development", True),
        ("global.developmentMode", True, "development", True), ("server.headless", True, "development", False), ("theme.base", "dark", "development", False),
        ("server.fileWatcherType", "none", "development", True), ("server.fileWatcherType", "none", "production", False),
        ("server.fileWatcherType", "poll", "development", False),
    ],
)  # fmt: skip
def test_is_guarded(key, value, profile, wanted):
    assert is_guarded(key, value, profile) is wanted


def test_is_protection():
    assert [is_protection(key) for key in ("server.cookieSecret", "server.allowedHosts", "server.port")] == [
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("patterns", "wanted"),
    [
        ([], False), (["**/data"], False), (["**/shop"], True), (["**/web/pages"], True), (["**/app"], True), (["/srv/x"], True), (["**"], True),
        (["**/data", "**/shop"], True),
    ],
)  # fmt: skip
def test_what_may_end_reloading(folder, patterns, wanted):
    tree = folder({"shop/web/pages/a.py": "", "data/x.csv": ""})
    assert may_end_reload(NearRepository(str(tree)), patterns) is wanted


@pytest.mark.parametrize(
    ("values", "wanted"),
    [
        (None, False),
        ({}, True),
        ({"theme": {"base": "dark"}}, True),
        ({"theme": {"base": "dark"}, "server": {"port": 80}}, False),
    ],
)
def test_a_file_that_may_come_to_life(folder, values, wanted):
    assert is_harmless(values, project(NearRepository(str(folder())), Settings())) is wanted
