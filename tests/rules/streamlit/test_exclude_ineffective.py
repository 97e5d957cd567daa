"""streamlit-exclude-ineffective, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ('[server]\nfolderWatchBlacklist = [""]\n', "1.67.0", 2, 1, ""),
    ('[server]\nfolderWatchBlacklist = ["*"]\n', "1.67.0", 2, 1, ""),
    ('[server]\nexcludePatterns = ["*.pyc"]\n', "1.67.0", 2, 1, ""),
    ("[server]\nwatchFileSystem = false\n", "1.67.0", 2, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-exclude-ineffective", line, column)
    assert words in found.message and found.help
