"""What Streamlit's parser up to 1.65 makes of a file; the real one is asked in tests/oracle."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.rules.streamlit.files.older_parser import as_it_reads

REFUSED = "which Streamlit's parser up to 1.65 refuses"


@pytest.mark.parametrize(
    ("text", "version", "said", "line"),
    [
        ('[server]\nfolderWatchBlacklist = ["/a", 1]\n', "1.65.0", "server.folderWatchBlacklist has values of several", 2),
        ('[server]\nfolderWatchBlacklist = ["/a", 1]\n', "1.66.0", None, 0),
        ('[server]\nfolderWatchBlacklist = [["/a", 1]]\n', "1.65.0", "server.folderWatchBlacklist has values of several", 2),
        ("[server]\nport =0x1f90\n", "1.65.0", "server.port is a number such as 0x1f directly behind the =", 2),
        ("[server]\nport = 0x1f90\n", "1.65.0", None, 0),
        ("[server]\nport =8080\n", "1.65.0", None, 0),
        ("[server]\nport =0x1f90\n", "1.66.0", None, 0),
    ],
)  # fmt: skip
def test_refused(text, version, said, line, tmp_path):
    found = [one for one in findings(tmp_path, text, version) if REFUSED in one.message]
    assert [one.line for one in found] == ([line] if said else [])
    assert all(said in one.message and one.severity == "error" and "streamlit>=1.66" in one.help for one in found)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("a = 1\n", "a = 1\n"),
        ("[a]\nb@c = 1\n", "[a]\n'b@c' = 1\n"),
        ("[a]\r\n  b@c =1\r\n", "[a]\r\n  'b@c' =1\n"),
        ("a = [1,, 2]\n", "a = [1, 2]\n"),
        ("a b = 1\n", None),
        ("a = \n", None),
    ],
)
def test_as_it_reads(text, reads):
    assert as_it_reads(text) == reads
