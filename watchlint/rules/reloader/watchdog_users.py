"""The programs of a repository that reload through watchdog, and what each of them does not hear from watchdog 7."""

from __future__ import annotations

import posixpath
import re
from collections import namedtuple

from watchlint.rules.reloader import versions
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.servers.model import Launch, Server

User = namedtuple("User", "name what patterns place predicted", defaults=(False,))
"""A program that reloads through watchdog: its name for a sentence, what it does not see, whether it gives patterns that
watchdog 7 reads otherwise, and where it is asked for or started (something with path, line, column); whether what it watches can be predicted from its words."""

WERKZEUG = ("flask run --debug", "Dash", "runserver_plus")
_NOTHING = "no edit reloads"

# What makes Werkzeug poll, so that watchdog is not used, or not reload at all: in `app.run(…)`, in the settings.
_POLLS = re.compile(rb"^[^#\n]*\b(?:reloader_type\s*=\s*[\"']stat|use_reloader\s*=\s*False)", re.M)
_SETTING = re.compile(rb"^RUNSERVERPLUS_POLLER_RELOADER_TYPE\s*=\s*[\"']stat", re.M)


def find(repo, launches):
    """A User for each of them; those that are told to poll are none."""
    dependencies = repo.dependencies
    started = launches()
    flask = next((launch for launch in started if launch.server == "flask" and launch.reloads), None)
    if flask or (dependencies.requires("flask") and _imported(repo, "flask")):
        yield User("flask run --debug", _NOTHING, True, flask or versions.asked(repo, "flask")[0])
    if dependencies.requires("dash") and _imported(repo, "dash"):
        yield User("Dash", _NOTHING, True, versions.asked(repo, "dash")[0])
    yield from _runserver_plus(repo, started)
    for launch in started:
        known = catalogue.named(launch.server)
        if known.patterned:
            what = _missed(repo, launch, known)
            yield User(launch.server, what, bool(what), launch, True)
    if dependencies.requires("pytest-watcher"):
        what = _missed_by_pytest_watcher(repo)
        yield User("pytest-watcher", what, bool(what), versions.asked(repo, "pytest-watcher")[0])


def _imported(repo, name: str) -> bool:
    """Whether a file imports this package and none of those that do tells Werkzeug to poll."""
    paths = repo.imports(name)
    return bool(paths) and not any(_POLLS.search(repo.read_or_note(path) or b"") for path in paths)


def _runserver_plus(repo, started):
    from watchlint.servers.web.runserver_plus import told_to_poll

    plus = [launch for launch in started if launch.server == "runserver_plus"]
    asked = repo.dependencies.requires("django-extensions") and repo.dependencies.requires("werkzeug")
    heard = [launch for launch in plus if launch.reloads and not told_to_poll(launch.arguments)]
    if not (heard or (asked and not plus)):
        return
    settings = [path for path in repo.suffixed(".py") if "settings" in path]
    if any(_SETTING.search(repo.read_or_note(path) or b"") for path in settings):
        return
    yield User("runserver_plus", _NOTHING, True, heard[0] if heard else versions.asked(repo, "werkzeug")[0])


def _missed(repo, launch: Launch, known: Server) -> str:
    """What watchdog 7 does not tell this start of and 6 does; "" where its patterns are read alike."""
    # Where the file does not say in which folder it starts: the file's own and the root are tried.
    for cwd in (posixpath.dirname(launch.path), "") if launch.cwd is None else (launch.cwd,):
        found = known.lost(launch.arguments, repo.files, cwd)
        if found:
            return _unmatched(*found)
    return ""


def _missed_by_pytest_watcher(repo) -> str:
    """The same for `ptw .` with the patterns of pyproject.toml."""
    from watchlint.servers.watchers.watchdog_patterns import lost

    found = lost(repo.files, _patterns_of_pytest_watcher(repo.read_or_note("pyproject.toml") or b""))
    return _unmatched(*found) if found else ""


def _patterns_of_pytest_watcher(data: bytes) -> list[str]:
    from watchlint.facts.toml import reader as toml_reader

    given = None
    if b"pytest-watcher" in data:
        try:
            given = toml_reader.read(data)["tool"]["pytest-watcher"]["patterns"]
        except (toml_reader.TomlSyntaxError, KeyError, TypeError):
            given = None
    # pytest-watcher 0.6.3, event_handler.py: none, or an empty list, is this one.
    return [one for one in given if isinstance(one, str)] if isinstance(given, list) and given else ["*.py"]


def _unmatched(pattern: str, file: str) -> str:
    return f"`{pattern}` no longer matches {file}, for it is compared with the whole path"
