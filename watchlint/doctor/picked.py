"""What Streamlit and Django of the project's interpreter really pick."""

from __future__ import annotations

import os

from watchlint.doctor.trial import folders
from watchlint.facts.python import interpreter
from watchlint.facts.streamlit import in_force


def picked(root: str, python: str | None, servers: list[dict]) -> dict:
    """The interpreter; for Streamlit its options, for Django its reloader, where they are installed and used here and
    no running server tells more. `servers` as `running.examine` describes them."""
    found: dict = {"python": "", "streamlit": None, "django": None}
    executable = interpreter.find(root, python) or (python or "")
    if not executable and servers:
        executable = next((server["python"] for server in servers if server["python"]), "")
    found["python"] = executable
    known = interpreter.ask(executable) if executable else None
    if known is None:
        return found
    if known.has("streamlit") and not any(server["server"] == "streamlit" for server in servers):
        answer = in_force.streamlit_asked(executable, root, None, {}, os.environ)
        read = in_force.streamlit_read(root, None, {}, os.environ, known.release("streamlit"))
        found["streamlit"] = {
            "version": answer.version, "error": answer.error, "options": [list(row) for row in answer.options],
            "read": [list(row) for row in read],
        }  # fmt: skip
    if known.has("django") and os.path.exists(os.path.join(root, "manage.py")):
        enabled = _enables_watchfiles(root)
        answer = in_force.django_asked(executable, enabled and known.has("django_watchfiles"))
        found["django"] = {
            "version": answer.version, "reloader": answer.reloader, "swallowed": answer.swallowed,
            "watchman": answer.watchman, "error": answer.error, "watchfiles_enabled": enabled,
            "pywatchman": known.has("pywatchman"),
        }  # fmt: skip
    return found


def _enables_watchfiles(root: str) -> bool:
    """Whether a settings file, in the project's first three levels, names django_watchfiles."""
    depth = root.rstrip("/").count("/") + 3
    for folder in folders(root, 2000):
        if folder.count("/") > depth or os.path.basename(folder) in ("node_modules", ".git", ".venv", "venv"):
            continue
        if os.path.basename(folder) == "settings" or os.path.isfile(os.path.join(folder, "settings.py")):
            for name in os.listdir(folder):
                if name.endswith(".py"):
                    try:
                        with open(os.path.join(folder, name), "rb") as file:
                            lines = file.read(1 << 20).split(b"\n")
                    except OSError:
                        continue
                    if any(b"django_watchfiles" in line.split(b"#")[0] for line in lines):
                        return True
    return False
