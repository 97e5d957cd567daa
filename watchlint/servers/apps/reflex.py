"""`reflex run`: watchfiles, through granian, on each entry of the project that is not hidden, files included.

Source: reflex 0.10.1 (utils/exec.py, get_reload_paths; utils/misc.py, get_module_path), checked against the kernel. The
one server here where leaving out lowers the cost: an entry that a variable names is not handed on.
"""

from __future__ import annotations

import ast
import os

from watchlint.facts import regular
from watchlint.servers import imported
from watchlint.servers.model import Way
from watchlint.servers.watchers.watchfiles import VARIABLES, OnWatchfiles

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.model import Launch
    from watchlint.servers.surroundings import Surroundings

_OVERRIDE = "REFLEX_HOT_RELOAD_OVERRIDE_PATHS"
_INCLUDE = "REFLEX_HOT_RELOAD_INCLUDE_PATHS"
_EXCLUDE = "REFLEX_HOT_RELOAD_EXCLUDE_PATHS"
_LEFT_OUT = (".gitignore", "uploaded_files", "reflex.lock")


class Reflex(OnWatchfiles):
    name = "reflex"
    title = "reflex run"
    programs = ("reflex",)
    imports = packages = comes_with = ("reflex",)
    traced = ("reflex",)
    subcommands = ("run",)
    reload = ()
    still = ("--env=prod", "prod")
    example = ""
    always = brings = True
    variables = (*VARIABLES, _OVERRIDE, _INCLUDE, _EXCLUDE)
    off = Way("do not watch: --env prod", words=("--env", "prod"))

    def app(self, words: Sequence[str]) -> str | None:
        return None

    def runs(
        self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings
    ) -> tuple[list[str], list[str]]:
        name = _app_name(os.path.join(cwd, "rxconfig.py"))
        compiles, files, _ = imported.of_module(f"{name}.{name}", "", cwd, environ, around)
        return compiles, files

    def roots(self, words: Sequence[str], environ: Mapping[str, str], cwd: str) -> list[str]:
        if environ.get(_OVERRIDE):
            return _paths(environ[_OVERRIDE], cwd)
        folder = _project(cwd)
        try:
            names = sorted(os.listdir(folder))
        except OSError:
            return []
        found = [os.path.join(folder, name) for name in names if not _left_out(folder, name)]
        found += _paths(environ.get(_INCLUDE, ""), cwd)
        out = [os.path.realpath(path) for path in _paths(environ.get(_EXCLUDE, ""), cwd)]
        return [path for path in found if os.path.realpath(path) not in out]


def _left_out(folder: str, name: str) -> bool:
    hidden = name.startswith((".", "__")) and os.path.isdir(os.path.join(folder, name))
    return hidden or name in _LEFT_OUT


def _paths(text: str, cwd: str) -> list[str]:
    return [os.path.join(cwd, path) for path in text.split(":") if path]


def _project(cwd: str) -> str:
    """The folder whose entries it takes: that of the app's module, or the first above it without an __init__.py."""
    name = _app_name(os.path.join(cwd, "rxconfig.py"))
    folder = os.path.join(cwd, name)
    if not name or not os.path.isfile(os.path.join(folder, f"{name}.py")):
        return cwd
    while os.path.isfile(os.path.join(folder, "__init__.py")) and folder != cwd:
        folder = os.path.dirname(folder)
    return folder


def _app_name(path: str) -> str:
    """The app's name in the settings file; '' where it is not written there as a text."""
    try:
        tree = ast.parse(regular.content(path) or b"")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    given = [
        word.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for word in node.keywords
        if word.arg == "app_name"
    ]
    return given[0].value if given and isinstance(given[0], ast.Constant) and isinstance(given[0].value, str) else ""


SERVER = Reflex()
