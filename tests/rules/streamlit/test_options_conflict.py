"""streamlit-options-conflict, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ("[server]\nenableCORS = false\n", "1.67.0", 2, 1, ""),
    ('[server]\nsslCertFile = "a.pem"\n', "1.67.0", 2, 1, ""),
    ("[global]\ndevelopmentMode = true\n[server]\nport = 1\n", "1.67.0", 4, 1, ""),
    ('[browser]\nserverAddress = "0.0.0.0"\n', "1.67.0", 2, 1, ""),
    ("[server]\nenableStaticServing = true\n", "1.67.0", 2, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-options-conflict", line, column)
    assert words in found.message and found.help


def test_cors_that_does_what_it_says_is_a_warning(tmp_path):
    (found,) = findings(tmp_path, "[server]\nenableCORS = false\n", "1.67.0")
    assert found.severity == "warning"
    (found,) = findings(tmp_path, "[server]\nenableCORS = false\n", "1.61.0")
    assert found.severity == "error"
