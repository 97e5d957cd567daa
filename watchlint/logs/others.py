"""Libraries whose messages are known, whoever uses them: how what uses them is told to poll."""

from __future__ import annotations

POLL = {
    "chokidar": "export CHOKIDAR_USEPOLLING=1  # instead, for nodemon and others on chokidar: then start it again; it polls",
    "watchfiles": "export WATCHFILES_FORCE_POLLING=1",
}
"""Library -> how."""
