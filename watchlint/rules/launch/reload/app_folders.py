"""Which folders a server that reloads has to watch so that an edit of every module of the app still reloads it."""

from __future__ import annotations

import os
import posixpath
import re

from watchlint.facts.launch.kinds import CONTAINERS
from watchlint.servers import catalogue
from watchlint.servers.model import values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.python.imports import Module
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch

_MODULE = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_PLAIN = re.compile(r"[\w./-]+")

# A longer list helps nobody: better the app moves into a folder of its own.
MOST = 8


def of(source: Source, launch: Launch, repo: Repository) -> tuple[list[str], str]:
    """(the folders, as the working folder names them, the app's own first; why none is named). Either is empty."""
    name = (launch.app or "").partition(":")[0]
    known = catalogue.named(launch.server)
    base = known.module_folder(launch).rstrip("/")
    path = launch.environment.get("PYTHONPATH", "")
    if not _MODULE.fullmatch(name) or "$" in base + path or base.startswith("/"):
        return [], "which module it starts is not known"
    given = next((option for option in known.reading if values(launch.arguments, option)), None)
    if given:
        return [], f"what {given} adds lies where no import tells"
    cwd = launch.cwd
    if cwd is None:
        return [], "the folder it starts in is not known"
    search = [posixpath.normpath(posixpath.join(cwd, part)) for part in (base, *filter(None, path.split(":")))]
    if any(part.startswith(("/", "..")) for part in search):
        return [], "its search path leads out of this repository"

    key = ("app folders", name, cwd, tuple(search), tuple(sorted(launch.environment.items())))
    folders, why_not = repo.shared(key, lambda: _of_module(name, cwd, search, dict(launch.environment), repo))
    if source.kind in CONTAINERS and len(folders) > 1:
        return [], f"the app loads modules of {' and '.join(folders)}, and which of them the container has is not known"
    return folders, why_not


def _of_module(
    name: str, cwd: str, search: list[str], environment: dict[str, str], repo: Repository
) -> tuple[list[str], str]:
    from watchlint.facts.django import app_modules

    here = os.path.join(repo.root, cwd)
    named: dict[str, None] = {}

    def ends(module: Module) -> str:
        folder = os.path.relpath(_top(module), here).replace(os.sep, "/")
        if folder == "." or folder.startswith("..") or not _PLAIN.fullmatch(folder):
            return f"the app loads {os.path.relpath(module.file, repo.root)}, which lies in no folder below that one"
        named[folder] = None
        return ""

    found = app_modules.load(repo, name, cwd, search, environment, ends)
    if found.doubt:
        return [], found.doubt
    folders = [one for one in named if not any(one.startswith(f"{other}/") for other in named)]
    if len(folders) > MOST:
        return [], f"the app loads modules of {len(folders)} folders"
    return folders, ""


def _top(module: Module) -> str:
    """The folder of a module's top-level package; of a module outside any, the folder it lies in."""
    parts = module.name.split(".")
    is_package = os.path.basename(module.file).startswith("__init__.")
    folder: str = os.path.dirname(module.file)
    for _ in range(len(parts) - (1 if is_package else 2)):
        folder = os.path.dirname(folder)
    return folder
