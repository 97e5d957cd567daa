"""What people write to choose a watcher or to exclude folders from it."""

from __future__ import annotations

import pytest

from watchlint.rules.streamlit.files.config import Setting
from watchlint.rules.streamlit.values.watchers import (
    BLACKLIST,
    TYPE,
    as_folder,
    invented,
    is_ineffective,
    needs_expansion,
    plain,
)


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("data", "**/data"), ("data/", "**/data"), ("data/**", "**/data"), ("./data/*", "**/data"), ("**/a/b", "**/a/b"), ("a\\b", "**/a/b"),
        ("/srv/data/", "/srv/data"), ("/", None), ("C:/data/*", "C:/data"), ("*.pyc", None), ("**/*.log", None), ("a*b", None), ("a?b", None),
        ("x.csv", None), ("x.egg-info", "**/x.egg-info"), (".git", None), ("a/.cache/b", None), ("node_modules", None), ("x/__pycache__", None),
        ("../x", None), ("~/x", None), ("$HOME/x", None), ("", None), ("**", None), ("main.py", None),
    ],
)  # fmt: skip
def test_as_folder(pattern, wanted):
    assert as_folder(pattern) == wanted


@pytest.mark.parametrize(
    ("entry", "wanted"),
    [
        ("/srv/data", False), ("**/data", False), ("*", False), ("?x", False), ("[ab]", False), ("C:/x", False), ("C:\\x", False),
        ("data", True), ("", True), ("./data", True), ("*.pyc", True), ("**/*.log", True), ("**/x.py", True),
    ],
)  # fmt: skip
def test_is_ineffective(entry, wanted):
    assert is_ineffective(entry) is wanted


# (path, value, profile, what it means)
INVENTED = [
    (("server", "watcherType"), "poll", "development", {TYPE: "poll"}),
    (("server", "watcher_type"), "polling", "development", {TYPE: "poll"}),
    (("server", "watcherType"), "inotify", "development", {}),
    (("server", "fileWatcher"), "none", "development", {TYPE: "none"}),
    (("server", "fileWatcher"), "x", "development", {}),
    (("server", "watchFileSystem"), False, "development", {}),
    (("server", "watchFileSystem"), False, "production", {TYPE: "none"}),
    (("server", "watchFileSystem"), True, "production", {}),
    (("server", "excludePatterns"), ["data/**", "*.pyc", "data"], "development", {BLACKLIST: ["**/data"]}),
    (("server", "excludePatterns"), ["*.pyc"], "development", {}),
    (("server", "ignorePatterns"), "models", "development", {BLACKLIST: ["**/models"]}),
    (("server", "exclude"), ["data"], "development", None),
    (("server", "port"), 1, "development", None),
    (("theme", "watcherType"), "poll", "development", None),
    (
        ("server", "fileWatcher"),
        {"type": "poll", "exclude": ["a"], "ignore": ["b"]},
        "development",
        {TYPE: "poll", BLACKLIST: ["**/a", "**/b"]},
    ),
    (("server", "fileWatcher"), False, "production", {TYPE: "none"}),
    (("server", "watchFileSystem"), False, "production", {TYPE: "none"}),
    (("server", "watchFileSystem"), False, "development", {}),
    (("server", "watchFileSystem"), True, "production", {}),
    (("server", "fileWatcher"), {"enabled": False}, "production", {TYPE: "none"}),
    (("server", "fileWatcher"), {"port": 1}, "development", {("server", "port"): 1}),
    (("server", "fileWatcher"), {"nonsense": 1}, "development", {None: "nonsense"}),
]


@pytest.mark.parametrize(("path", "value", "profile", "wanted"), INVENTED)
def test_invented(path, value, profile, wanted):
    setting = Setting(".".join(path), path, value)
    assert invented(setting, lambda key: key == "server.port", profile) == wanted


def test_plain_and_expansion():
    assert plain("Watcher_Type-x") == "watchertypex"
    assert [needs_expansion(one) for one in ("~/x", "a/$X", "a")] == [True, True, False]
