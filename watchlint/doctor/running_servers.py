"""Dev servers that run now, found by their command lines. Nothing is asked of them; only /proc is read.

Command lines may hold secrets: they are taken apart here, and what is handed on is the server's name and the words the
models need. Of the environment only the variables below are looked at.
"""

from __future__ import annotations

import os
from collections import namedtuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Server = namedtuple("Server", "server pids words as_module cwd python environ state visible")
"""A running dev server. `server`: its name in the contract, or 'process' for one asked for by number that is none of
them; `pids`: its processes, the one that was started first; `words`: the words after its name; `as_module`:
it was started with `python -m`, which puts the working folder on sys.path; `cwd`: its working
folder or ''; `python`: the interpreter it was started with or ''; `environ`: those of VARIABLES that are set; `state`:
the letter of proc(5), T for stopped; `visible`: False where its descriptors may not be looked at."""

VARIABLES = frozenset(
    "WATCHFILES_FORCE_POLLING WATCHFILES_IGNORE_PERMISSION_DENIED STREAMLIT_SERVER_FILE_WATCHER_TYPE"
    " STREAMLIT_SERVER_RUN_ON_SAVE STREAMLIT_SERVER_FOLDER_WATCH_LIST STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST"
    " WERKZEUG_RUN_MAIN RUN_MAIN FLASK_DEBUG FLASK_APP PYTHONPATH DJANGO_WATCHMAN_TIMEOUT HOME GUNICORN_CMD_ARGS"
    " HUPPER_DEFAULT_MONITOR".split()
)

_VALUED = frozenset(("-W", "-X", "--check-hash-based-pycs"))
_ALONE = {"watchfiles": "watchfiles", "watchmedo": "watchmedo", "hupper": "hupper", "watchdog.watchmedo": "watchmedo"}


def recognise(words: Sequence[str], environ: Mapping[str, str] | None = None) -> tuple[str, list[str]] | None:
    """The server's name and the words after it, for a command line (argv) that starts a dev server which reloads;
    None for any other. `environ` decides for Flask, which can be told to reload by a variable."""
    environ = environ or {}
    name, rest, _ = _program(list(words))
    if name in ("uvicorn", "uvicorn.__main__"):
        return ("uvicorn", rest) if "--reload" in rest else None
    if name == "fastapi":
        return ("uvicorn", rest[1:]) if rest[:1] == ["dev"] and "--no-reload" not in rest else None
    if name in ("streamlit", "streamlit.web.cli", "streamlit.cli"):
        return ("streamlit", rest[rest.index("run") + 1 :]) if "run" in rest else None
    if name == "flask":
        debug = "--debug" in rest or "--reload" in rest or environ.get("FLASK_DEBUG", "0") not in ("0", "", "false")
        return ("flask", rest) if "run" in rest and debug and "--no-reload" not in rest else None
    if name.endswith("manage.py") or name in ("django", "django-admin"):
        return ("django", rest) if rest[:1] == ["runserver"] and "--noreload" not in rest else None
    if name == "gunicorn":
        rest = [*_shell_words(environ.get("GUNICORN_CMD_ARGS", "")), *rest]  # what is typed wins, so it comes last
        return ("gunicorn", rest) if "--reload" in rest else None
    if name in ("pserve", "pyramid.scripts.pserve"):
        return ("hupper", rest) if "--reload" in rest else None
    if name in _ALONE:
        return _ALONE[name], rest
    if environ.get("WERKZEUG_RUN_MAIN") == "true":
        return "flask", []  # `python app.py` with app.run(debug=True), or Dash
    return None


def running(pid: int | None = None, proc: str = "/proc") -> list[Server]:
    """The dev servers that run now, or the one that process belongs to. Processes of one server (a reloader and the
    child it starts) are one. Never raises."""
    try:
        pids = sorted(int(name) for name in os.listdir(proc) if name.isdigit())
    except OSError:
        return []
    found: dict[int, list] = {}
    parents: dict[int, int] = {}
    leader: dict[int, int] = {}
    for number in pids:
        words = _words(f"{proc}/{number}/cmdline")
        if not words or number == os.getpid():
            continue
        if not any(_may_be_server(word) for word in words[:8]) and number != pid:
            continue
        environ = _environ(f"{proc}/{number}/environ")
        known = recognise(words, environ)
        if known is None and number != pid:
            continue
        name, rest = known or ("process", [])
        state, parent = _state(f"{proc}/{number}/stat")
        if not state or state == "Z":
            continue
        parents[number] = parent
        first = leader.get(parent)
        if first is not None and found[first][0] == name:
            leader[number] = first
            found[first][1].append(number)
            continue
        leader[number] = number
        found[number] = [
            name,
            [number],
            rest,
            _program(words)[2],
            _link(f"{proc}/{number}/cwd"),
            _python(words, number, proc),
            environ,
            state,
        ]
    servers = []
    for number, row in found.items():
        if pid is None or pid in row[1]:
            servers.append(Server(*row, os.access(f"{proc}/{number}/fd", os.R_OK | os.X_OK)))
    return servers


def children(pid: int, proc: str = "/proc") -> list[int]:
    """The processes below one, at any depth."""
    below, found = {}, []
    try:
        names = os.listdir(proc)
    except OSError:
        return []
    for name in names:
        if name.isdigit():
            _, parent = _state(f"{proc}/{name}/stat")
            below.setdefault(parent, []).append(int(name))
    waiting = [pid]
    while waiting:
        new = below.get(waiting.pop(), [])
        found += new
        waiting += new
    return sorted(found)


def _program(words: list[str]) -> tuple[str, list[str], bool]:
    """The script's or module's name, the words after it, and whether it is a module; the interpreter and its options
    are passed over."""
    if not words:
        return "", [], False
    first = os.path.basename(words[0])
    if not first.startswith(("python", "pypy")):
        return _script(first), words[1:], False
    waiting = words[1:]
    while waiting:
        word = waiting.pop(0)
        if word == "-m":
            return (waiting[0], waiting[1:], True) if waiting else ("", [], False)
        if word.startswith("-m") and len(word) > 2:
            return word[2:], waiting, True
        if word == "-c" or word.startswith("-c"):
            return "", [], False
        if word in _VALUED:
            waiting = waiting[1:]
        elif not word.startswith("-"):
            return _script(os.path.basename(word)), waiting, False
    return "", [], False


def _script(name: str) -> str:
    """A script's name without what Windows adds."""
    for ending in (".exe", "-script.py", "-script.pyw"):
        if name.endswith(ending):
            return name[: -len(ending)]
    return name


def _shell_words(text: str) -> list[str]:
    import shlex

    try:
        return shlex.split(text)
    except ValueError:  # an open quote: gunicorn itself ends at it
        return []


def _may_be_server(word: str) -> bool:
    """A cheap first look, so that no environment is read for nothing."""
    base = os.path.basename(word)
    return base.startswith(
        (
            "python",
            "uvicorn",
            "streamlit",
            "watch",
            "flask",
            "fastapi",
            "gunicorn",
            "hupper",
            "pserve",
            "django",
            "pypy",
        )
    )


def _words(path: str) -> list[str]:
    try:
        with open(path, "rb") as file:
            data = file.read(1 << 17)
    except OSError:
        return []
    return [os.fsdecode(word) for word in data.rstrip(b"\0").split(b"\0")] if data else []


def _environ(path: str) -> dict[str, str]:
    found = {}
    for pair in _words(path):
        name, _, value = pair.partition("=")
        if name in VARIABLES:
            found[name] = value
    return found


def _state(path: str) -> tuple[str, int]:
    """(state, parent) of a process; ('', 0) when it has ended. The name may hold spaces and brackets."""
    try:
        with open(path, "rb") as file:
            fields = file.read().rpartition(b")")[2].split()
        return fields[0].decode(), int(fields[1])
    except (OSError, IndexError, ValueError):
        return "", 0


def _link(path: str) -> str:
    try:
        return os.readlink(path)
    except OSError:
        return ""


def _python(words: Sequence[str], pid: int, proc: str) -> str:
    """The interpreter as it was called, which for a virtual environment is the link in it, not what it points to. A name
    that does not lead to what runs (a process may call itself anything) is not believed."""
    first, runs = words[0], _link(f"{proc}/{pid}/exe")
    if os.path.basename(first).startswith(("python", "pypy")) and "/" in first:
        called = os.path.normpath(os.path.join(_link(f"{proc}/{pid}/cwd"), first))
        if os.path.realpath(called) == runs:
            return called
    return runs
