"""streamlit-watcher-off, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings


@pytest.mark.parametrize(
    ("text", "profile", "expected"),
    [
        ('[server]\nfileWatcherType = "poll"\n', "development", []),
        ('[server]\nfileWatcherType = "none"\n', "production", []),
        ('[theme]\nfont = "none"\n', "development", []),
        ('[server]\nfileWatcherType = "none"\n', "development", [("streamlit-watcher-off", "info", 2)]),
    ],
)
def test_a_note_in_development(text, profile, expected, tmp_path):
    found = findings(tmp_path, text, profile=profile)
    assert [(finding.rule.name, finding.severity, finding.line) for finding in found] == expected
