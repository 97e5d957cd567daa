"""What a server's app brings in: the project's own files, and the folders that gain a __pycache__ by it."""

from __future__ import annotations

import os
import re

from watchlint.facts.python import imports as python_imports

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.python.imports import Imports


def of_module(launch, folder: str, cwd: str, environ, around) -> tuple[list[str], list[str], list[str]]:
    """(folders that gain a __pycache__, files, the search path) of a server that imports its app as a module."""
    name = (launch.app or "").partition(":")[0]
    if name.endswith(".py"):
        name = name[:-3].replace("/", ".").strip(".")
    search = [os.path.join(cwd, folder), *pythonpath(environ, cwd)]
    if not re.fullmatch(r"[A-Za-z_]\w*(\.[A-Za-z_]\w*)*", name):
        return [], [], search
    start = os.path.join(search[0], "watchlint starts here.py")

    def read(path: str) -> bytes | None:
        return f"import {name}\n".encode() if path == start else python_imports.read_file(path)

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


def of_command(words: str, cwd: str, environ, around) -> tuple[list[str], list[str]]:
    """The same for a command that is restarted: `python main.py`, or a function's dotted name."""
    script = next((word for word in words.split() if word.endswith(".py")), None)
    if script is None:
        return [], []
    script = os.path.join(cwd, script)
    search = [os.path.dirname(script), *pythonpath(environ, cwd)]
    imports = python_imports.local_imports(
        script, search, cwd=cwd, fallback=around.import_roots(), elsewhere=around.installed_names(),
        writes_bytecode=writes_bytecode(environ),
    )  # fmt: skip
    return list(imports.compiles), files(script, imports)


def files(script: str | None, imports: Imports) -> list[str]:
    """The files of a run (real paths), the script first."""
    found = [script] if script else []
    found += [module.file for module in imports.modules]
    return list(dict.fromkeys(map(os.path.realpath, found)))


def packages(repo, folder: str) -> list[str]:
    """The packages below a folder of the repository."""
    start = f"{folder}/" if folder else ""
    found = {path.rpartition("/")[0] for path in repo.files if path.endswith("/__init__.py") and path.startswith(start)}
    return [os.path.join(repo.root, path) for path in sorted(found)]


def module_name(app: str, folder: str, cwd: str) -> str:
    """`src/shop/web.py:app` or `shop.web:app` as a module seen from `folder`."""
    path = app.rsplit(":", 1)[0] if ":" in app else app
    if path.endswith(".py") or "/" in path:
        return (
            os.path.relpath(os.path.realpath(os.path.join(cwd, path)), folder).removesuffix(".py").replace(os.sep, ".")
        )
    return path


def value(words, option: str) -> str | None:
    """What `--option value` or `--option=value` gives among these words."""
    for at, word in enumerate(words):
        if word == option and at + 1 < len(words):
            return words[at + 1]
        if word.startswith(option + "="):
            return word[len(option) + 1 :]
    return None


def pythonpath(environ, cwd: str) -> list[str]:
    """The entries of PYTHONPATH, absolute."""
    return [os.path.join(cwd, path) for path in environ.get("PYTHONPATH", "").split(os.pathsep) if path]


def writes_bytecode(environ) -> bool:
    """Whether Python writes __pycache__ folders beside the sources under these variables."""
    return not environ.get("PYTHONDONTWRITEBYTECODE") and not environ.get("PYTHONPYCACHEPREFIX")


def as_module(launch, around, program: str) -> bool:
    """Whether the line that starts it says `python -m PROGRAM`."""
    data = around.repo.read_or_note(launch.path) if launch.path and launch.line else None
    lines = data.split(b"\n") if data else []
    return launch.line is not None and launch.line <= len(lines) and f"-m {program}".encode() in lines[launch.line - 1]
