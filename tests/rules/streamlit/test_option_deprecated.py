"""streamlit-option-deprecated, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ("[client]\ncaching = true\n", "1.35.0", 2, 1, ""),
    ('[global]\nlogLevel = "debug"\n', "1.28.2", 2, 1, ""),
    ('[mapbox]\ntoken = "x"\n', "1.50.0", 2, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-option-deprecated", line, column)
    assert words in found.message and found.help
