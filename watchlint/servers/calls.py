"""Servers that Python code starts by a call: `uvicorn.run("main:app", reload=True)`."""

from __future__ import annotations

import ast

from watchlint.records import Record
from watchlint.servers import catalogue

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Run(Record):
    """One call that starts a server which reloads.

    server      its name in the contract
    written     the call, as it is shown to a reader: `uvicorn.run`
    path        the file; line, column: where the call stands
    by          where it is told to reload: line, column, end line, end column
    app         whether its app is named by a text, as it must be for reloading to work
    words       the texts given by each keyword
    everything  whether all its keywords are seen (no `**given`)
    """

    server: str
    written: str
    path: str
    line: int
    column: int
    by: tuple[int, int, int, int]
    app: bool
    words: Mapping[str, tuple[str, ...]]
    everything: bool


def runs(path: str, data: bytes) -> Iterator[Run]:
    """The calls in a Python file that start a server which reloads; none where it does not parse."""
    modules = {module: name for module, name in catalogue.CALLED.items() if module.encode() in data}
    if not modules or b"reload" not in data:
        return
    from watchlint.facts.python import source as python_source

    try:
        tree = python_source.parse(data)
    except python_source.Unparsable:
        return
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            name = modules.get(node.func.value.id)
            call = catalogue.named(name).call if name else None
            if name and call and node.func.attr == call.function:
                yield from _run(name, f"{call.module}.{call.function}", call.reload, path, node)


def _run(server: str, written: str, keyword: str, path: str, node: ast.Call) -> Iterator[Run]:
    given = {word.arg: word.value for word in node.keywords}
    by = given.get(keyword)
    if not isinstance(by, ast.Constant) or by.value is not True:
        return
    app = node.args[0] if node.args else given.get("app")
    place = (by.lineno, by.col_offset + 1, by.end_lineno or by.lineno, (by.end_col_offset or by.col_offset) + 1)
    words = {name: _texts(value) for name, value in given.items() if name}
    yield Run(
        server, written, path, node.lineno, node.col_offset + 1, place, isinstance(app, ast.Constant), words, None not in given
    )  # fmt: skip


def _texts(node: ast.expr) -> tuple[str, ...]:
    parts = [node] if isinstance(node, ast.Constant) else getattr(node, "elts", [])
    return tuple(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
