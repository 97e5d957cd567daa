"""The programs of a repository that reload through watchdog, and what each of them does not hear from watchdog 7."""

from __future__ import annotations

import posixpath

from watchlint.computed import pattern
from watchlint.records import Record
from watchlint.rules.reloader import asked
from watchlint.rules.reloader.starts import launches
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.reloader.asked import Place
    from watchlint.servers.model import Server
    from watchlint.servers.start import Launch


class User(Record):
    """A program that reloads through watchdog.

    name      for a sentence
    what      what it does not see with watchdog 7
    patterns  whether it gives patterns that watchdog 7 reads otherwise
    place     where it is asked for or started
    shown     whether a file here starts it, reloading; else it may be started so, and may be not
    predicted whether what it watches can be told from its words
    files     those that import it, where nothing here starts it by a command
    """

    name: str
    what: str
    patterns: bool
    place: Place
    shown: bool
    predicted: bool = False
    files: Sequence[str] = ()


WERKZEUG = ("flask run --debug", "Dash", "runserver_plus")
_NOTHING = "no edit reloads"

# What makes Werkzeug poll, so that watchdog is not used, or not reload at all: in `app.run(…)`, in the settings.
_POLLS = pattern(rb"(?m)^[^#\n]*\b(?:reloader_type\s*=\s*[\"']stat|use_reloader\s*=\s*False)")
_DEBUG = pattern(rb"(?m)^[^#\n]*\.run(?:_server)?\([^#\n]*\b(?:debug|use_reloader)\s*=\s*True")
_SETTING = pattern(rb"(?m)^RUNSERVERPLUS_POLLER_RELOADER_TYPE\s*=\s*[\"']stat")


def find(repository: Repository) -> list[User]:
    """A User for each of them, found once; those that are told to poll are none."""
    return repository.shared("watchdog users", lambda: list(_find(repository)))


def _find(repository: Repository) -> Iterator[User]:
    dependencies = repository.dependencies
    started = launches(repository)
    flask = next((launch for launch in started if launch.server == "flask" and launch.reloads), None)
    if flask:
        yield User("flask run --debug", _NOTHING, True, flask, True)
    elif dependencies.requires("flask") and (paths := _importing(repository, "flask")):
        place = asked.requirements(repository, "flask")[0]
        yield User("flask run --debug", _NOTHING, True, place, _debugs(repository, paths), files=paths)
    in_django = dependencies.requires("django-plotly-dash")  # which serves its apps by Django's own server
    if dependencies.requires("dash") and not in_django and (paths := _importing(repository, "dash")):
        place = asked.requirements(repository, "dash")[0]
        yield User("Dash", _NOTHING, True, place, _debugs(repository, paths), files=paths)
    yield from _runserver_plus(repository, started)
    for launch in started:
        known = catalogue.named(launch.server)
        if known.patterned:
            what = _missed(repository, launch, known)
            yield User(launch.server, what, bool(what), launch, True, True)
    if dependencies.requires("pytest-watcher"):
        what = _missed_by_pytest_watcher(repository)
        yield User("pytest-watcher", what, bool(what), asked.requirements(repository, "pytest-watcher")[0], True)


def _importing(repository: Repository, name: str) -> list[str]:
    """The files that import this package; none where one of them tells Werkzeug to poll."""
    paths = repository.imports(name)
    return [] if any(_POLLS.search(repository.read_or_note(path) or b"") for path in paths) else paths


def _debugs(repository: Repository, paths: Sequence[str]) -> bool:
    """Whether one of these files starts its app with the debugger, and so with the reloader."""
    return any(_DEBUG.search(repository.read_or_note(path) or b"") for path in paths)


def _runserver_plus(repository: Repository, started: Sequence[Launch]) -> Iterator[User]:
    from watchlint.servers.django.runserver_plus import told_to_poll

    plus = [launch for launch in started if launch.server == "runserver_plus"]
    wanted = repository.dependencies.requires("django-extensions") and repository.dependencies.requires("werkzeug")
    heard = [launch for launch in plus if launch.reloads and not told_to_poll(launch.arguments)]
    if not (heard or (wanted and not plus)):
        return
    settings = [path for path in repository.suffixed(".py") if "settings" in path]
    if any(_SETTING.search(repository.read_or_note(path) or b"") for path in settings):
        return
    place = heard[0] if heard else asked.requirements(repository, "werkzeug")[0]
    yield User("runserver_plus", _NOTHING, True, place, bool(heard))


def _missed(repository: Repository, launch: Launch, known: Server) -> str:
    """What watchdog 7 does not tell this start of and 6 does; "" where its patterns are read alike."""
    # Where the file does not say in which folder it starts: the file's own and the root are tried.
    for cwd in (posixpath.dirname(launch.path or ""), "") if launch.cwd is None else (launch.cwd,):
        found = known.lost(launch.arguments, repository.files, cwd)
        if found:
            return _unmatched(*found)
    return ""


def _missed_by_pytest_watcher(repository: Repository) -> str:
    """The same for `ptw .` with the patterns of pyproject.toml."""
    from watchlint.servers.watchers.watchdog_patterns import lost

    found = lost(repository.files, _patterns_of_pytest_watcher(repository.read_or_note("pyproject.toml") or b""))
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
