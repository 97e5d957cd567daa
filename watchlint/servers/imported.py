"""What a server's app brings in: the project's own files, and the folders that gain a __pycache__ by it."""

from __future__ import annotations

import os
import posixpath
import re

from watchlint.facts import regular

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from watchlint.facts.python.imports import Imports
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.surroundings import Surroundings


def of_module(
    app: str | None, folder: str, cwd: str, environ: Mapping[str, str], around: Surroundings
) -> tuple[list[str], list[str], list[str]]:
    """(folders that gain a __pycache__, files, the search path) of a server that imports its app as a module."""
    name = (app or "").partition(":")[0]
    if name.endswith(".py"):
        name = name[:-3].replace("/", ".").strip(".")
    search = [os.path.join(cwd, folder), *pythonpath(environ, cwd)]
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", name):
        return [], [], search
    from watchlint.facts.python import imports as python_imports

    start = os.path.join(search[0], "watchlint starts here.py")

    def read(path: str) -> bytes | None:
        return f"import {name}\n".encode() if path == start else regular.content(path)

    imports = python_imports.local_imports(
        start,
        search,
        cwd=cwd,
        fallback=around.import_roots(),
        elsewhere=around.installed_names(),
        writes_bytecode=writes_bytecode(environ),
        read=read,
    )
    return list(imports.compiles), files(None, imports), search


def of_command(words: str, cwd: str, environ: Mapping[str, str], around: Surroundings) -> tuple[list[str], list[str]]:
    """The same for a command that is restarted: `python main.py`, or a function's dotted name."""
    script = next((word for word in words.split() if word.endswith(".py")), None)
    if script is None:
        return [], []
    from watchlint.facts.python import imports as python_imports

    script = os.path.join(cwd, script)
    search = [os.path.dirname(script), *pythonpath(environ, cwd)]
    imports = python_imports.local_imports(
        script, search, cwd=cwd, fallback=around.import_roots(), elsewhere=around.installed_names(),
        writes_bytecode=writes_bytecode(environ),
    )  # fmt: skip
    return list(imports.compiles), files(script, imports)


WORKER = "which modules Celery's worker imports is known to Django only: every package of the project is counted"


def of_restarted(
    words: str, cwd: str, environ: Mapping[str, str], around: Surroundings
) -> tuple[list[str], list[str], list[str]]:
    """The same for a command that is restarted, Celery's worker among them, and what can't be known of it."""
    program, *rest = words.split() or [""]
    if program.rpartition("/")[2].partition(".")[0] != "celery":
        return *of_command(words, cwd, environ, around), []
    from watchlint.servers.arguments import parse

    options = parse(rest, ("-A", "--app", "--workdir"))[0]
    app = [*options.get("-A", ()), *options.get("--app", ())][-1:]
    compiles, found, _ = of_module(app[0] if app else None, "", cwd, environ, around)
    has_run = bool(found) and all(map(ran, found))
    if has_run or not around.repo.dependencies.requires("django") or not writes_bytecode(environ):
        return compiles, found, []
    below = os.path.relpath(cwd, around.repo.root).removeprefix(".")
    compiles = list(dict.fromkeys([*compiles, *packages(around.repo, below)]))
    fresh = any(not os.path.isdir(os.path.join(folder, "__pycache__")) for folder in compiles)
    return compiles, found, [WORKER] if fresh else []


def ran(file: str) -> bool:
    """Whether Python has written a module's bytecode: what its app imports then has been imported as well."""
    folder, name = os.path.split(file)
    try:
        written = os.listdir(os.path.join(folder, "__pycache__"))
    except OSError:
        return False
    return any(one.startswith(f"{name.removesuffix('.py')}.") for one in written)


def files(script: str | None, imports: Imports) -> list[str]:
    """The files of a run (real paths), the script first."""
    found = [script] if script else []
    found += [module.file for module in imports.modules]
    return list(dict.fromkeys(map(os.path.realpath, found)))


def packages(repo: Repository, folder: str) -> list[str]:
    """The packages below a folder of the repository."""
    start = f"{folder}/" if folder else ""
    found = {path.rpartition("/")[0] for path in repo.files if path.endswith("/__init__.py") and path.startswith(start)}
    return [os.path.join(repo.root, path) for path in sorted(found)]


def as_module_name(app: str | None) -> str | None:
    """`shop/web.py` as `shop.web:app`; anything else as it is."""
    if app is None or not app.endswith(".py"):
        return app
    return posixpath.normpath(app)[:-3].replace("/", ".") + ":app"


def dotted(release: tuple[int, ...] | None) -> str | None:
    """(1, 67, 0) -> "1.67.0"."""
    return ".".join(map(str, release)) if release else None


def pythonpath(environ: Mapping[str, str], cwd: str) -> list[str]:
    """The entries of PYTHONPATH, absolute."""
    return [os.path.join(cwd, path) for path in environ.get("PYTHONPATH", "").split(os.pathsep) if path]


def writes_bytecode(environ: Mapping[str, str]) -> bool:
    """Whether Python writes __pycache__ folders beside the sources under these variables."""
    return not environ.get("PYTHONDONTWRITEBYTECODE") and not environ.get("PYTHONPYCACHEPREFIX")
