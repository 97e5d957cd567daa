"""streamlit-watcher-on, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import PATH, check, findings, fixed
from watchlint.facts.repository.repository import Repository
from watchlint.settings import Settings


@pytest.mark.parametrize(
    "text", ['[server]\nfileWatcherType = "none"\n', '[server]\nfileWatcherType = "none" # deployed\nheadless = true\n']
)
def test_off_is_right(text, tmp_path):
    assert findings(tmp_path, text, profile="production") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[server]\nfileWatcherType = "auto"\n', '[server]\nfileWatcherType = "none"\n'),
        ('[server]\nfileWatcherType = "poll" # slow\n', '[server]\nfileWatcherType = "none" # slow\n'),
        ("[server]\nheadless = true\n", '[server]\nheadless = true\nfileWatcherType = "none"\n'),
        ('[theme]\nbase = "dark"\n', '[theme]\nbase = "dark"\n\n[server]\nfileWatcherType = "none"\n'),
    ],
)
def test_turned_off(text, expected, tmp_path):
    (found,) = findings(tmp_path, text, profile="production")
    assert found.rule.name == "streamlit-watcher-on"
    once = fixed(tmp_path, text, profile="production")
    assert once == expected
    assert fixed(tmp_path, once, profile="production") == once


def test_the_nearest_file_decides(tmp_path):
    repo = Repository(str(tmp_path)).overlay({
        PATH: b'[server]\nfileWatcherType = "none"\n',
        f"app/{PATH}": b"[server]\nheadless = true\n",
        f"other/{PATH}": b'[server]\nfileWatcherType = "auto"\n',
    })  # fmt: skip
    found = check(repo, Settings({"profile": "production"}))
    assert [(finding.rule.name, finding.path) for finding in found] == [("streamlit-watcher-on", f"other/{PATH}")]
