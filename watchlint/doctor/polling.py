"""A server that polls: whether it need not, and what makes it wait for events instead."""

from __future__ import annotations

import shlex

from watchlint.doctor import steps as advice
from watchlint.doctor.problem import INFO, WARNING, problem
from watchlint.servers import gunicorn, hupper


def judge_polling(server: dict, name: str, facts: dict) -> list[dict]:
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
                advice.again(server, "streamlit run", "--server.fileWatcherType auto"),
            )
        ]
    if server["blind"] or (facts.get("mount") or {}).get("blind"):
        return []
    remedy = None
    if server["server"] in ("gunicorn", "hupper"):
        remedy = _instead_of_polling(server)
    elif server["environ"].get("WATCHFILES_FORCE_POLLING"):
        remedy = "unset WATCHFILES_FORCE_POLLING  # then start the server again"
    elif server["server"] == "uvicorn":
        remedy = f"{shlex.quote(server['python'] or 'python')} -m pip install watchfiles"
    return [problem("polls-needlessly", INFO, f"{name} polls, and inotify works here: {server['polls']}.", remedy)]


def _instead_of_polling(server: dict) -> str | None:
    """How gunicorn or hupper come to wait for events."""
    package = {gunicorn.POLLS: "inotify", hupper.POLLS: "watchdog"}.get(server["polls"])
    if package:
        return f"{shlex.quote(server['python'] or 'python')} -m pip install {package}  # then start {server['server']} again"
    if server["polls"] == gunicorn.TOLD:
        return "leave out --reload-engine poll"
    if server["polls"] == hupper.TOLD:
        return "unset HUPPER_DEFAULT_MONITOR  # then start hupper again"
    return advice.restart(server)
