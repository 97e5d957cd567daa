"""The pages of a Streamlit app: the `pages/` folder, and `st.Page("file.py")` given to `st.navigation`."""

from __future__ import annotations

import ast
import os
from collections import namedtuple

from watchlint.facts.python import path_values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from watchlint.facts.python.source import Source

Pages = namedtuple("Pages", "files default navigation notes certain")
"""files: the page files that Streamlit will watch, absolute; default: the file that the first run executes besides
the script, or None; navigation: whether st.navigation is called; notes and certain: what could not be known."""

_Page = namedtuple("_Page", "file default known")

_DEPTH = 20


def folder_pages(names: Mapping[str, bool], folder: str) -> tuple[str, ...]:
    """The pages among the names (name -> is a folder) of a `pages/` folder: `*.py`, no dotfile, no `__init__.py`
    (streamlit/runtime/scriptrunner/script_runner.py, _mpa_v1)."""
    return tuple(
        os.path.join(folder, name)
        for name in sorted(names)
        if name.endswith(".py") and not name.startswith(".") and name != "__init__.py"
    )


def navigation_pages(script: str, sources: Mapping[str, Source], cwd: str) -> Pages:
    """What `st.navigation` is given, in the script or a local module that it imports.

    Names are followed to the value they are bound to once; lists, dictionaries and their sums are followed too. Where
    the argument cannot be read as a whole, every `st.Page` of the files counts and the answer is uncertain.
    """
    files: dict[str, None] = {}
    default: str | None = None
    notes: list[str] = []
    called = False
    for path, source in sources.items():
        calls = [node for node in ast.walk(source.tree) if isinstance(node, ast.Call)]
        navigations = [
            (node, given)
            for node in calls
            if path_values.called_name(node) == "navigation" and (given := _first(node, "pages"))
        ]
        if not navigations:
            continue
        called = True
        names, changed = _bindings(source.tree)
        reader = _Reader(names, path, os.path.dirname(script), cwd, changed)
        pages = [page for _, given in navigations for page in reader.pages(given)]
        if not reader.whole:
            pages += [reader.page(node) for node in calls if path_values.called_name(node) == "Page"]
            notes.append(
                f"{path}:{navigations[0][0].lineno}: the pages given to st.navigation are not plain; all are counted"
            )
        if any(not page.known for page in pages):
            notes.append(f"{path}:{navigations[0][0].lineno}: a page's file is computed by the program")
        if len(navigations) > 1:
            notes.append(
                f"{path}:{navigations[1][0].lineno}: st.navigation is called more than once; all pages are counted"
            )
        files.update(dict.fromkeys(page.file for page in pages if page.file))
        if default is None and pages:
            default = next((page for page in pages if page.default), pages[0]).file
    return Pages(tuple(files), default, called, tuple(notes), not notes)


class _Reader:
    """Follows an expression to the pages in it, in order."""

    def __init__(self, names: Mapping[str, ast.expr], file: str, base: str, cwd: str, changed: frozenset[str]) -> None:
        self.names, self.file, self.base, self.cwd, self.changed = names, file, base, cwd, changed
        self.whole = True

    def pages(self, node: ast.expr, depth: int = 0) -> Iterator[_Page]:
        if isinstance(node, ast.Name) and node.id in self.names and depth < _DEPTH:
            self.whole = self.whole and node.id not in self.changed
            yield from self.pages(self.names[node.id], depth + 1)
        elif isinstance(node, (ast.List, ast.Tuple)):
            for part in node.elts:
                yield from self.pages(part, depth + 1)
        elif isinstance(node, ast.Starred):
            yield from self.pages(node.value, depth + 1)
        elif isinstance(node, ast.Dict):
            for part in node.values:
                yield from self.pages(part, depth + 1)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, (ast.Add, ast.BitOr)) and not self._is_path(node):
            yield from self.pages(node.left, depth + 1)
            yield from self.pages(node.right, depth + 1)
        elif isinstance(node, ast.Call) and path_values.called_name(node) == "Page":
            yield self.page(node)
        elif isinstance(node, (ast.Constant, ast.JoinedStr, ast.BinOp, ast.Attribute)):
            yield self._given(node, False)
        elif isinstance(node, ast.Name) or isinstance(node, ast.Lambda):
            yield _Page(None, False, True)  # a function of this file or an import: a page without a file
        else:
            self.whole = False

    def page(self, call: ast.Call) -> _Page:
        given = _first(call, "page")
        default = any(
            word.arg == "default" and isinstance(word.value, ast.Constant) and word.value.value is True
            for word in call.keywords
        )
        return self._given(given, default) if given is not None else _Page(None, default, True)

    def _given(self, node: ast.expr, default: bool) -> _Page:
        value = path_values.evaluate(node, self.names, self.file, self.cwd)
        if value is None:
            is_function = isinstance(node, (ast.Name, ast.Attribute, ast.Lambda)) and not self._is_path(node)
            return _Page(None, default, is_function)
        if value.startswith(("http://", "https://")):
            return _Page(None, False, True)
        return _Page(os.path.realpath(os.path.join(self.base, value)), default, True)

    def _is_path(self, node: ast.expr) -> bool:
        return path_values.evaluate(node, self.names, self.file, self.cwd) is not None


def _first(call: ast.Call, keyword: str) -> ast.expr | None:
    """The first argument, given by place or by its keyword."""
    if call.args:
        return call.args[0]
    return next((word.value for word in call.keywords if word.arg == keyword), None)


def _bindings(tree: ast.Module) -> tuple[dict[str, ast.expr], frozenset[str]]:
    """Names bound by a plain assignment anywhere in the file, and those that change after it: bound twice, appended
    to, updated, stored into."""
    names: dict[str, ast.expr] = {}
    changed = set()
    for node in ast.walk(tree):
        if isinstance(node, (ast.Assign, ast.AnnAssign)) and node.value is not None:
            for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
                if isinstance(target, ast.Name):
                    if target.id in names:
                        changed.add(target.id)
                    names[target.id] = node.value
                elif isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
                    changed.add(target.value.id)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            changed.add(node.target.id)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            if node.func.attr in ("append", "extend", "insert", "update") and isinstance(node.func.value, ast.Name):
                changed.add(node.func.value.id)
    return names, frozenset(changed)
