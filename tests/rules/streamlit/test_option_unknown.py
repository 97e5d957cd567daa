"""streamlit-option-unknown, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ('[theme.sidebar.light]\nprimaryColor = "#fff"\n', "1.50.0", 1, 1, ""),
    ('[theme.sidebar]\nprimaryColor = "#fff"\n', "1.28.2", 1, 1, ""),
    ("[server]\n  headles = true\n", "1.67.0", 2, 3, ""),
    ("[theme]\nenableCORS = false\n", "1.67.0", 2, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-option-unknown", line, column)
    assert words in found.message and found.help


def test_a_section_for_another_file_says_which(tmp_path):
    (found,) = findings(tmp_path, '[general]\nemail = "a@b.c"\n')
    assert found.severity == "warning" and "credentials.toml" in found.help
