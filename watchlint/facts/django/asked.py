"""Which reloader Django really picks: asked of the real one.

The project's interpreter is started, with its own folder out of the way, on a few lines that import Django, never the user's
code. Source: Django 5.2 utils/autoreload.py (get_reloader).
"""

from __future__ import annotations

from watchlint.facts.machine import asking
from watchlint.records import Record


class Answer(Record):
    """What an interpreter said. `version`: Django's; `reloader`: its class; `swallowed`: the traceback of what Django caught
    and did not show, ''; `watchman`: path of its program, ''; `error`: why there is no answer, ''."""

    version: str
    reloader: str = ""
    swallowed: str = ""
    watchman: str = ""
    error: str = ""


_DJANGO = """
import sys; sys.path.pop(0)
import json, shutil, traceback
def say(**words): print("watchlint:" + json.dumps(words), flush=True)
import django
from django.utils import autoreload
say(version=django.get_version(), watchman=shutil.which("watchman") or "")
if sys.argv[1] == "1":
    import django_watchfiles
if getattr(autoreload, "pywatchman", None) is not None:
    try:
        autoreload.WatchmanReloader.check_availability()
    except Exception:
        say(swallowed=traceback.format_exc())
say(reloader=type(autoreload.get_reloader()).__name__)
"""


def django_asked(python: str, with_watchfiles: bool, timeout: float = 20, outside: str = "") -> Answer:
    """Asks Django's real get_reloader(). `with_watchfiles`: the settings enable django_watchfiles, so it is imported
    first, as runserver would; the settings themselves are never run. `outside`: a folder in which no watchman is looked for."""
    code, lines, text = asking.ask(python, _DJANGO, "1" if with_watchfiles else "0", timeout, outside)
    said: dict[str, str] = {}
    for words in lines:
        said.update(words)
    error = "" if "reloader" in said else asking.failure(code, text, "django")
    if code is None and said:
        error = "no answer in time: the watchman service does not reply"
    elif code is not None and code < 0:
        error = f"the interpreter crashed (signal {-code}): pywatchman before 2.0 does so on Python 3.13 and later"
    return Answer(
        said.get("version", ""),
        said.get("reloader", ""),
        said.get("swallowed", ""),
        said.get("watchman", ""),
        error,
    )
