"""Made-up options: they go, and what they stand for comes."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import fixed

CASES = [
    ('[server]\nwatcherType = "poll"\n', '[server]\nfileWatcherType = "poll"\n'),
    ('[server]\nwatcherType = "poll"  # why\n', '[server]\nfileWatcherType = "poll"  # why\n'),
    ('[server]\nwatcherType = "poll"\nfileWatcherType = "auto"\n', '[server]\nfileWatcherType = "auto"\n'),
    ('[server]\nport = 1\nexcludePatterns = ["*.pyc"]\n', "[server]\nport = 1\n"),
    ('[server]\nexcludePatterns = ["data/**"]\nfolderWatchBlacklist = ["/srv"]\n', '[server]\nfolderWatchBlacklist = ["/srv", "**/data"]\n'),
    ('[server.fileWatcher]\ntype = "poll"\nport = 8502\n', '[server]\nfileWatcherType = "poll"\nport = 8502\n'),
    ('[server]\nport = 8502\n\n[server.fileWatcher]\nport = 8502\n', "[server]\nport = 8502\n"),
    # refused: told, and left as it is
    ('[server]\nport = 8502\n\n[server.fileWatcher]\nport = 8503\n', None),
    ('[server.fileWatcher]\n# of the type\ntype = "poll"\nport = 8502\n', None),
    ('[server.fileWatcher]\nnonsense = 1\n', None),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after"), CASES)
def test_fixed(tmp_path, before, after):
    found = fixed(tmp_path, before, unsafe=True)
    assert found == (before if after is None else after)
    assert fixed(tmp_path, found, unsafe=True) == found
