"""What Streamlit and Django of the project's interpreter really pick."""

from __future__ import annotations

import os

from watchlint.facts.django import asked as asked_django
from watchlint.facts.python import interpreter
from watchlint.facts.streamlit import in_force

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import InForce, Seen
    from watchlint.facts.python.interpreter import Interpreter

_NOT_THE_PROJECT = frozenset(("node_modules", ".git", ".venv", "venv"))


def nothing_asked() -> InForce:
    """Neither an interpreter nor what it would use."""
    return {"python": "", "asked": False, "streamlit": None, "django": None}


def picked(root: str, python: str | None, servers: list[Seen]) -> InForce:
    """The interpreter; for Streamlit its options, for Django its reloader, where they are installed and used here and
    no running server tells more. `servers` as `running.examine` describes them.

    Only an interpreter that was given, or that runs one of the servers, is `asked`: any other may have come with the
    repository, and its files are read."""
    found = nothing_asked()
    executable = interpreter.find(root, python) or (python or "")
    if not executable and servers:
        executable = next((server["python"] for server in servers if server["python"]), "")
    found["python"] = executable
    asked = found["asked"] = bool(executable) and (bool(python) or executable in [one["python"] for one in servers])
    known = (interpreter.ask if asked else interpreter.read)(executable) if executable else None
    if known is None:
        return found
    if known.has("streamlit") and not any(server["server"] == "streamlit" for server in servers):
        answer = in_force.Answer(_version("streamlit", known), [])
        if asked:
            answer = in_force.streamlit_asked(executable, root, None, {}, os.environ)
        read = in_force.streamlit_read(root, None, {}, os.environ, known.release("streamlit"))
        found["streamlit"] = {
            "version": answer.version, "error": answer.error, "options": [list(row) for row in answer.options],
            "read": [list(row) for row in read],
        }  # fmt: skip
    if known.has("django") and os.path.exists(os.path.join(root, "manage.py")):
        enabled = _enables_watchfiles(root)
        with_watchfiles = enabled and known.has("django_watchfiles")
        told = asked_django.Answer(_version("django", known), _reloader(known, with_watchfiles))
        if asked:
            told = asked_django.django_asked(executable, with_watchfiles, outside=root)
        found["django"] = {
            "version": told.version, "reloader": told.reloader, "swallowed": told.swallowed,
            "watchman": told.watchman, "error": told.error, "watchfiles_enabled": enabled,
            "pywatchman": known.has("pywatchman"),
        }  # fmt: skip
    return found


def _version(package: str, known: Interpreter) -> str:
    """The release that the installed files alone say of a package."""
    return ".".join(map(str, known.release(package) or ()))


def _reloader(known: Interpreter, with_watchfiles: bool) -> str:
    """Django's choice, as far as files tell (utils/autoreload.py, get_reloader); '' where the watchman service decides."""
    if with_watchfiles:
        return "WatchfilesReloader"
    return "" if known.has("pywatchman") else "StatReloader"


def _enables_watchfiles(root: str) -> bool:
    """Whether a settings file, in the project's first three levels, names django_watchfiles."""
    top = len(root.rstrip(os.sep))
    for folder, below, names in os.walk(root):
        deep = folder[top:].count(os.sep) >= 3
        below[:] = [] if deep else [name for name in below if name not in _NOT_THE_PROJECT]
        if os.path.basename(folder) == "settings" or "settings.py" in names:
            if any(_names_watchfiles(os.path.join(folder, name)) for name in names if name.endswith(".py")):
                return True
    return False


def _names_watchfiles(path: str) -> bool:
    try:
        with open(path, "rb") as file:
            lines = file.read(1 << 20).split(b"\n")
    except OSError:
        return False
    return any(b"django_watchfiles" in line.split(b"#")[0] for line in lines)
