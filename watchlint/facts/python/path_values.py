"""What a path written in Python comes to, without running it: `Path(__file__).parent / "src"`, `os.path.join(HERE, "..")`.

Scripts add folders to `sys.path` and name page files this way. Only expressions whose value is plain from the
source are followed; anything else is None.
"""

from __future__ import annotations

import os

from watchlint.facts.python import syntax as ast

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_DEPTH = 40
_SAME = {"str", "Path", "PurePath", "PosixPath", "fspath", "normpath", "expanduser", "as_posix", "__str__"}
_ABSOLUTE = {"abspath", "absolute"}
_REAL = {"realpath", "resolve"}


def evaluate(node: ast.expr, names: Mapping[str, ast.expr], file: str, cwd: str, depth: int = 0) -> str | None:
    """The text of a path expression, or None where it is not plain.

    `names` are the expressions bound once at module level, `file` is what `__file__` holds, `cwd` the working folder
    that makes a path absolute. The result may be relative, as it is in the source.
    """
    if depth > _DEPTH:
        return None

    def value(inner: ast.expr) -> str | None:
        return evaluate(inner, names, file, cwd, depth + 1)

    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) and "\0" not in node.value else None
    if isinstance(node, ast.Name):
        if node.id == "__file__":
            return file
        return value(names[node.id]) if node.id in names else None
    if isinstance(node, ast.JoinedStr):
        parts = [value(part.value if isinstance(part, ast.FormattedValue) else part) for part in node.values]
        return None if None in parts else "".join(parts)  # type: ignore[arg-type]
    if isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Div, ast.Add)):
        left, right = value(node.left), value(node.right)
        if left is None or right is None:
            return None
        return os.path.join(left, right) if isinstance(node.op, ast.Div) else left + right
    if isinstance(node, ast.Attribute) and node.attr == "parent":
        return _parent(value(node.value), 1)
    if isinstance(node, ast.Attribute) and node.attr in ("pardir", "curdir", "sep"):
        return {"pardir": "..", "curdir": ".", "sep": "/"}[node.attr]
    if isinstance(node, ast.Subscript):
        holder, index = node.value, node.slice
        if isinstance(holder, ast.Attribute) and holder.attr == "parents" and isinstance(index, ast.Constant):
            return _parent(value(holder.value), index.value + 1) if isinstance(index.value, int) else None
        return None
    return _called(node, value, cwd) if isinstance(node, ast.Call) else None


def _called(node: ast.Call, value: Callable[[ast.expr], str | None], cwd: str) -> str | None:
    name, owner = called_name(node), getattr(node.func, "value", None)
    if name in ("cwd", "getcwd"):
        return cwd
    arguments: list[str] = []
    for argument in node.args:
        known = value(argument)
        if known is None:
            return None
        arguments.append(known)
    if name in ("resolve", "absolute", "as_posix", "joinpath", "__str__") and owner is not None:
        # Methods: the path is what they are called on. `Path.resolve(p)` is not written by anyone.
        holder = value(owner)
        if holder is None:
            return None
        arguments = [holder, *(arguments if name == "joinpath" else ())]
    if not arguments:
        return "." if name == "Path" else None
    if name in ("join", "joinpath") or (name in ("Path", "PurePath") and len(arguments) > 1):
        return os.path.join(*arguments) if name != "join" or _is_path_join(owner) else None
    if name == "dirname":
        return os.path.dirname(arguments[0])
    if name in _ABSOLUTE:
        return os.path.normpath(os.path.join(cwd, arguments[0]))
    if name in _REAL:
        return os.path.realpath(os.path.join(cwd, arguments[0]))
    return arguments[0] if name in _SAME else None


def _is_path_join(owner: ast.expr | None) -> bool:
    """`os.path.join` and `path.join`, and a bare `join`; not `", ".join`."""
    return owner is None or getattr(owner, "attr", getattr(owner, "id", "")) == "path"


def _parent(path: str | None, times: int) -> str | None:
    for _ in range(times if path is not None else 0):
        path = os.path.dirname(path.rstrip("/") or "/") or "."  # type: ignore[union-attr]
    return path


def called_name(node: ast.Call) -> str:
    """The last word of what is called: `Page` for both `Page(...)` and `st.Page(...)`; "" where there is none."""
    return getattr(node.func, "attr", getattr(node.func, "id", ""))
