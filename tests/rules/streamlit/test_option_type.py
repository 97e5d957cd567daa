"""streamlit-option-type, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings, fixed
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ('[server]\nfolderWatchList = "/x"\n', "1.67.0", 2, 1, ""),
    ('[server]\nrunOnSave = "no"\n', "1.67.0", 2, 1, ""),
    ("[theme]\nprimaryColor = 5\n", "1.67.0", 2, 1, ""),
    ('[server]\nport = "${PORT:-8501}"\n', "1.67.0", 2, 1, ""),
    ('[theme]\nchartCategoricalColors = "#fff"\n', "1.67.0", 2, 1, "Streamlit fails to parse it and ignores it"),
    ('[theme]\nfontFaces = "x"\n', "1.67.0", 2, 1, "Streamlit fails to parse it and ignores it"),
    ("[server]\naddress = 5\n", "1.67.0", 2, 1, "does not start"),
    ('[server]\nport = "abc"\n', "1.67.0", 2, 1, "does not start"),
    ('[server]\nport = ""\n', "1.12.2", 2, 1, "does not start"),
    ("[server]\nport = [1]\n", "1.67.0", 2, 1, "does not start"),
    ("[server]\nport = true\n", "1.51.0", 2, 1, "does not start"),
    ("[server]\nbaseUrlPath = 5\n", "1.67.0", 2, 1, "does not start"),
    ("[server]\nbaseUrlPath = false\n", "1.28.2", 2, 1, "does not start"),
    ("[browser]\nserverAddress = 5\n", "1.67.0", 2, 1, "does not start"),
    ('[browser]\nserverPort = "x"\n', "1.51.0", 2, 1, "does not start"),
    ("[browser]\nserverPort = [1]\n", "1.28.2", 2, 1, "does not start"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-option-type", line, column)
    assert words in found.message and found.help


# text, and what a safe fix makes of it: nothing where the app would be reached, or run, in another way
GUARDED = [
    ('[global]\ndevelopmentMode = "false"\n', None),
    ('[server]\nenableXsrfProtection = "false"\n', None),
    ('[server]\ncorsAllowedOrigins = "https://x.example"\n', None),
    ('[server]\nenableXsrfProtection = "true"\n', "[server]\nenableXsrfProtection = true\n"),
    ('[server]\nport = "8502"\n', "[server]\nport = 8502\n"),
    ('[server]\nfolderWatchList = "lib"\n', '[server]\nfolderWatchList = ["lib"]\n'),
]


@pytest.mark.parametrize(("text", "expected"), GUARDED)
def test_a_safe_fix_opens_nothing(text, expected, tmp_path):
    once = fixed(tmp_path, text)
    assert once == (expected or text)
    assert fixed(tmp_path, once) == once
