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


# text, the end of the message, the remedy, what --fix --unsafe-fixes makes of it (None: nothing)
SAID = [
    ('[server]\nport = "abc"\n', "Streamlit does not start", "Write a number.", None),
    ('[server]\nfolderWatchBlacklist = "data"\n', "each letter is taken for a pattern", 'Write a list: ["**/data"].', '[server]\nfolderWatchBlacklist = ["**/data"]\n'),
    ('[server]\nfolderWatchList = "data"\n', "", 'Write a list: ["data"].', '[server]\nfolderWatchList = ["data"]\n'),
    ('[theme]\nfontFaces = "x"\n', "fails to parse it and ignores it", "Write ", None),
    ('[server]\nheadless = "no"\n', "a text counts as true, whatever it says", "Write true or false.", None),
    ('[server]\nheadless = ""\n', "an empty text counts as false", "Write true or false.", None),
    ("[server.fileWatcherType]\nauto = true\n", "Streamlit does not start", "Write one value (auto, none, poll, watchdog) in place of the table.",
     '[server]\nfileWatcherType = "auto"\n'),
    ("[server.port]\nx = 1\n", "Streamlit does not start", "Write one value in place of the table.", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "remedy", "after"), SAID, ids=[repr(row[0]) for row in SAID])
def test_what_is_said_and_made_of_it(text, message, remedy, after, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text) if finding.rule.name == "streamlit-option-type"]
    assert found.message.endswith(message) and found.help.startswith(remedy)
    assert fixed(tmp_path, text, unsafe=True) == (after or text)
