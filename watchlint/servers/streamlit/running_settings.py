"""What of a running Streamlit's configuration is not in force, by our own reading of its files, and what keeps a healthy one
from showing an edit."""

from __future__ import annotations

import os

from watchlint.facts.streamlit import in_force, precedence
from watchlint.servers.model import Fault
from watchlint.servers.streamlit.words import own_words, with_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from watchlint.servers.model import Running


def troubles(server: Running, root: str, version: str) -> list[dict[str, str]]:
    """What Streamlit complains of, as `precedence.Trouble` has it, and the files of the project it does not read (of kind
    "unread"). `version`: its release, "" where not known."""
    app, flags = in_force.option_flags(own_words(server.words))
    home, cwd, release = server.environ.get("HOME") or os.path.expanduser("~"), server.cwd, version or None
    found = [
        row._asdict()
        for row in precedence.resolve(in_force.content, home, cwd, app, server.environ, flags, release).troubles
    ]
    read = [path for _, path in precedence.files(home, cwd, app, release)]
    beside = os.path.dirname(os.path.join(cwd, app or ""))
    there = {os.path.normpath(os.path.join(folder, ".streamlit", "config.toml")) for folder in (root, beside)}
    for path in sorted(there - set(read)):
        if os.path.isfile(path):
            found.append({"kind": "unread", "key": "", "source": path, "reason": f"{read[1]} and {read[0]}"})
    return found


def turned_off(seen: Mapping[str, Any]) -> Fault | None:
    """A fileWatcherType that watches nothing."""
    for key, value, origin in seen["options"]:
        if key == "server.fileWatcherType" and value not in ("auto", "watchdog", "poll"):
            message = f"{{name}} watches nothing: fileWatcherType is {value!r} (from: {origin})."
            return Fault("watcher-off", "warning", message, with_option(seen["words"], key, "auto"))
    return None


def misled(seen: Mapping[str, Any]) -> Iterator[Fault]:
    """A file that is not in force, and an edit that only offers to run again."""
    yield from (_fault(trouble) for trouble in seen["troubles"] if trouble["kind"] != "fatal")
    if any(key == "server.runOnSave" and value is False for key, value, _ in seen["options"]):
        message = "{name} shows an edit only after a click on Rerun: runOnSave is off, which is the default."
        yield Fault("run-on-save-off", "info", message, with_option(seen["words"], "server.runOnSave", "true"))


def _fault(trouble: Mapping[str, str]) -> Fault:
    path, key = trouble["source"], trouble["key"]
    if trouble["kind"] == "unread":
        step = f"cd {os.path.dirname(os.path.dirname(path))}  # and start it from there"
        message = f"{{name}} does not read {path}: it reads {trouble['reason']}."
        return Fault("streamlit-config-unread", "warning", message, step)
    if trouble["kind"] == "ignored":
        message = f"{{name}} ignores all of {path}: {trouble['reason']}."
        step = "watchlint check  # names the line to correct"
        return Fault("streamlit-config-broken", "warning", message, step)
    message = f"{{name}} knows no option {key}, which {path} sets, and ignores it."
    return Fault("streamlit-option-unknown", "info", message, "watchlint check  # names the option that was meant")
