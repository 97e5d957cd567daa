"""A server that polls: whether it need not, and what makes it wait for events instead."""

from __future__ import annotations

from watchlint.doctor.judging import steps as advice
from watchlint.doctor.judging.problem import INFO, WARNING, problem
from watchlint.servers import catalogue
from watchlint.servers.streamlit.server import with_watcher

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


BUSY = 15
"""Percent of a core from which polling is worth a warning: 41 was measured of uvicorn with .venv in its folder, 6 without."""


def judge_polling(server: dict[str, Any], name: str, facts: dict[str, Any]) -> list[dict[str, Any]]:
    """The problems of a server that polls or watches nothing by its settings; `name`: what it is called in a message."""
    options = {key: value for key, value, _ in server["options"]}
    watcher = options.get("server.fileWatcherType")
    if watcher is not None and watcher not in ("auto", "watchdog", "poll"):
        where = next((origin for key, _, origin in server["options"] if key == "server.fileWatcherType"), "")
        return [
            problem(
                "watcher-off",
                WARNING,
                f"{name} watches nothing: fileWatcherType is {watcher!r} (from: {where}).",
                with_watcher(server["words"], "auto"),
            )
        ]
    if server["blind"] or (facts.get("mount") or {}).get("blind"):
        return []
    known = catalogue.named(server["server"])
    remedy = known.to_wait(server["polls"], server["words"], server["environ"], server["python"])
    if remedy is None and known.at_least:
        remedy = advice.restart(server)
    if server["load"] >= BUSY and remedy:
        message = f"{name} takes {server['load']} % of a processor core to look for edits: {server['polls']}."
        return [problem("polls-hot", WARNING, message, remedy, advice.restart(server))]
    return [problem("polls-needlessly", INFO, f"{name} polls, and inotify works here: {server['polls']}.", remedy)]
