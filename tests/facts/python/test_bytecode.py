"""Bytecode by its name; near misses first."""

from __future__ import annotations

import importlib.util
import os
import py_compile
import subprocess
import sys

import pytest

from watchlint.facts.python.bytecode import has_source, is_bytecode, is_imported_without_source, is_remade_or_dead


@pytest.mark.parametrize(
    "path",
    [
        "notpyc.txt", "pyc", "m.pyc.txt", "m.pyc.bak", "m.pycx", "mpyc", "a.pyc/readme.md", "__pycache__", "x__pycache__/m.txt",
        "__pycache__.txt", "m.py", "m.pyi", "m.pyx", "py.class", "m$py.class.java", "m.pyc.12a", "m.class", "M.PYC.md",
        "docs/pyc.md", "__pycache__s/x", "a.pyd",
    ],
)  # fmt: skip
def test_is_no_bytecode(path):
    assert not is_bytecode(path)


@pytest.mark.parametrize(
    "path",
    [
        "m.pyc", "a/m.pyc", "m.pyo", "m$py.class", "m.pyc.2375409084592", "m.pyo.1", "__pycache__/m.cpython-313.pyc",
        "a/__pycache__/x.txt", "__pycache__/sub/x", "a\nb/m.pyc", "café.pyc", "-m.pyc", ":(top)m.pyc",
        "__pycache__/m.cpython-313.pyc.140234", "__pycache__/.gitkeep",
    ],
)  # fmt: skip
def test_is_bytecode(path):
    assert is_bytecode(path)


@pytest.mark.parametrize(
    ("bytecode", "source"),
    [
        ("m.pyc", "m.py"),
        ("m.pyc", "m.pyw"),
        ("m.pyo", "m.py"),
        ("m$py.class", "m.py"),
        ("m.pyc.2375409084592", "m.py"),
        ("a/b/m.pyc", "a/b/m.py"),
        ("__pycache__/m.cpython-313.pyc", "m.py"),
        ("a/__pycache__/m.cpython-313.opt-1.pyc", "a/m.py"),
        ("a/__pycache__/m.pypy310.pyc", "a/m.py"),
        ("a/__pycache__/test_m.cpython-311-pytest-7.4.4.pyc", "a/test_m.py"),
        ("__pycache__/m.cpython-313.pyc.140234", "m.py"),
        ("__pycache__/m.n.cpython-313.pyc", "m.n.py"),
        ("__pycache__/m.pyc", "m.py"),
        ("a/__pycache__/__init__.cpython-39.pyc", "a/__init__.py"),
    ],
)
def test_the_source_of(bytecode, source):
    assert has_source(bytecode, {source}.__contains__)
    assert not has_source(bytecode, {"other.py", "a/other.py", "m.pyi", "m"}.__contains__)


@pytest.mark.parametrize(
    ("name", "imported"),
    [
        ("m.pyc", True), ("m.pyo", False), ("m.pyc.2375409084592", False), ("{}", False), ("__pycache__/{}", False),
        ("__pycache__/{}.2375", False),
    ],
)  # fmt: skip
def test_python_imports_what_is_said_to_be_imported(tmp_path, name, imported):
    """Bytecode whose source is gone, under each name; {} is the name this Python gives it in the cache."""
    name = name.format(os.path.basename(importlib.util.cache_from_source("m.py")))
    source = tmp_path / "m.py"
    source.write_text("")
    (tmp_path / name).parent.mkdir(exist_ok=True)
    py_compile.compile(str(source), str(tmp_path / name))
    source.unlink()
    done = subprocess.run([sys.executable, "-c", "import m"], cwd=tmp_path, capture_output=True)
    assert (done.returncode == 0) is imported
    assert (is_imported_without_source(name) and not is_remade_or_dead(name)) is imported
