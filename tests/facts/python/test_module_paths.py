"""Where `import x` finds x; Python itself is asked too."""

from __future__ import annotations

import importlib.machinery
import os

import pytest

from watchlint.facts.python.module_paths import Folders, find

CASES = [
    ("a module", {"x.py": b""}),
    ("a package", {"x/__init__.py": b""}),
    ("both", {"x.py": b"", "x/__init__.py": b""}),
    ("a module and a folder", {"x.py": b"", "x/y.py": b""}),
    ("a folder", {"x/y.py": b""}),
    ("nothing", {"y.py": b""}),
    ("a folder with a module's name", {"x.py/y": b""}),
]


@pytest.mark.parametrize("files", [case[1] for case in CASES], ids=[case[0] for case in CASES])
def test_as_python_finds_it(folder, files):
    place = str(folder(files))
    found = find("x", [place], Folders())
    spec = importlib.machinery.PathFinder.find_spec("x", [place])
    if spec is None:
        assert found is None
    else:
        assert found.namespace == (spec.origin is None) and found.file == spec.origin
        assert list(found.paths or ()) == list(spec.submodule_search_locations or ())


def test_portions_of_a_namespace(folder):
    one, other = folder({"x/a.py": b""}, name="one"), folder({"x/b.py": b""}, name="other")
    found = find("x", [str(one), str(other)], Folders())
    assert found.paths == (os.path.join(str(one), "x"), os.path.join(str(other), "x"))
