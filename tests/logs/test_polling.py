"""How a server, or what uses a library, is told to poll."""

from __future__ import annotations

import pytest

from watchlint.logs.messages.watchdog import POLL_ON_WATCHDOG
from watchlint.logs.polling import user_of, way_to_poll


@pytest.mark.parametrize(
    ("library", "named", "wanted"),
    [
        ("uvicorn", [], "uvicorn"), ("uvicorn", ["streamlit"], "uvicorn"), ("watchdog", [], ""), ("watchdog", ["streamlit"], "streamlit"),
        ("watchdog", ["streamlit", "uvicorn"], "streamlit"), ("watchfiles", ["streamlit", "uvicorn"], "uvicorn"), ("", ["streamlit", "uvicorn"], "uvicorn"), ("", [], ""),
    ],
)  # fmt: skip
def test_whose_message_it_is(library, named, wanted):
    assert user_of(library, named) == wanted


@pytest.mark.parametrize(
    ("server", "begins", "ends"),
    [
        ("streamlit", "streamlit run", "then start streamlit again; it polls and takes no watch"),
        ("uvicorn", "export WATCHFILES_FORCE_POLLING=", "then start uvicorn again; it polls and takes no watch"),
        ("watchfiles", "export WATCHFILES_FORCE_POLLING=", "then start it again; it polls and takes no watch"),
        ("chokidar", "export CHOKIDAR_USEPOLLING=1  # instead", "it polls"),
    ],
)
def test_the_command(server, begins, ends):
    assert way_to_poll(server).startswith(begins) and way_to_poll(server).endswith(ends)


def test_where_none_is_known():
    assert way_to_poll("") == way_to_poll("no-such-server") == ""
    assert way_to_poll("watchdog") == POLL_ON_WATCHDOG
