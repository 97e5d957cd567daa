"""Which watched dev servers the launch files start, and where the command stands."""

from __future__ import annotations

import re

from watchlint.facts.launch.source import DOCKERFILE, SYSTEMD

# Servers that take inotify watches by themselves; django polls without more packages, flask and gunicorn may.
WATCHERS = frozenset(("streamlit", "uvicorn", "watchfiles", "watchmedo"))
OFF = ("none",)


def launches(source) -> list:
    """The starts of servers in one file, by watchlint.facts; of systemd units too, which it does not read."""
    from watchlint.facts.launch import commands as launch_commands
    from watchlint.facts.launch import files as launch_files

    data = source.text.encode("utf-8", "surrogateescape")
    if not any(word in data for word in launch_commands.WORDS):
        return []
    if source.kind == SYSTEMD:
        return list(_of_unit(source))
    path = source.path
    if source.kind == DOCKERFILE and not launch_files.may_launch(path):
        path = "Dockerfile"
    if not launch_files.may_launch(path):
        return []
    found = []
    for step in launch_files.steps(path, data):
        found += [launch._replace(path=source.path) for launch in launch_commands.in_step(step, source.path)]
    return found


def _of_unit(source):
    from watchlint.facts.launch import commands as launch_commands

    folder = re.search(r"(?m)^WorkingDirectory=[-~]?(.*)$", source.text)
    for found in re.finditer(r"(?m)^ExecStart=[-@:+!]*((?:[^\n]*\\\r?\n)*[^\r\n]*)", source.text):
        line = source.text.count("\n", 0, found.start(1)) + 1
        column = found.start(1) - source.text.rfind("\n", 0, found.start(1))
        step = launch_commands.Step(found[1], line, column, folder[1].strip() if folder else "/", {})
        yield from launch_commands.in_step(step, source.path)


def option(launch, name: str) -> list[str]:
    """The values that a command line gives an option, `--name value` and `--name=value`."""
    found = []
    words = launch.arguments
    for at, word in enumerate(words):
        given, equals, value = word.partition("=")
        if given == name:
            found.append(value if equals else words[at + 1] if at + 1 < len(words) else "")
    return found


def watches(launch) -> bool:
    """Whether this start takes inotify watches, as far as its own command line and variables tell."""
    if launch.server not in WATCHERS or not launch.reloads:
        return False
    if launch.server == "streamlit":
        kind = [
            *option(launch, "--server.fileWatcherType"),
            launch.environment.get("STREAMLIT_SERVER_FILE_WATCHER_TYPE", ""),
        ]
        return next((value for value in kind if value), "auto") in ("auto", "watchdog")
    polling = launch.environment.get("WATCHFILES_FORCE_POLLING", "").lower()
    return polling in ("", "false", "disable", "disabled")


def title(launch) -> str:
    """What starts, in the words of the file."""
    return {"streamlit": "Streamlit", "uvicorn": "uvicorn --reload"}.get(launch.server, launch.server)
