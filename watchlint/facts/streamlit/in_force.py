"""Which watcher options Streamlit really uses: asked of the real one.

The project's interpreter is started, with its own folder out of the way, on a few lines that import Streamlit, never the
user's code. Where Streamlit is missing our own reading of its files answers. Source: Streamlit 1.67 config.py
(get_config_options, get_where_defined), web/bootstrap.py (load_config_options: a flag or variable comes last).
"""

from __future__ import annotations

import os

from watchlint.facts import regular
from watchlint.facts.machine import asking
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

OPTIONS = ("server.fileWatcherType", "server.runOnSave", "server.folderWatchList", "server.folderWatchBlacklist")
"""The options that decide what Streamlit watches and does about it."""

_DEFAULTS = {
    "server.fileWatcherType": "auto", "server.runOnSave": False, "server.folderWatchList": [], "server.folderWatchBlacklist": [],
}  # fmt: skip


class Option(Record):
    """An option, its value, and where that comes from: 'default', 'flag', 'variable' or a file's path."""

    key: str
    value: Any
    origin: str


class Answer(Record):
    """What an interpreter said. `version`: Streamlit's; `options`: those it has; `error`: why there is no answer, ''."""

    version: str
    options: list[Option]
    error: str = ""


_STREAMLIT = """
import sys; sys.path.pop(0)
import json, os
asked = json.loads(sys.argv[1])
os.environ["HOME"] = asked["home"]
os.chdir(asked["cwd"])  # before the import: older releases settle there and then which files they read
import streamlit
from streamlit import config
if asked["app"] and hasattr(config, "_main_script_path"):
    config._main_script_path = asked["app"]
known = config.get_config_options(force_reparse=True, options_from_flags=asked["given"])
answer = [[key, known[key].value, known[key].where_defined] for key in asked["keys"] if key in known]
print("watchlint:" + json.dumps([streamlit.__version__, answer], default=repr))
"""


def streamlit_asked(
    python: str, cwd: str, app: str | None, flags: Mapping[str, str], environ: Mapping[str, str], timeout: float = 20
) -> Answer:
    """Asks the Streamlit of an interpreter. `flags`: option -> text as given on the command line; `environ`: the
    variables of the server (or of this shell)."""
    import json

    given, origin = _given(flags, environ)
    asked = {
        "cwd": cwd,
        "home": environ.get("HOME") or os.path.expanduser("~"),
        "app": os.path.abspath(os.path.join(cwd, app)) if app else "",
        "given": given,
        "keys": OPTIONS,
    }
    code, lines, text = asking.ask(python, _STREAMLIT, json.dumps(asked), timeout, without=("STREAMLIT_",))
    if code is None or not lines:
        return Answer("", [], asking.failure(code, text, "streamlit"))
    version, rows = lines[-1]
    options = [Option(key, value, origin.get(key) or _origin(where)) for key, value, where in rows]
    return Answer(version, options)


def streamlit_read(
    cwd: str,
    app: str | None,
    flags: Mapping[str, str],
    environ: Mapping[str, str],
    version: tuple[int, ...] | None = None,
) -> list[Option]:
    """The same by our own reading of files, variables and flags: see `precedence`. `environ`: all variables, those that a
    file names (`env:NAME`) too. Of an option that a release lacks, the default of those that have it."""
    from watchlint.facts.streamlit import precedence

    home = environ.get("HOME") or os.path.expanduser("~")
    release = ".".join(map(str, version)) if version else None
    settings = precedence.resolve(content, home, cwd, app, environ, flags, release).settings
    found = []
    for key in OPTIONS:
        setting = settings.get(key)
        if setting is None or setting.place == precedence.DEFAULT:
            found.append(Option(key, _DEFAULTS[key], "default"))
            continue
        value = list(setting.value) if isinstance(setting.value, tuple) else setting.value
        said = {precedence.ENVIRONMENT: "variable", precedence.FLAG: "flag"}
        found.append(Option(key, value, said.get(setting.place, setting.source)))
    return found


def option_flags(words: list[str]) -> tuple[str | None, dict[str, str]]:
    """The script and the watcher options in the words after `streamlit run`."""
    app, flags, waiting = None, {}, list(words)
    while waiting:
        word = waiting.pop(0)
        if word == "--":
            break
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            if not equals and waiting and not waiting[0].startswith("--") and "." in name:
                value = waiting.pop(0)
            if name in OPTIONS:
                flags[name] = value
        elif app is None:
            app = word
    return app, flags


def _given(flags: Mapping[str, str], environ: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Values from variables and flags (flags win) in the types Streamlit's command gives them, and their origins."""
    from watchlint.facts.streamlit import precedence

    given: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for key in OPTIONS:
        variable = next(filter(None, (environ.get(name) for name in precedence.variables(key))), None)
        for text, where in ((variable, "variable"), (flags.get(key), "flag")):
            if text:
                given[key] = _typed(key, text)
                origin[key] = where
    return given, origin


def _typed(key: str, text: str) -> bool | str | list[str]:
    if key == "server.runOnSave":
        return text.strip().lower() in ("1", "true", "t", "yes", "y", "on")
    return text.split() if "folder" in key else text


def content(path: str) -> bytes | None:
    """The file, as far as Streamlit's could be one; None where it can't be read."""
    return regular.content(path)


def _origin(where: str) -> str:
    return "default" if where == "<default>" else where
