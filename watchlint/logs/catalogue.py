"""All messages that are known, in the order of their families."""

from __future__ import annotations

from watchlint.logs.messages import (
    editors,
    native,
    node,
    python_servers,
    streamlit,
    system,
    watchdog,
    watchfiles,
)

MESSAGES = (
    *streamlit.MESSAGES,
    *watchdog.MESSAGES,
    *watchfiles.MESSAGES,
    *python_servers.MESSAGES,
    *node.MESSAGES,
    *editors.MESSAGES,
    *native.MESSAGES,
    *system.MESSAGES,
)
