"""What setup.cfg and setup.py ask for. setup.py is read, never run: only literal lists count."""

from __future__ import annotations

import ast
import re

from watchlint.facts.packages.package_names import normalise
from watchlint.facts.packages.requirement_text import DECLARED, Include, Reading, is_template, parse, salvage
from watchlint.facts.packages.requirements_files import decode, resolve
from watchlint.facts.python import source as python_source

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from typing_extensions import Unpack

    from watchlint.facts.packages.requirement_text import Requirement, Where

    Rows = list[tuple[int, int, str]]

_SECTION = re.compile(r"\[(.+)\]")
_PAIR = re.compile(r"([^\s=:#;][^=:]*)[=:]\s*(.*)")


def cfg_values(text: str) -> Iterator[tuple[str, str, Rows]]:
    """Each value of an INI file as setuptools reads it: (section, key, its lines as (line, column, text)).

    Lines and columns count from 1. Comments and empty lines are left out.
    """
    section, depth = "", 0
    key: str | None = None
    rows: Rows = []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip()
        bare = line.lstrip()
        if not bare or bare[0] in "#;":
            continue
        indent = len(line) - len(bare)
        if key is not None and indent > depth:
            rows.append((number, indent + 1, bare))
            continue
        if key is not None:
            yield section, key, rows
        key, rows = None, []
        header = _SECTION.match(bare)
        pair = None if header else _PAIR.match(bare)
        if header:
            section = header[1]
        elif pair:
            key = pair[1].strip().lower()
            depth = indent
            rows = [(number, indent + pair.start(2) + 1, pair[2])] if pair[2] else []
    if key is not None:
        yield section, key, rows


def cfg(data: bytes, path: str) -> Reading:
    """What a setup.cfg says: `install_requires`, `[options.extras_require]`, `python_requires`, `file:` directives."""
    text = decode(data)
    found: list[Requirement] = []
    includes: list[Include] = []
    problems: list[tuple[int | None, str]] = []
    pythons: list[str] = []
    for section, key, rows in cfg_values(text):
        if section == "options" and key == "python_requires":
            pythons += [",".join(row[2].strip(", ") for row in rows)] if rows else []
            continue
        if section == "options" and key in ("install_requires", "install-requires"):
            group = ""
        elif section == "options.extras_require":
            group = normalise(key)
        else:
            continue
        if rows and rows[0][2].startswith("file:"):
            names = ",".join(row[2] for row in rows)[len("file:") :].split(",")
            inside = [resolve(path, name.strip()) for name in names]
            includes += [Include(name, DECLARED, rows[0][0], group) for name in inside if name]
            continue
        if len(rows) == 1:  # setuptools splits a value of one line at semicolons: no marker fits there
            line, column, value = rows[0]
            rows = [(line, column + match.start(), match[0]) for match in re.finditer(r"[^;\s][^;]*", value)]
        for line, column, item in rows:
            if is_template(item):
                continue
            entry = _asked(item, problems, path=path, line=line, column=column, group=group, source=item)
            if entry:
                found.append(entry)
    return Reading(found, includes, problems, pythons)


def script(data: bytes, path: str) -> Reading:
    """What a setup.py says in literal lists: `install_requires`, `extras_require`, `python_requires` of a call of setup().

    A name is followed to the one list it is bound to at the top of the module.
    """
    try:
        tree = python_source.parse(data)
    except python_source.Unparsable as error:
        return Reading(problems=[] if is_template(decode(data)) else [(error.line, error.reason)])
    constants = _constants(tree)
    found: list[Requirement] = []
    problems: list[tuple[int | None, str]] = []
    pythons: list[str] = []
    for call in _setup_calls(tree):
        for keyword in call.keywords:
            value = constants.get(keyword.value.id) if isinstance(keyword.value, ast.Name) else keyword.value
            if keyword.arg == "python_requires" and isinstance(value, ast.Constant) and isinstance(value.value, str):
                pythons.append(value.value)
            groups: dict[str, ast.expr | None] = {}
            if keyword.arg == "install_requires":
                groups[""] = value
            elif keyword.arg == "extras_require" and isinstance(value, ast.Dict):
                for key, items in zip(value.keys, value.values, strict=True):
                    if isinstance(key, ast.Constant) and isinstance(key.value, str):
                        groups[key.value] = constants.get(items.id) if isinstance(items, ast.Name) else items
            for group, listed in groups.items():
                extra, _, marker = group.partition(":")
                for line, column, item in _texts(listed):
                    name = normalise(extra)
                    entry = _asked(item, problems, path=path, line=line, column=column, group=name, source=item)
                    if entry:
                        found.append(entry._replace(marker=entry.marker or marker))
    return Reading(found, (), problems, pythons)


def _asked(item: str, problems: list[tuple[int | None, str]], **where: Unpack[Where]) -> Requirement | None:
    """The requirement `item`, or what can still be said of it; what is wrong with it goes to `problems`."""
    try:
        return parse(item, **where)
    except ValueError as error:
        problems.append((where["line"], str(error)))
        return salvage(item, **where)


def _setup_calls(tree: ast.Module) -> Iterator[ast.Call]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
            if name == "setup":
                yield node


def _constants(tree: ast.Module) -> dict[str, ast.expr]:
    """Names bound exactly once, by a plain assignment at the top of the module."""
    bound: dict[str, list[ast.expr | None]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.setdefault(node.id, []).append(None)
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
            bound[node.targets[0].id].append(node.value)
    return {name: values[1] for name, values in bound.items() if len(values) == 2 and values[1] is not None}


def _texts(node: ast.expr | None) -> Iterator[tuple[int, int, str]]:
    """The literal texts of a list; a single text is taken line by line, as setuptools does."""
    if isinstance(node, (ast.List, ast.Tuple)):
        for item in node.elts:
            if isinstance(item, ast.Constant) and isinstance(item.value, str) and item.value.strip():
                yield item.lineno, item.col_offset + 1, item.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        for line in node.value.splitlines():
            if line.strip() and not line.lstrip().startswith("#"):
                yield node.lineno, node.col_offset + 1, line.strip()
