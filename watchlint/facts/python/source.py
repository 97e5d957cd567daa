"""One Python file read as text: what it imports, in the order it would run, and when.

Nothing is imported or run. Works on the syntax tree alone (`ast`, the standard library's own parser).
"""

from __future__ import annotations

import warnings

from watchlint.facts.python import path_values
from watchlint.facts.python import syntax as ast
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

ALWAYS, MAYBE, CALLED = 0, 1, 2
"""When a line runs: each time the file does; on a branch that may not be taken; only if a function is called."""

# What has handlers: `try`, and since Python 3.11 `try` with `except*`.
TRIES = (ast.Try, getattr(ast, "TryStar", ast.Try))


class Import(Record):
    """`import a.b` is ("a.b", 0, ()), `from ..a import b, c` is ("a", 2, ("b", "c")), with when and the line, from 1."""

    module: str
    level: int
    names: tuple[str, ...]
    when: int
    line: int


class PathEdit(Record):
    """`sys.path.insert(0, value)`: position 0, or None for the end; `value` is the expression."""

    position: int | None
    value: ast.expr
    line: int


class Source(Record):
    """events: Import and PathEdit in running order; names: expressions bound at module level; bound: every name the module
    level binds -> "", or where `from x import name` takes it from, as written; exported: the literal `__all__`, or None;
    tree: the syntax tree."""

    events: tuple[Import | PathEdit, ...]
    names: dict[str, ast.expr]
    bound: dict[str, str]
    exported: tuple[str, ...] | None
    tree: ast.Module


class Unparsable(Exception):
    """The file is not Python, with the reason and, where known, the line."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.line = reason, line


def parse(source: bytes, columns: bool = True) -> ast.Module:
    """The syntax tree of a file's bytes (BOM and coding line honoured), its columns in characters, from 0; with `columns`
    False they are as ast has them, which is cheaper. Raises Unparsable, never anything else."""
    try:
        with warnings.catch_warnings():
            # "invalid escape sequence" and the like are the file's business, not ours.
            warnings.simplefilter("ignore")
            tree = ast.parse(source)
        return tree if source.isascii() or not columns else _in_characters(tree, source)
    except SyntaxError as error:
        raise Unparsable(error.msg or "not Python", error.lineno) from None
    except (ValueError, LookupError, RecursionError, MemoryError) as error:
        raise Unparsable(f"not Python: {error}") from None


def _in_characters(tree: ast.Module, source: bytes) -> ast.Module:
    """ast counts a column in bytes of UTF-8, whatever the file's own encoding is; editors count characters."""
    import io
    import re
    import tokenize

    encoding, _ = tokenize.detect_encoding(io.BytesIO(source).readline)
    lines = [line.encode() for line in re.split("\r\n|\r|\n", source.decode(encoding, "replace"))]
    differing = {number: line for number, line in enumerate(lines, 1) if not line.isascii()}
    node: Any
    for node in ast.walk(tree):
        if getattr(node, "lineno", None) in differing:
            node.col_offset = _characters(differing[node.lineno], node.col_offset)
        if getattr(node, "end_lineno", None) in differing:
            node.end_col_offset = _characters(differing[node.end_lineno], node.end_col_offset)
    return tree


def _characters(line: bytes, offset: int) -> int:
    return len(line[:offset].decode("utf-8", "replace"))


def read(source: bytes, is_main: bool = False) -> Source:
    """What the file imports and binds. `is_main`: it runs as `__main__`, as a script does. Raises Unparsable."""
    tree = parse(source, columns=False)
    names: dict[str, ast.expr] = {}
    bound: dict[str, str] = {}
    exported = None
    for node in _module_level(tree.body):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound[node.name] = ""
        elif isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                for name in _target_names(target):
                    bound[name] = ""
                if isinstance(target, ast.Name):
                    names[target.id] = node.value
                    if target.id == "__all__":
                        exported = _literal_names(node.value)
        elif isinstance(node, (ast.Import, ast.ImportFrom)):
            origin = "" if isinstance(node, ast.Import) else "." * node.level + (node.module or "")
            for alias in node.names:
                name = alias.asname or alias.name.partition(".")[0]
                bound[name] = origin if name == alias.name else ""
    # Only files that name these can hold them: the walk over expressions is what costs time.
    dynamic = b"import_module" in source or b"__import__" in source
    edits = b"sys" in source and b"path" in source
    walker = _Walker(is_main, dynamic, edits, _called_at_once(tree.body, is_main))
    try:
        events = tuple(walker.walk(tree.body, ALWAYS, outermost=True))
    except RecursionError:
        raise Unparsable("nested too deep") from None
    return Source(events, names, bound, exported, tree)


class _Walker:
    def __init__(self, is_main: bool, dynamic: bool, edits: bool, at_once: frozenset[str]):
        self.is_main, self.dynamic, self.edits, self.at_once = is_main, dynamic, edits, at_once

    def walk(self, body: list[ast.stmt], when: int, outermost: bool = False) -> Iterator[Import | PathEdit]:
        for node in body:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield Import(alias.name, 0, (), when, node.lineno)
            elif isinstance(node, ast.ImportFrom):
                names = tuple(alias.name for alias in node.names)
                yield Import(node.module or "", node.level, names, when, node.lineno)
            elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
                runs = outermost and node.name in self.at_once
                yield from self.walk(node.body, when if runs else max(when, CALLED))
            elif isinstance(node, ast.If):
                then, otherwise = branches(node.test, self.is_main)
                if then is not None:
                    yield from self.walk(node.body, max(when, then))
                if otherwise is not None:
                    yield from self.walk(node.orelse, max(when, otherwise))
            elif isinstance(node, (ast.For, ast.AsyncFor, ast.While)):
                yield from self._expressions(node, when)
                yield from self.walk(node.body, max(when, MAYBE))
                yield from self.walk(node.orelse, when)
            elif isinstance(node, ast.Match):
                for case in node.cases:
                    yield from self.walk(case.body, max(when, MAYBE))
            elif isinstance(node, TRIES):
                yield from self.walk(node.body, when)
                for handler in node.handlers:
                    yield from self.walk(handler.body, max(when, MAYBE))
                yield from self.walk(node.orelse, when)
                yield from self.walk(node.finalbody, when)
            elif isinstance(node, (ast.With, ast.AsyncWith, ast.ClassDef)):
                yield from self.walk(node.body, when)
            else:
                yield from self._expressions(node, when)

    def _expressions(self, node: ast.stmt, when: int) -> Iterator[Import | PathEdit]:
        if not (self.dynamic or self.edits):
            return
        for call in ast.walk(node):
            if not isinstance(call, ast.Call):
                continue
            name = path_values.called_name(call)
            if name in ("import_module", "__import__") and call.args and isinstance(call.args[0], ast.Constant):
                target = call.args[0].value
                if isinstance(target, str) and target.strip("."):
                    level = len(target) - len(target.lstrip("."))
                    yield Import(target.lstrip("."), level, (), when, call.lineno)
            elif name in ("append", "insert", "extend") and _is_sys_path(getattr(call.func, "value", None)):
                # An edit behind `if folder not in sys.path` is taken all the same: that is how it is written.
                position = 0 if name == "insert" else None
                values = call.args[-1:]
                if name == "extend" and values and isinstance(values[0], (ast.List, ast.Tuple)):
                    values = values[0].elts
                for value in values:
                    yield PathEdit(position, value, call.lineno)


def branches(test: ast.expr, is_main: bool) -> tuple[int | None, int | None]:
    """When the two sides of an `if` run: ALWAYS, MAYBE, or None for never. TYPE_CHECKING is false at run time,
    `__name__ == "__main__"` true in the script alone."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return branches(test.operand, is_main)[::-1]
    known: bool | None = None
    if isinstance(test, ast.Constant):
        known = bool(test.value)
    elif getattr(test, "id", getattr(test, "attr", "")) == "TYPE_CHECKING":
        known = False
    elif isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
        sides = [test.left, test.comparators[0]]
        if any(getattr(side, "id", "") == "__name__" for side in sides):
            known = is_main if any(getattr(side, "value", "") == "__main__" for side in sides) else None
    if known is None:
        return MAYBE, MAYBE
    return (ALWAYS, None) if known else (None, ALWAYS)


def _called_at_once(body: list[ast.stmt], is_main: bool) -> frozenset[str]:
    """Functions the file itself calls by name at its outermost level, as `main()` at the end of a script."""
    found = set()
    for node in body:
        inner = [node]
        if isinstance(node, ast.If) and branches(node.test, is_main)[0] == ALWAYS:
            inner = node.body
        for statement in inner:
            value = getattr(statement, "value", None) if isinstance(statement, (ast.Expr, ast.Assign)) else None
            if isinstance(value, ast.Call) and isinstance(value.func, ast.Name):
                found.add(value.func.id)
    return frozenset(found)


def _module_level(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Statements that bind names of the module: its body, and what stands in its branches."""
    for node in body:
        yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            for part in ("body", "orelse", "finalbody"):
                yield from _module_level(getattr(node, part, []))
            for handler in getattr(node, "handlers", []):
                yield from _module_level(handler.body)


def _target_names(target: ast.expr) -> Iterator[str]:
    if isinstance(target, ast.Name):
        yield target.id
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from _target_names(part)


def _literal_names(node: ast.expr) -> tuple[str, ...] | None:
    if not isinstance(node, (ast.List, ast.Tuple)):
        return None
    return tuple(part.value for part in node.elts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def _is_sys_path(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Attribute) and node.attr == "path" and getattr(node.value, "id", "") == "sys"
