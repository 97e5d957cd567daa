"""streamlit-config-unreadable, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings, fixed
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


BELOW = "Put it below the header of its section, or remove it."
# text, what its message holds, the first words of the remedy, subject, what --fix makes of it
SAID = [
    ("port = 8501\n", "'int' object has no attribute", "Put it below [server].", "port", "[server]\nport = 8501\n"),
    ('primaryColor = "#fff"\n', "'str' object has", "Put it below [theme].", "primaryColor", '[theme]\nprimaryColor = "#fff"\n'),
    ('theme = "dark"\n', "theme is a value where a table belongs", "[theme] is a section: ", "theme", None),
    ("nothing = 1\n", "nothing is a value where", BELOW, "nothing", None),
    ("[[server]]\nport = 1\n", "[[server]] is a list of tables", "Write [server].", "server", "[server]\nport = 1\n"),
    ("[server]\nport = \n", "no valid TOML, invalid value: Streamlit ignores the whole file", "Fix this line", "syntax", None),
    (b"[server]\nport = 1 # caf\xe9\n", ": Streamlit does not start (UnicodeDecodeError)", "Save the file as UTF-8", "encoding", None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message", "remedy", "subject", "after"), SAID, ids=[repr(row[0]) for row in SAID])
def test_what_is_said_and_made_of_it(text, message, remedy, subject, after, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text) if finding.severity != INFO]
    assert message in found.message and found.help.startswith(remedy) and found.subject == subject
    if after is None:
        assert found.fix is None or not found.fix.safe
    else:
        assert found.fix.safe and fixed(tmp_path, text) == after
