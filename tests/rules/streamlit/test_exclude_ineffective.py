"""streamlit-exclude-ineffective, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import PATH, findings, fixed
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


LIST = "[server]\nfolderWatchBlacklist = {}\n"
# entries, severity, what its message holds, the first words of the remedy, what --fix makes of them
SAID = [
    ('["", "*", "data"]', "error", "has an empty entry, which matches every folder", "Entries are", '["*", "**/data"]'),
    ('["data", "**/x", "~/y"]', "error", "has 'data', '~/y', which match no folder", "Streamlit looks up no ~", None),
    ('["data/", "**/x"]', "error", "has 'data/', which matches no folder", "Entries are compared", '["**/data", "**/x"]'),
    ('["*"]', "warning", "has '*': no module is reloaded after an edit any more", "Name the folders", None),
    ('[""]', "error", "has an empty entry, which", "Remove the line, or leave the list empty. ", "[]"),
]  # fmt: skip


@pytest.mark.parametrize(("entries", "severity", "message", "remedy", "after"), SAID, ids=[row[0] for row in SAID])
def test_what_is_said_and_made_of_a_list(entries, severity, message, remedy, after, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, LIST.format(entries)) if finding.severity != INFO]
    assert (found.severity, found.path, found.line) == (severity, PATH, 2)
    assert message in found.message and found.help.startswith(remedy)
    assert (found.fix is None) is (after is None)
    assert fixed(tmp_path, LIST.format(entries)) == LIST.format(after or entries)


def test_an_option_that_somebody_invented(tmp_path):
    (found,) = findings(tmp_path, '[server]\nexcludePatterns = ["*.pyc"]\n')
    assert found.message.endswith(": it logs a warning at every start, and does nothing else")
    assert fixed(tmp_path, '[server]\nexcludePatterns = ["*.pyc"]\n') == ""
