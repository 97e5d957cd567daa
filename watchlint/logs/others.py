"""Programs whose logs are known and that are no servers of ours: how their logs name them, and how they poll."""

from __future__ import annotations

GREETS = {
    "[nodemon]": "nodemon",
    "file watcher error: ": "vite",
    "VITE v": "vite",
    "Watchpack": "webpack",
    "webpack-dev-server": "webpack",
}
"""What they say in a log -> the program."""

LIBRARY = dict.fromkeys(("vite", "nodemon", "webpack"), "chokidar")
"""The library whose messages stand in their logs."""

POLL = {
    "vite": "server: { watch: { usePolling: true } }  // instead, in vite.config.js: Vite polls and takes no watch",
    "nodemon": "nodemon -L server.js",
    "webpack": "export WATCHPACK_POLLING=true",
    # a library that is known, and not the server that uses it
    "chokidar": "export CHOKIDAR_USEPOLLING=1  # instead, for nodemon and others on chokidar: then start it again; it polls",
    "watchfiles": "export WATCHFILES_FORCE_POLLING=1",
}
"""How each is told to poll."""
