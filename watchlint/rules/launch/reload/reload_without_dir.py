"""launch-reload-without-dir: a server reloads, and no folder is named: it watches everything below the working folder."""

from __future__ import annotations

import re
from functools import partial
from pathlib import Path

from watchlint.facts.launch.places import resolver
from watchlint.findings import INFO, WARNING, Rule
from watchlint.rules.launch import NAME, files, overridden, starts, weight
from watchlint.rules.launch.problem import Problem, findings
from watchlint.rules.launch.reload import app_folders
from watchlint.servers import catalogue
from watchlint.servers.model import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.rules.launch.problem import Splice
    from watchlint.servers.model import Launch
    from watchlint.settings import Settings

_AROUND = {
    "shop/__init__.py": "",
    "shop/main.py": "app = None\n",
    "requirements.txt": "uvicorn[standard]>=0.41\n",
    ".gitignore": "__pycache__/\n.venv/\n",
    ".venv/untracked-pyvenv.cfg": "version = 3.13.1\n",
    ".venv/lib/120-empty-folders": "",
}

RULE = Rule(
    name="launch-reload-without-dir",
    hook=NAME,
    severity=WARNING,
    summary="A server reloads, and no folder is named: it watches everything below the working folder.",
    why="With watchfiles each folder below takes an inotify watch, .git, virtual environments and node_modules included. "
    "--reload-dir is the one option that makes it less.",
    evidence="A project with a virtual environment in it: 3,599 watches, 2 with --reload-dir (uvicorn 0.54.0); "
    "aegis-stack#1071: «3145 changes detected», restart after restart.",
    before={**_AROUND, "Procfile": "web: uvicorn shop.main:app --reload\n"},
    after={**_AROUND, "Procfile": "web: uvicorn shop.main:app --reload --reload-dir shop\n"},
    fix="unsafe",
    since="0.1.0",
    source="uvicorn 0.54.0, config.py, resolve_reload_patterns; watches counted",
    about=("reload", "RELOAD", "fastapi"),
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A warning for each start whose folder is known and holds many folders that are no code; a note where it holds git's own
    only."""
    for source in files.sources(repository):
        yield from findings(RULE, source, partial(problems, repository=repository))


def problems(source: Source, repository: Repository) -> Iterator[Problem]:
    """The starts in one text that name no folder."""
    for launch in starts.launches(source, repository):
        if _watches_all(launch, repository) and not overridden.by_service(launch, repository):
            yield from _problem(source, launch, repository)


def _watches_all(launch: Launch, repository: Repository) -> bool:
    """Whether it is known to watch the whole of a folder that is known."""
    known = catalogue.named(launch.server)
    if not known.narrower or launch.cwd is None or launch.place is None:
        return False
    if known.folders(launch) or known.narrower_variable in launch.environment:
        return False
    if not starts.watches(launch) or not starts.has_watcher(launch, repository):
        return False
    folder = Path(repository.root, launch.cwd)
    return not any(_is_folder(folder, pattern) for pattern in values(launch.arguments, "--reload-include"))


def _is_folder(start: Path, pattern: str) -> bool:
    """Whether a pattern of --reload-include matches a folder: the server then watches that, and not the working folder."""
    if not set(pattern) & set("*?["):
        return (start / pattern).is_dir()
    if "**" in pattern or pattern == ".*" or pattern.startswith("/"):
        return False
    return any(path.is_dir() for path in start.glob(pattern))


def _problem(source: Source, launch: Launch, repository: Repository) -> Iterator[Problem]:
    assert launch.place is not None
    known = catalogue.named(launch.server)
    at = starts.offset(source, launch)
    flag = re.compile(r"--reload(?![\w-])|\bdev\b").search(source.text, at)
    heavy = weight.of(repository, launch.place)
    many = sum(one.folders for one in heavy) >= weight.MANY
    if flag is None or not heavy and not resolver.of(repository).holds(launch.place, ".git"):
        return
    folders, why_not = app_folders.of(source, launch, repository)
    words = " ".join(f"{known.narrower} {folder}" for folder in folders)
    where = f"all of {launch.cwd}/" if launch.cwd else "all of this repository"
    listed = " and ".join(map(str, heavy[:3])) or "git's own folders"
    yield Problem(
        f"{starts.title(launch)} watches {where}, {listed} included: no folder is named",
        flag.start(), flag.end(), f"{launch.app} --reload",
        f"Add {words}." if folders else f"Name each folder of your code with {known.narrower}: {why_not}.",
        _with_words(source.text, flag, known.narrower, folders) if folders else (), f"add {words}", safe=False,
        severity=None if many else INFO,
    )  # fmt: skip


def _with_words(text: str, flag: re.Match[str], name: str, given: list[str]) -> list[Splice]:
    """The splice that puts `name value` behind a word for each value, in the form in which the word is written."""
    at, end = flag.span()
    words = [word for value in given for word in (name, value)]
    quote = text[at - 1 : at]
    if quote in ("'", '"') and text[end : end + 1] == quote:
        if not re.match(r"\s*[,\]]", text[end + 1 :]):
            return []
        return [(end + 1, end + 1, "".join(f", {quote}{word}{quote}" for word in words))]
    start = text.rfind("\n", 0, at) + 1
    dash = re.fullmatch(r"([ \t]*-[ \t]+)", text[start:at])
    if dash and re.match(r"[ \t]*(?:#[^\n]*)?\r?(?:\n|$)", text[end:]):
        newline = "\r\n" if "\r\n" in text else "\n"
        return [(end, end, "".join(f"{newline}{dash[1]}{word}" for word in words))]
    if quote.isspace():
        return [(end, end, "".join(f" {word}" for word in words))]
    return []
