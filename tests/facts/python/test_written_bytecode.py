"""In which folders running a repository's code leaves bytecode."""

from __future__ import annotations

import pytest

from watchlint.facts.python.written_bytecode import Writing, writings

# what it shows -> (sources, [(module, what imports it)])
CASES = {
    "a script that is run": ({"run.py": "print(1)\n"}, []),
    "what is installed": ({"run.py": "import requests\nfrom flask import Flask\n"}, []),
    "the standard library": ({"app/run.py": "import json\n", "json.py": ""}, []),
    "a template": ({"{{ name }}/run.py": "import m\n", "m.py": ""}, []),
    "a comment": ({"run.py": "# import m\n", "m.py": ""}, []),
    "a neighbour": ({"run.py": "import m\n", "m.py": ""}, [("m.py", "`run.py`")]),
    "several": ({"run.py": "import a, b as c\n", "a.py": "", "b.py": ""}, [("a.py", "`run.py`"), ("b.py", "`run.py`")]),
    "a package": ({"run.py": "import p.m\n", "p/__init__.py": "", "p/m.py": ""}, [("p/__init__.py", "`run.py`"), ("p/m.py", "`run.py`")]),
    "a namespace": ({"run.py": "import p.m\n", "p/m.py": ""}, [("p/m.py", "`run.py`")]),
    "a name of a package": ({"run.py": "from p import (m,  # why\n  x)\n", "p/__init__.py": "", "p/m.py": ""}, [("p/__init__.py", "`run.py`"), ("p/m.py", "`run.py`")]),
    "beside it": ({"p/__init__.py": "from . import m\n", "p/m.py": ""}, [("p/m.py", "`p/__init__.py`")]),
    "above it": ({"p/q/a.py": "from ..m import x\n", "p/m.py": ""}, [("p/m.py", "`p/q/a.py`")]),
    "above the root": ({"a.py": "from ..m import x\n", "m.py": ""}, []),
    "src": ({"run.py": "import m\n", "src/m.py": ""}, [("src/m.py", "`run.py`")]),
    "settings": ({"manage.py": "os.environ['DJANGO_SETTINGS_MODULE'] = 'p.s'\n", "p/s.py": ""}, [("p/s.py", "`manage.py`")]),
    "an app that is served": ({"a.py": "app = FastAPI()\n"}, [("a.py", "its server")]),
    "an app that runs itself": ({"a.py": "app = FastAPI()\nuvicorn.run(app)\n"}, []),
    "a test": ({"test_a.py": "import pytest\n"}, [("test_a.py", "pytest")]),
    "a test of unittest": ({"test_a.py": "import unittest\n"}, []),
    "a conftest": ({"conftest.py": ""}, [("conftest.py", "pytest")]),
}  # fmt: skip


@pytest.mark.parametrize(("files", "wanted"), CASES.values(), ids=CASES)
def test_writings(files, wanted):
    found = writings([(path, text.encode()) for path, text in files.items()], files)
    assert sorted({(one.module, one.words.partition(" imports ")[0]) for one in found}) == sorted(wanted)


def test_it_is_said_in_words():
    assert Writing("p/m.py", "run.py").words == "`run.py` imports `p/m.py`"
    assert Writing("a.py", "", "its server").words == "its server imports `a.py`"
