"""A server that polls: whether it need not."""

from __future__ import annotations

import pytest
from imagined import facts, server

from watchlint.doctor.judging.polling import BUSY, judge_polling

POLLS = {"needed": 0, "held": 0, "instances": 0, "polls": "watchfiles is not installed"}


@pytest.mark.parametrize(
    ("given", "here", "expected"),
    [
        ({}, {}, ("polls-needlessly", "info")),
        ({"load": BUSY - 1}, {}, ("polls-needlessly", "info")),
        ({"load": BUSY}, {}, ("polls-hot", "warning")),
        # where events don't come, polling is right
        ({"blind": "a shared folder"}, {}, None),
        ({}, {"mount": {"point": "/mnt/c", "type": "9p", "blind": "x", "blind_below": []}}, None),
    ],
)
def test_uvicorn(given, here, expected):
    found = judge_polling(server(**POLLS, **given), "uvicorn (process 7)", facts(**here))
    assert [(one["id"], one["severity"]) for one in found] == ([expected] if expected else [])
    assert all("watchfiles" in one["steps"][0] for one in found)


def test_a_busy_one_says_how_much_it_takes():
    (found,) = judge_polling(server(**POLLS, load=41), "uvicorn (process 7)", facts())
    assert found["message"].startswith(
        "uvicorn (process 7) takes 41 % of a processor core to look for edits: watchfiles"
    )
    assert len(found["steps"]) == 2


def test_streamlit_that_was_told_to_watch_nothing():
    told = [["server.fileWatcherType", "none", "/w/.streamlit/config.toml"]]
    (found,) = judge_polling(server(**{**POLLS, "server": "streamlit"}, options=told), "streamlit", facts())
    assert found["id"] == "watcher-off" and found["message"].startswith("streamlit")
