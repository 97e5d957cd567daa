"""The nodes of a syntax tree without `ast`: the same classes, the same tree, the same order."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from watchlint.facts.python import path_values, source, syntax

FILES = [path_values, source, sys.modules[__name__]]


@pytest.mark.parametrize("module", FILES, ids=lambda module: module.__name__.rpartition(".")[2])
def test_the_tree_is_that_of_ast(module):
    data = Path(module.__file__).read_bytes()
    tree = syntax.parse(data)
    assert ast.dump(tree, include_attributes=True) == ast.dump(ast.parse(data), include_attributes=True)
    assert list(syntax.walk(tree)) == list(ast.walk(tree))


def test_the_classes_are_those_of_ast():
    assert syntax.Call is ast.Call and syntax.expr is ast.expr and syntax.Match is ast.Match


@pytest.mark.parametrize(("data", "error"), [(b"def", SyntaxError), (b"x = 1\0", (SyntaxError, ValueError))])
def test_what_is_no_python(data, error):
    with pytest.raises(error):
        syntax.parse(data)


def test_neither_ast_nor_what_it_imports_is_imported():
    code = "import sys; from watchlint.facts.python import syntax; print(*sorted({'ast', 'enum', 're'} & set(sys.modules)))"
    code = f"import sys; sys.path.insert(0, {str(Path(syntax.__file__).parents[3])!r}); {code}"
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
