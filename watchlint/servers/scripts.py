"""Servers that a Python script starts when it is run: `uvicorn.run(…)`, `app.run(debug=True)`, `ui.run()` in `python main.py`.

Source: uvicorn 0.54 (main.py, run), Flask 3.1.3 (app.py, run: `use_reloader` is `debug` where it is not given), Dash 4.4
(the same), NiceGUI 3.18 (ui_run.py: `reload=True` and `uvicorn_reload_dirs="."` where they are not given).
"""

from __future__ import annotations

import ast
import posixpath

from watchlint.facts.launch import started
from watchlint.records import Record
from watchlint.servers import launches

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.launch.resolver import Resolver
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch
    from watchlint.servers.program import Program

_MODULES = ("uvicorn", "flask", "dash", "nicegui")
_RUNS = ("run", "run_server")


class Call(Record):
    """A call that starts a server which reloads.

    server        its name in the contract
    app           what it serves, where a text says it
    arguments     the words that would start the same
    line, column  where it stands
    decided       what decides whether it reloads, where that is known only when it runs: `reload=settings.debug`
    """

    server: str
    app: str | None
    arguments: tuple[str, ...]
    line: int
    column: int
    decided: str


def calls(data: bytes, flask: bool = False) -> list[Call]:
    """The calls in a Python file that start a server which reloads, or may; none where it does not parse. `flask`: whether
    an app that is made elsewhere in this project is one of Flask's."""
    if b"run" not in data or not (flask or any(name.encode() in data for name in _MODULES)):
        return []
    from watchlint.facts.python import source as python_source

    try:
        tree = python_source.parse(data)
    except python_source.Unparsable:
        return []
    imported = _imported(tree)
    apps = _apps(tree, imported, flask)
    text = data.decode("utf-8", "replace")
    found = [_call(node, imported, apps, text) for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [one for one in found if one is not None]


def _imported(tree: ast.Module) -> dict[str, str]:
    """Name -> what it is, dotted, of all that is imported; with a leading dot for what is this package's own."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found[alias.asname or alias.name.partition(".")[0]] = (
                    alias.name if alias.asname else alias.name.partition(".")[0]
                )
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                found[alias.asname or alias.name] = f"{'.' * node.level}{node.module or ''}.{alias.name}"
    return found


def _apps(tree: ast.Module, imported: dict[str, str], flask: bool) -> set[str]:
    """The names that are bound to an app of Flask or Dash."""
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            made = _dotted(node.value.func, imported)
            if made in ("flask.Flask", "dash.Dash") or (flask and made.endswith(".create_app")):
                found.update(target.id for target in node.targets if isinstance(target, ast.Name))
    if flask:
        found.update(name for name in ("app", "application") if name in imported)
    return found


def _dotted(node: ast.expr, imported: dict[str, str]) -> str:
    """`flask.Flask` of `Flask`, `flask.Flask` and `f.Flask`, as they were imported; `.name` of what was not."""
    if isinstance(node, ast.Name):
        return imported.get(node.id, f".{node.id}")
    if isinstance(node, ast.Attribute):
        above = _dotted(node.value, imported)
        return f"{above}.{node.attr}" if above else ""
    return ""


def _call(node: ast.Call, imported: dict[str, str], apps: set[str], text: str) -> Call | None:
    said = _dotted(node.func, imported)
    given = {word.arg: word.value for word in node.keywords if word.arg}
    more = any(word.arg is None for word in node.keywords)
    if said == "uvicorn.run":
        app = _text(node.args[0] if node.args else given.get("app"))
        reloads, decided = _decided(given, ("reload",), False, more, text)
        folders = [word for path in _texts(given.get("reload_dirs")) for word in ("--reload-dir", path)]
        server, words = "uvicorn", (*((app,) if app else ()), "--reload", *folders)
        if app is None:  # reloading needs an app that is named
            return None
    elif said == "nicegui.ui.run":
        app = None
        reloads, decided = _decided(given, ("reload",), True, more, text)
        folders = [part.strip() for text_ in _texts(given.get("uvicorn_reload_dirs")) for part in text_.split(",")]
        server, words = "uvicorn", ("--reload", *(word for path in folders for word in ("--reload-dir", path)))
    elif isinstance(node.func, ast.Attribute) and node.func.attr in _RUNS and _is_app(node.func.value, apps):
        app = None
        reloads, decided = _decided(given, ("use_reloader", "debug"), False, more, text)
        server, words = "flask", ("run", "--debug")
    else:
        return None
    return Call(server, app, words, node.lineno, node.col_offset + 1, decided) if reloads else None


def _is_app(node: ast.expr, apps: set[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in apps


def _decided(
    given: dict[str, ast.expr], keywords: tuple[str, ...], otherwise: bool, more: bool, text: str
) -> tuple[bool, str]:
    """(whether it may reload, what decides it when it runs): by the first of these keywords that is given."""
    for keyword in keywords:
        value = given.get(keyword)
        if isinstance(value, ast.Constant):
            if value.value is None:
                continue
            return bool(value.value), ""
        if value is not None:
            said = " ".join((ast.get_source_segment(text, value) or "…").split())
            return True, f"{keyword}={said if len(said) <= 40 else '…'}"
    return (True, "**…") if more and not otherwise else (otherwise, "")


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _texts(node: ast.expr | None) -> list[str]:
    found = [_text(part) for part in ([node] if isinstance(node, ast.Constant) else getattr(node, "elts", []))]
    return [text for text in found if text is not None]


# From a repository's files to starts


def launched(repository: Repository) -> list[Launch]:
    """The servers that scripts start which a launch file starts: `python main.py`, `python -m package`."""
    return repository.shared("scripts", lambda: list(_launched(repository)))


def _launched(repository: Repository) -> Iterator[Launch]:
    from watchlint.facts.launch import resolver

    places = resolver.of(repository)
    for command in started.of_repository(repository, (b"python", b"uv run", b".py")):
        for program, inner in launches.programs(command):
            for script in _scripts(program):
                yield from _of_command(repository, places, program, inner, script)


def _scripts(program: Program) -> list[str]:
    """The files that a program may be: a script, or a module that is run."""
    if program.as_module:
        module = program.name.replace(".", "/")
        return [f"{module}.py", f"{module}/__main__.py"]
    return [program.written] if program.name.endswith(".py") else []


def _of_command(
    repository: Repository, places: Resolver, program: Program, command: Command, script: str
) -> Iterator[Launch]:
    from watchlint.servers.model import Launch

    place = places.place(command, script)
    if script.startswith("/"):
        path = places.path(command, script)
    elif place.folder is None:
        named = [one for one in repository.named(posixpath.basename(script)) if f"/{one}".endswith(f"/{script}")]
        path = named[0] if len(named) == 1 else None
    else:
        path = posixpath.normpath(posixpath.join(place.folder, script))
    if path is None or path.startswith(".."):
        return
    where = command.source.place(command.words[program.at].offset)
    for call in of_file(repository, path):
        shown = posixpath.relpath(path, place.folder or ".") if place.folder is not None else script
        yield Launch(
            call.server, call.app, call.arguments, place.folder, dict(program.environment), command.path, where["line"],
            where["column"], True, True, "", program.as_module, command, place, shown, call.decided,
        )  # fmt: skip


def of_file(repository: Repository, path: str) -> list[Call]:
    """The first call of each server in a Python file of the repository."""
    data = repository.look(path)
    if not data:
        return []
    found: dict[str, Call] = {}
    for call in calls(data, repository.dependencies.requires("flask")):
        found.setdefault(call.server, call)
    return list(found.values())


def guessed(repository: Repository) -> list[Launch]:
    """The one script that starts a server which reloads, where no file says how; [] where there are several, or none."""
    from watchlint.facts.launch.kinds import is_test

    paths = [path for path in repository.imports(*_MODULES) if not is_test(path)]
    found = [path for path in paths if any(not call.decided for call in of_file(repository, path))]
    return typed(repository, found[0]) if len(found) == 1 else []


def typed(repository: Repository, path: str, folder: str = "") -> list[Launch]:
    """What `python PATH` starts, typed in a folder of the repository."""
    from watchlint.servers.model import Launch

    return [
        Launch(
            call.server, call.app, call.arguments, folder, {}, path, call.line, call.column, True, False,
            script=posixpath.relpath(path, folder or "."), decided=call.decided,
        )
        for call in of_file(repository, path)
    ]  # fmt: skip
