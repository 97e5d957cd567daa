"""streamlit-config-unreadable, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ("port = 8501\n", "1.67.0", 1, 1, ""),
    ('theme = "dark"\n', "1.67.0", 1, 1, ""),
    (b"[server]\nport = 1 # caf\xe9\n", "1.67.0", 2, 15, ""),
    ("[server]\nport = \n", "1.67.0", 2, 8, ""),
    ("[server]\nport = 1\nport = 2\n", "1.67.0", 3, 9, ""),
    ('[server]\nfolderWatchBlacklist = ["/a", 1]\n', "1.65.0", 2, 1, ""),
    ('[theme.sidebar.light]\nprimaryColor = "#fff"\n', "1.67.0", 1, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-config-unreadable", line, column)
    assert words in found.message and found.help
