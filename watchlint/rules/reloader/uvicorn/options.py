"""The reload options of each start of uvicorn here: on a command line, or in Python (`uvicorn.run(…, reload=True)`)."""

from __future__ import annotations

import re

from watchlint.records import Record
from watchlint.rules.reloader import asked
from watchlint.rules.reloader.starts import launches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.reloader.asked import Place

Options = dict[str, list[str]]
"""include, exclude, dir -> the values of --reload-include and its kin."""


class Start(Record):
    """place: where it is written. cwd: the folder it starts in, relative to the root; None where that is not known."""

    place: Place
    cwd: str | None
    options: Options


def starts(repository: Repository) -> list[Start]:
    """Every start of uvicorn that reloads, found once."""
    return repository.shared("uvicorn starts", lambda: list(_starts(repository)))


def release(repository: Repository, low: str | None, high: str | None) -> str:
    """Whether uvicorn's release lies in [low, high): CERTAIN, POSSIBLE or EXCLUDED."""
    return asked.within(repository.dependencies.version_range("uvicorn"), low, high)[0]


def polls(repository: Repository) -> bool:
    """Whether it polls, as far as the dependency files tell: they ask for uvicorn, and nothing brings watchfiles."""
    from watchlint.servers.web.uvicorn import brings_watchfiles

    return repository.dependencies.requires("uvicorn") and not brings_watchfiles(repository.dependencies)


def keeps_working_folder(repository: Repository) -> bool:
    """Whether it is a release that watches the working folder whatever folders are named: before 0.34.3."""
    wanted = repository.dependencies.requires("uvicorn")
    return wanted and not polls(repository) and release(repository, None, "0.34.3") == asked.CERTAIN


def of_words(arguments: Sequence[str]) -> Options:
    """--reload-include, -exclude and -dir of a command line: their names without the dashes -> values."""
    found: Options = {}
    for at, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name in ("--reload-include", "--reload-exclude", "--reload-dir"):
            if not equals:
                value = arguments[at + 1] if at + 1 < len(arguments) else ""
            found.setdefault(name[len("--reload-") :], []).append(value)
    return found


def included(repository: Repository, start: Start) -> dict[str, str]:
    """Those --reload-include patterns that match folders -> the first of them; one that matches the working folder too is
    none."""
    if start.cwd is None:
        return {}
    folders = _folders(repository, start.cwd)
    found = {}
    for pattern in start.options.get("include", ()):
        itself = all(part in ("", ".", "**") for part in pattern.split("/"))
        # uvicorn takes `.*` for hidden files, never for folders (config.py, resolve_reload_patterns).
        if not itself and pattern != ".*":
            folder = next((folder for folder in folders if matches(pattern, folder)), None)
            if folder is not None:
                found[pattern] = folder
    return found


def matches(pattern: str, folder: str) -> bool:
    """Whether pathlib's `Path.glob(pattern)`, which uvicorn calls in the working folder, gives this folder."""
    parts = [part for part in pattern.split("/") if part not in ("", ".")]
    parts = [part for at, part in enumerate(parts) if part != "**" or parts[at - 1 : at] != ["**"]]
    expression = ""
    for at, part in enumerate(parts):
        last = at == len(parts) - 1
        if part == "**":
            # At the end it also gives the folder before it.
            whole = expression[:-1] + "(?:/.*)?" if expression.endswith("/") else expression + ".*"
            expression = whole if last else expression + "(?:.*/)?"
        else:
            body = re.escape(part).replace(r"\*", "[^/]*").replace(r"\?", "[^/]")
            expression += body + ("" if last else "/")
    return bool(parts) and re.fullmatch(expression, folder) is not None


def _folders(repository: Repository, cwd: str) -> list[str]:
    """The folders of the files the repository owns, and git's own, relative to `cwd`, those nearest to it first."""
    start = f"{cwd}/" if cwd else ""
    found: set[str] = {".git"} if repository.has_git and not cwd else set()
    for path in repository.files:
        folder = path.rpartition("/")[0]
        while folder.startswith(start) and folder not in ("", cwd) and folder[len(start) :] not in found:
            found.add(folder[len(start) :])
            folder = folder.rpartition("/")[0]
    return sorted(found, key=lambda folder: (folder == ".git", folder.count("/"), folder))


def _starts(repository: Repository) -> Iterator[Start]:
    for launch in launches(repository):
        if launch.server == "uvicorn" and launch.reloads:
            yield Start(launch, launch.cwd, of_words(launch.arguments))
    yield from _calls(repository)


_KEYWORDS = {"include": "reload_includes", "exclude": "reload_excludes", "dir": "reload_dirs"}


def _calls(repository: Repository) -> Iterator[Start]:
    """Its calls in Python; where the script is started from is not known."""
    from watchlint.servers.calls import runs

    for path in repository.imports("uvicorn"):
        if path.rpartition("/")[2].startswith("test_"):
            continue
        for run in runs(path, repository.read_or_note(path) or b""):
            if run.server == "uvicorn":
                options = {name: list(run.words[key]) for name, key in _KEYWORDS.items() if run.words.get(key)}
                yield Start(run, None, options)
