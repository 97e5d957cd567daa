"""Servers that Python code starts when it is run: `serve()`, `app.run(debug=True)`, `ui.run()`. What such a call looks
like, each server says itself."""

from __future__ import annotations

import ast
import posixpath

from watchlint.records import Record
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from watchlint.servers.model import Call


_WORDS = (b"run", b"serve", b"tornado", b"launch")
"""One of these stands in every file with such a call: the ends of their names, and a module."""


class Started(Record):
    """A call that starts a server.

    server        its name in the contract
    call          what its server says of such calls
    app           what it serves, where a text says it
    arguments     the words that would start the same
    line, column  where it stands
    reloads       whether it reloads, or may
    decided       what decides whether it reloads, where that is known only when it runs: `reload=settings.debug`
    written       how it would be written to reload: `app.run(debug=True)`
    """

    server: str
    call: Call
    app: str | None
    arguments: tuple[str, ...]
    line: int
    column: int
    reloads: bool
    decided: str
    written: str


def starts(data: bytes, required: Iterable[str] = (), path: str = "") -> list[Started]:
    """The calls in a Python file that start a server; none where it does not parse. `required`: those of the modules that
    the project asks for: an app that is made in another file is one of theirs. `path`: the file's."""
    modules = [module for module in catalogue.CALLED if module in required or module.encode() in data]
    if not modules or not any(word in data for word in _WORDS):
        return []
    from watchlint.facts.python import source as python_source

    try:
        tree = python_source.parse(data)
    except python_source.Unparsable:
        return []
    known = [
        (name, call)
        for name in dict.fromkeys(catalogue.CALLED[module] for module in modules)
        for call in catalogue.named(name).calls
    ]
    elsewhere = next((call.elsewhere for _, call in known if call.elsewhere.partition(".")[0] in required), "")
    functions = {name for _, call in known for name in call.functions}
    classes = {name.rpartition(".")[0] for name in functions}
    bound = _bound(tree, functions, classes, elsewhere)
    text = data.decode("utf-8", "replace")
    module = posixpath.basename(path).removesuffix(".py")
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [one for node in nodes for one in _of_call(node, _dotted(node.func, bound, classes), known, text, module)]


def _bound(tree: ast.Module, functions: set[str], classes: set[str], elsewhere: str) -> dict[str, str]:
    """Name -> what it is, dotted: what is imported, with a leading dot for what is this package's own, and the apps, which
    are called as their class is. `elsewhere`: the class of those that are made in another file; "" where none are."""
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                top = alias.name.partition(".")[0]
                found[alias.asname or top] = alias.name if alias.asname else top
        elif isinstance(node, ast.ImportFrom):
            above = f"{'.' * node.level}{node.module or ''}"
            for alias in node.names:
                if alias.name == "*":
                    ours = [name for name in (*functions, *classes) if name.rpartition(".")[0] == above]
                    found.update({name.rpartition(".")[2]: name for name in ours})
                else:
                    found[alias.asname or alias.name] = f"{above}.{alias.name}"
    apps: dict[str, str] = {name: elsewhere for name in ("app", "application") if elsewhere and name in found}
    for value, targets in _given(tree):
        made = _dotted(value.func, found, classes)
        made = elsewhere if elsewhere and made.endswith(".create_app") else made
        if made in classes:
            apps.update({target.id: made for target in targets if isinstance(target, ast.Name)})
    return {**found, **apps}


def _given(tree: ast.Module) -> Iterator[tuple[ast.Call, list[ast.expr]]]:
    """The calls whose results get names: `app = App()`, `with App() as app:`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            yield node.value, node.targets
        elif isinstance(node, ast.withitem) and isinstance(node.context_expr, ast.Call) and node.optional_vars:
            yield node.context_expr, [node.optional_vars]


def _dotted(node: ast.expr, bound: dict[str, str], classes: set[str]) -> str:
    """`flask.Flask` of `Flask`, `flask.Flask` and `f.Flask`, as they were imported; `.name` of what was not. An app that
    is made on the spot is called as its class is."""
    if isinstance(node, ast.Name):
        return bound.get(node.id, f".{node.id}")
    if isinstance(node, ast.Attribute):
        above = _dotted(node.value, bound, classes)
        return f"{above}.{node.attr}" if above else ""
    if isinstance(node, ast.Call) and (made := _dotted(node.func, bound, classes)) in classes:
        return made
    return ""


def _of_call(node: ast.Call, said: str, known: list[tuple[str, Call]], text: str, module: str) -> Iterator[Started]:
    for server, call in known:
        if said not in call.functions:
            continue
        given = {word.arg: word.value for word in node.keywords if word.arg}
        app = _text(node.args[0] if node.args else given.get("app")) if call.named else None
        more = any(word.arg is None for word in node.keywords)
        reloads, decided = _decided(given, call, more, text)
        if call.named and app is None:
            reloads, decided = False, ""
        words = [*([app] if app else ()), *(call.words if reloads else ())]
        for keyword, option in call.options:
            paths = _texts(given.get(keyword))
            if call.commas:
                paths = [part.strip() for path in paths for part in path.split(",")]
            words += [word for path in paths for word in (option, path)]
        written = _written(node, call, app, module)
        yield Started(server, call, app, tuple(words), node.lineno, node.col_offset + 1, reloads, decided, written)


def _written(node: ast.Call, call: Call, app: str | None, module: str) -> str:
    """The call as it would be written to reload."""
    named = node.args[0] if node.args else next((word.value for word in node.keywords if word.arg == "app"), None)
    here = f"{module}:{named.id}" if isinstance(named, ast.Name) and module else "MODULE:APP"
    first = [f'"{app or here}"'] if call.named else []
    on = [f"{call.reload[-1]}=True"] if call.reload else []
    return f"{ast.unparse(node.func)}({', '.join([*first, *on])})"


def _decided(given: dict[str, ast.expr], call: Call, more: bool, text: str) -> tuple[bool, str]:
    """(whether it may reload, what decides it when it runs): by the first of the call's keywords that is given."""
    for keyword in call.reload:
        value = given.get(keyword)
        if isinstance(value, ast.Constant):
            if value.value is None:
                continue
            return bool(value.value), ""
        if value is not None:
            said = " ".join((ast.get_source_segment(text, value) or "…").split())
            return True, f"{keyword}={said if len(said) <= 40 else '…'}"
    return (True, "**…") if more and not call.always else (call.always, "")


def _text(node: ast.expr | None) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def _texts(node: ast.expr | None) -> list[str]:
    found = [_text(part) for part in ([node] if isinstance(node, ast.Constant) else getattr(node, "elts", []))]
    return [text for text in found if text is not None]
