"""streamlit-option-value, over single lines."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ("[server]\nfileWatcherType = false\n", "1.67.0", 2, 1, ""),
    ('[server]\nfileWatcherType = "inotify"\n', "1.67.0", 2, 1, ""),
    ("[server]\nport = 70000\n", "1.67.0", 2, 1, ""),
    ('[theme]\nbase = "#ffffff"\n', "1.67.0", 2, 1, ""),
    ('[theme]\nfont = "Comic Sans"\n', "1.28.2", 2, 1, ""),
    ('[theme]\nchartSequentialColors = ["#fff"]\n', "1.67.0", 2, 1, "has 1 color where ten belong"),
    ("[theme]\nchartSequentialColors = []\n", "1.51.0", 2, 1, "has 0 colors where ten belong"),
    ('[theme]\nchartSequentialColors = "[\\"#fff\\"]"\n', "1.67.0", 2, 1, "has 1 color where ten belong"),
    ('[theme.sidebar]\nchartDivergingColors = ["#fff"]\n', "1.67.0", 2, 1, "has 1 color where ten belong"),
    ('[server]\naddress = "0.0.0.0:8501"\n', "1.67.0", 2, 1, "does not start (socket.gaierror)"),
    ('[server]\naddress = "http://localhost"\n', "1.28.2", 2, 1, "does not start (socket.gaierror)"),
    ('[server]\naddress = "localhost/"\n', "1.12.2", 2, 1, "does not start (socket.gaierror)"),
    ('[server]\naddress = "[::1]"\n', "1.67.0", 2, 1, "does not start (socket.gaierror)"),
    ("[server]\nport = 8671.0\n", "1.51.0", 2, 1, "does not start (OSError)"),
    ('[client]\ntoolbarMode = "nope"\n', "1.67.0", 2, 1, "every session ends with an AttributeError"),
    ('[client]\nshowErrorLinks = "nope"\n', "1.67.0", 2, 1, "every session ends with a ValueError"),
    ('[theme]\nbase = ""\n', "1.67.0", 2, 1, "does not start (StreamlitInvalidThemeError)"),
    ('[theme]\nbase = "x.toml"\n', "1.67.0", 2, 1, "does not start (FileNotFoundError)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-option-value", line, column)
    assert words in found.message and found.help
