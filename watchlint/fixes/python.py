"""Changes to Python files: pure functions over bytes that move no token but their own.

The encoding (cookie and byte order mark), newlines, comments and every other line stay. What is returned is proved: it
parses, and its syntax tree is the old one with exactly the change in it. Otherwise Refused says why.
"""

from __future__ import annotations

import ast
import io
import re
import tokenize
import warnings

from watchlint.fixes.python_lists import inserted, quote_of, source_of, text_of, tokens_of
from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    Back = Callable[[str], bytes]


INSTALLED_APPS = "INSTALLED_APPS"
_BOM = b"\xef\xbb\xbf"


def add_app(data: bytes, app: str, kind: str = "list") -> bytes:
    """The settings file with one more app in INSTALLED_APPS.

    It goes after the last app of Django's own in the list the file writes out, for an app that fails must not come
    before it; where the file writes out none, into a statement of its own. `kind`: "list" or "tuple", what
    the name is bound to where that statement stands. Unchanged where some list of the file has the app. Raises Refused.
    """
    text, back = _decoded(data)
    tree = _parsed(data)
    if any(getattr(item, "value", None) == app for node in ast.walk(tree) for item in _members(node)):
        return data
    place = _literal(tree, INSTALLED_APPS)
    if place is None:
        return _with_statement(text, back, tree, app, kind)
    changed = back(inserted(text, place, app))
    _prove(data, changed, app)
    return changed


def rename_text(data: bytes, old: str, new: str) -> bytes:
    """Every text of the file that is exactly `old` is `new` from now on, in the quotes it has. Raises Refused."""
    text, back = _decoded(data)
    found = False
    tokens = tokens_of(text)
    for at, token in enumerate(tokens):
        if token.name == "STRING" and re.fullmatch(rf"(['\"]){re.escape(old)}\1", token.src):
            tokens[at] = token._replace(src=token.src[0] + new + token.src[-1])
            found = True
    if not found:
        return data
    changed = back(source_of(tokens))
    expected = ast.dump(_parsed(data)).replace(f"value={old!r}", f"value={new!r}")
    if ast.dump(_parsed(changed)) != expected:
        raise Refused(f"{old!r} can't be changed safely")
    return changed


def _members(node: ast.AST) -> list[ast.expr]:
    """What stands in a list, or is given to a list's method."""
    if isinstance(node, (ast.List, ast.Tuple, ast.Set)):
        return node.elts
    return node.args if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) else []


def _parsed(data: bytes) -> ast.Module:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(data)
    except SyntaxError as error:
        raise Refused(f"line {error.lineno}: not Python: {error.msg}") from None
    except (ValueError, LookupError, RecursionError, MemoryError) as error:
        raise Refused(f"not Python: {error}") from None


def _decoded(data: bytes) -> tuple[str, Back]:
    """The text of a Python file, and the way back to its bytes."""
    mark = _BOM if data.startswith(_BOM) else b""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
        encoding = "utf-8" if mark else encoding
        text = data[len(mark) :].decode(encoding)
        if mark + text.encode(encoding) != data:
            raise Refused(f"its encoding, {encoding}, can't be written back")
    except (SyntaxError, UnicodeError, LookupError) as error:
        raise Refused(f"not Python: {error}") from None
    if "\r" in text.replace("\r\n", "") or "\f" in text:
        raise Refused("it has line ends that not every tool reads alike (a bare CR, a form feed)")
    return text, lambda changed: mark + changed.encode(encoding)


def _literal(tree: ast.Module, variable: str, seen: frozenset[str] = frozenset()) -> ast.List | ast.Tuple | None:
    """The list to put an app into: what the file binds to the name, or adds to it, at its outermost level."""
    written: list[ast.List | ast.Tuple] = []
    names: list[str] = []
    for node in tree.body:
        value = None
        if isinstance(node, ast.Assign) and any(getattr(target, "id", "") == variable for target in node.targets):
            written, names = [], []  # what was bound before is gone
            value = node.value
        elif isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == variable:
            written, names = [], []
            value = node.value
        elif isinstance(node, ast.AugAssign) and getattr(node.target, "id", "") == variable:
            value = node.value if isinstance(node.op, ast.Add) else None
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            function = node.value.func
            if (
                getattr(function, "attr", "") == "extend"
                and getattr(getattr(function, "value", None), "id", "") == variable
            ):
                value = node.value.args[0] if node.value.args else None
        for part in _parts(value):
            if isinstance(part, ast.Name):
                names.append(part.id)
            else:
                written.append(part)
    found = [part for part in written if any(text_of(item) is not None for item in part.elts)]
    names = [name for name in names if name not in seen | {variable}]
    # Apps of others belong with apps of others: THIRD_PARTY_APPS before DJANGO_APPS.
    names.sort(key=lambda name: not re.search("THIRD|EXTERNAL|VENDOR|CONTRIB|LIB", name))
    for name in names:
        inner = _literal(tree, name, seen | {variable})
        if inner is not None and not found:
            return inner
    return next(iter(found or written), None)


def _parts(node: ast.expr | None) -> list[ast.List | ast.Tuple | ast.Name]:
    """The lists, tuples and names that an expression joins."""
    if isinstance(node, (ast.List, ast.Tuple)):
        inner = [part for item in node.elts if isinstance(item, ast.Starred) for part in _parts(item.value)]
        return [node, *inner]
    if isinstance(node, ast.Name):
        return [node]
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return [*_parts(node.left), *_parts(node.right)]
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("list", "tuple") and len(node.args) == 1:
        return _parts(node.args[0])
    return []


def _with_statement(text: str, back: Back, tree: ast.Module, app: str, kind: str) -> bytes:
    """The file with a statement of its own at the end, in the quotes the file uses."""
    newline = "\r\n" if "\r\n" in text else "\n"
    quote = quote_of(text)
    written = f"{quote}{app}{quote}"
    added = f"[{written}]" if kind == "list" else f"({written},)"
    gap = "" if not text else newline if text.endswith("\n") else newline * 2
    changed = back(f"{text}{gap}{INSTALLED_APPS} += {added}{newline}")
    after = _parsed(changed)
    if ast.dump(ast.Module(after.body[:-1], [])) != ast.dump(ast.Module(tree.body, [])):
        raise Refused("a statement can't be added safely")
    return changed


def _prove(before: bytes, after: bytes, app: str) -> None:
    """Raises Refused unless the new tree, without one text in one list, is the old one."""
    tree = _parsed(after)
    expected = ast.dump(_parsed(before))
    for node in ast.walk(tree):
        if isinstance(node, (ast.List, ast.Tuple)):
            mine = [item for item in node.elts if isinstance(item, ast.Constant) and item.value == app]
            for item in mine:
                node.elts.remove(item)
    if ast.dump(tree) != expected:
        raise Refused(f"{app!r} can't be put in safely")
