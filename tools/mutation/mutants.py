"""The mutants of a module: mutmut says what can be changed, here is told where it stands and what it alters."""

from __future__ import annotations

import ast
import difflib
import re
from typing import NamedTuple

import libcst as cst
from libcst.metadata import MetadataWrapper
from mutmut.mutation.file_mutation import Mutation, MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from tools.mutation.selecting import PROJECT

_WORDS = re.compile(r"[^\W\d_]+[,;:.]? [^\W\d_]+|^[,;]? [a-z]+ $")
"""A text that is read by people: it has two words beside each other, or is one between two others."""


class Mutant(NamedTuple):
    """One change of one function."""

    module: str
    number: int
    function: str
    """Its name, of a method the class's before it."""
    was: str
    now: str
    lines: list[int]
    """Those that run when what is changed does, of the module as it is."""
    source: str
    """The whole module with the change."""


def changes(module: str) -> tuple[cst.Module, list[Mutation]]:
    """A module, and all that can be changed in it, what only alters the wording of a message left out."""
    wrapper = MetadataWrapper(cst.parse_module((PROJECT / module).read_text(encoding="utf-8")))
    visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    return wrapper.module, [
        each
        for each in visitor.mutations
        if isinstance(each.contained_by_top_level_function, cst.FunctionDef) and not _is_wording(each)
    ]


def _is_wording(change: Mutation) -> bool:
    old, new = change.original_node, change.mutated_node
    if isinstance(old, cst.BaseString):
        return _is_text(old)
    if isinstance(old, cst.Call) and isinstance(new, cst.Call) and len(old.args) == len(new.args):
        return any(one is not other and _is_text(one.value) for one, other in zip(old.args, new.args, strict=True))
    return False


def _is_text(node: cst.CSTNode) -> bool:
    if isinstance(node, cst.SimpleString):
        return bool(_WORDS.search(node.raw_value))
    if isinstance(node, cst.FormattedString):
        return any(isinstance(part, cst.FormattedStringText) and _WORDS.search(part.value) for part in node.parts)
    if isinstance(node, cst.IfExp):
        return _is_text(node.body) and _is_text(node.orelse)
    return isinstance(node, cst.ConcatenatedString) and (_is_text(node.left) or _is_text(node.right))


def made(module: str, whole: cst.Module, wanted: list[tuple[int, Mutation]]) -> list[Mutant]:
    """The mutants that make these changes, each with its number."""
    tree, text = ast.parse(whole.code), whole.code
    holding = {
        inner: statement
        for statement in whole.body
        for inner in (statement, *(statement.body.body if isinstance(statement, cst.ClassDef) else ()))
    }
    found = []
    for number, change in wanted:
        statement = holding[change.contained_by_top_level_function]
        old = whole.code_for_node(statement)
        new = whole.code_for_node(statement.deep_replace(change.original_node, change.mutated_node))
        was, now, at = _differing(old.splitlines(), new.splitlines())
        before = text.index(old)
        lines = [text[:before].count("\n") + line for line in at]
        source = text[:before] + new + text[before + len(old) :]
        found.append(Mutant(module, number, _function(tree, lines[0]), was, now, _run_with(tree, lines), source))
    return found


def _differing(old: list[str], new: list[str]) -> tuple[str, str, list[int]]:
    """The lines that stand in one only, those that stand in the other, and which those are of the first, from 1."""
    was, now, at = [], [], []
    for tag, begin, end, begin_new, end_new in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag != "equal":
            was += [line.strip() for line in old[begin:end]]
            now += [line.strip() for line in new[begin_new:end_new]]
            at += range(begin + 1, max(end, begin + 1) + 1)
    return " ".join(was), " ".join(now), at


def _function(tree: ast.Module, line: int) -> str:
    """The name of the function in which this line stands."""
    for node in tree.body:
        for inner in [node, *(node.body if isinstance(node, ast.ClassDef) else [])]:
            if isinstance(inner, ast.FunctionDef) and inner.lineno <= line <= (inner.end_lineno or inner.lineno):
                return inner.name if inner is node else f"{getattr(node, 'name', '')}.{inner.name}"
    raise LookupError(f"no function holds line {line}")


def _run_with(tree: ast.Module, at: list[int]) -> list[int]:
    """The lines of the smallest statements that hold these: of one that spans several, any may be the one that is counted."""
    found: set[int] = set()
    for line in at:
        spans = [span for node in ast.walk(tree) if isinstance(node, ast.stmt) and line in (span := _own(node))]
        found.update(min(spans, key=len, default=range(line, line + 1)))
    return sorted(found)


def _own(node: ast.stmt) -> range:
    """The lines of a statement, of a compound one those of its head; of a function all: its defaults count in every one."""
    last = node.end_lineno or node.lineno
    body = getattr(node, "body", None)
    if body and not isinstance(node, (ast.FunctionDef, ast.ClassDef)):
        last = max(node.lineno, body[0].lineno - 1)
    return range(node.lineno, last + 1)
