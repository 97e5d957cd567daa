"""uvicorn's reload options: what they really watch."""

from __future__ import annotations

import posixpath
import re

from watchlint.findings import WARNING
from watchlint.rules.reloader import rules, versions
from watchlint.rules.reloader.versions import CERTAIN
from watchlint.servers.web.uvicorn import brings_watchfiles


def check(repo, settings, launches):
    """Findings on each start of `uvicorn --reload`, on a command line or in Python (`uvicorn.run(…, reload=True)`)."""
    found = [launch for launch in launches() if launch.server == "uvicorn" and launch.reloads]
    if not repo.dependencies.requires("uvicorn") and not found:
        return
    said_limit = False
    for place, cwd, options in [*map(_of_launch, found), *_calls(repo)]:
        yield from _options(repo, place, cwd, options)
        if not said_limit and brings_watchfiles(repo.dependencies) and _version(repo, "0.41", None) == CERTAIN:
            said_limit = True
            yield versions.at(
                place, rules.LIMIT_SILENT,
                "uvicorn 0.41 and later says nothing when the inotify limit is reached: the rest is not watched",
                help="`watchlint watches` says beforehand how many watches it takes.", subject="uvicorn",
            )  # fmt: skip


def _of_launch(launch):
    return launch, launch.cwd, options_of(launch.arguments)


def options_of(arguments) -> dict[str, list[str]]:
    """--reload-include, -exclude and -dir of a command line: their names without the dashes -> values."""
    found: dict[str, list[str]] = {}
    for at, word in enumerate(arguments):
        name, equals, value = word.partition("=")
        if name in ("--reload-include", "--reload-exclude", "--reload-dir"):
            if not equals:
                value = arguments[at + 1] if at + 1 < len(arguments) else ""
            found.setdefault(name[len("--reload-") :], []).append(value)
    return found


def _options(repo, place, cwd: str | None, options: dict[str, list[str]]):
    asks_uvicorn = repo.dependencies.requires("uvicorn")
    polls = asks_uvicorn and not brings_watchfiles(repo.dependencies)
    # Up to there the working folder is watched in any case, but by polling.
    beside = asks_uvicorn and not polls and _version(repo, None, "0.34.3") == CERTAIN
    folders = {} if cwd is None else _included(repo, cwd, options.get("include", ()))
    if folders and not options.get("dir") and not beside:
        pattern, folder = next(iter(folders.items()))
        yield versions.at(
            place, rules.INCLUDE_REPLACES,
            f"--reload-include {pattern!r} matches the folder {folder}: uvicorn watches it and no longer the working folder",
            help=f"Name files (`{folder}/*.html`), or give every folder with --reload-dir.",
            severity=None if asks_uvicorn else WARNING, subject=pattern,
        )  # fmt: skip
    names = [pattern for pattern in options.get("include", ()) if pattern not in folders]
    filters = [f"--reload-{name}" for name, given in (("include", names), ("exclude", options.get("exclude"))) if given]
    if filters and polls:
        yield versions.at(
            place, rules.FILTER_WITHOUT_WATCHFILES,
            f"{' and '.join(filters)} {'has' if len(filters) == 1 else 'have'} no effect: no dependency file asks for watchfiles",
            help="Ask for `uvicorn[standard]` or watchfiles.", subject=" ".join(filters),
        )  # fmt: skip
    if beside and options.get("dir") and "." not in map(posixpath.normpath, options["dir"]):
        yield versions.at(
            place, rules.DIR_NOT_ALONE,
            f"uvicorn before 0.34.3 watches the working folder beside --reload-dir {options['dir'][0]}",
            help="Raise uvicorn to 0.34.3 or later.", subject="reload-dir",
        )  # fmt: skip


def _included(repo, cwd: str, patterns) -> dict[str, str]:
    """Those patterns that match folders -> the first of them; a pattern that matches the working folder too is none."""
    folders = _folders(repo, cwd)
    found = {}
    for pattern in patterns:
        itself = all(part in ("", ".", "**") for part in pattern.split("/"))
        # uvicorn takes `.*` for hidden files, never for folders (config.py, resolve_reload_patterns).
        folder = (
            None
            if itself or pattern == ".*"
            else next((folder for folder in folders if matches(pattern, folder)), None)
        )
        if folder is not None:
            found[pattern] = folder
    return found


def _version(repo, low: str | None, high: str | None) -> str:
    return versions.within(repo.dependencies.version_range("uvicorn"), low, high)[0]


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


def _folders(repo, cwd: str) -> list[str]:
    """The folders of the files the repository owns, and git's own, relative to `cwd`, those nearest to it first."""
    start = f"{cwd}/" if cwd else ""
    found: set[str] = {".git"} if repo.has_git and not cwd else set()
    for path in repo.files:
        folder = path.rpartition("/")[0]
        while folder.startswith(start) and folder not in ("", cwd) and folder[len(start) :] not in found:
            found.add(folder[len(start) :])
            folder = folder.rpartition("/")[0]
    return sorted(found, key=lambda folder: (folder == ".git", folder.count("/"), folder))


def _calls(repo):
    """Its calls in Python: (place, None, options); where the script is started from is not known."""
    from watchlint.servers.calls import runs

    for path in repo.imports("uvicorn"):
        if not path.rpartition("/")[2].startswith("test_"):
            for run in runs(path, repo.read_or_note(path) or b""):
                if run.server == "uvicorn":
                    yield (
                        run,
                        None,
                        {name: list(run.words[key]) for name, key in _KEYWORDS.items() if run.words.get(key)},
                    )


_KEYWORDS = {"include": "reload_includes", "exclude": "reload_excludes", "dir": "reload_dirs"}
