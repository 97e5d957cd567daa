"""What keeps a healthy Streamlit from showing an edit: its own settings."""

from __future__ import annotations

import os

from watchlint.doctor.judging.problem import INFO, WARNING, problem
from watchlint.servers.streamlit.server import with_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def judge_settings(server: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The problems of a Streamlit server's settings: a file that is not in force, and an edit that only offers to run again."""
    found = [_trouble(trouble, name) for trouble in server["troubles"] if trouble["kind"] != "fatal"]
    if any(key == "server.runOnSave" and value is False for key, value, _ in server["options"]):
        message = f"{name} shows an edit only after a click on Rerun: runOnSave is off, which is the default."
        found.append(
            problem("run-on-save-off", INFO, message, with_option(server["words"], "server.runOnSave", "true"))
        )
    return found


def _trouble(trouble: dict[str, Any], name: str) -> dict[str, Any]:
    path, key = trouble["source"], trouble["key"]
    if trouble["kind"] == "unread":
        message = f"{name} does not read {path}: it reads {trouble['reason']}."
        steps = [f"cd {os.path.dirname(os.path.dirname(path))}  # and start it from there"]
        return problem("streamlit-config-unread", WARNING, message, *steps)
    if trouble["kind"] == "ignored":
        message = f"{name} ignores all of {path}: {trouble['reason']}."
        return problem("streamlit-config-broken", WARNING, message, "watchlint check  # names the line to correct")
    message = f"{name} knows no option {key}, which {path} sets, and ignores it."
    return problem("streamlit-option-unknown", INFO, message, "watchlint check  # names the option that was meant")
