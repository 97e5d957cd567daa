"""How Streamlit reads the value of one of its variables."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base.source import Source
from watchlint.fixes.splice import spliced
from watchlint.rules.launch.streamlit.values import judged, watcher_meant

# NAME=value -> (what is said, what is written instead)
CASES = {
    # near misses first
    "STREAMLIT_SERVER_PORT=8501": None,
    "STREAMLIT_SERVER_PORT=": None,
    "STREAMLIT_SERVER_PORT=' +8_501 '": None,
    "STREAMLIT_SERVER_PORT=$PORT": None,
    "STREAMLIT_SERVER_HEADLESS=Yes": None,
    "STREAMLIT_SERVER_HEADLESS=OFF": None,
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE=poll": None,
    "STREAMLIT_SERVER_NOBODYS=1": None,
    "STREAMLIT_SERVER_BASE_URL_PATH=[a]": None,
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST='/a /b'": None,
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST='/a, of mine'": None,
    "OTHER=x": None,
    # hits
    "STREAMLIT_SERVER_PORT=http": ("it is no whole number", None),
    "STREAMLIT_SERVER_PORT=8501.0": ("it is no whole number", None),
    "STREAMLIT_SERVER_HEADLESS=2": ("it is no truth value", None),
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling": ("turns watching off without a word", "poll"),
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE=FALSE": ("turns watching off without a word", "none"),
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE=Poll": ("turns watching off without a word", "poll"),
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE=inotify": ("turns watching off without a word", None),
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST='/a,/b'": ("is one entry, and matches nothing", "/a /b"),
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST='/a, /b'": ("gives 2 entries that match nothing", "/a /b"),
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST='[\"/a\"]'": ("is one entry, and matches nothing", "/a"),
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST=[/a]": ("is one entry, and matches nothing", "/a"),
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST=[/a,/b]": ("is one entry, and matches nothing", None),  # it would need quotes
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST='[]'": ("is one entry, and matches nothing", None),
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST='[/a b]'": ("gives 2 entries that match nothing", None),
}  # fmt: skip


@pytest.mark.parametrize("line", CASES)
def test_judged(line):
    source = Source("run.sh", "shell", f"export {line}\n".encode())
    found = [problem for one in assignments(source) if (problem := judged(one)) is not None]
    assert len(found) == (CASES[line] is not None)
    for problem in found:
        said, instead = CASES[line]
        assert said in problem.message and bool(problem.splices) is (instead is not None)
        if instead is not None:
            fixed = Source("run.sh", "shell", spliced(source.text.encode(), problem.splices))
            (one,) = assignments(fixed)
            assert one.value == instead and judged(one) is None


@pytest.mark.parametrize(
    ("value", "meant"),
    [(None, None), ("", None), ("inotify", None), ("POLL", "poll"), ("off", "none"), ("Enabled", "auto"), ("watchdog", "watchdog")],
)  # fmt: skip
def test_which_watcher_a_spelling_stands_for(value, meant):
    assert watcher_meant(value) == meant
