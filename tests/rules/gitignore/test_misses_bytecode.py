"""gitignore-misses-bytecode: what git would not ignore of what Python writes."""

from __future__ import annotations

import pytest

COVERED = "__pycache__/\n*.pyc\n"
MISSES = "gitignore-misses-bytecode"


def test_a_negation_of_something_else_opens_no_second_block(repository, run):
    text = "# Python bytecode\n__pycache__/\n\n.env\n!.env.example\n"
    tree = repository({"m.py": "import m\n", ".gitignore": text})
    assert run("check_gitignore", "--fix", cwd=tree).code == 1
    after = (tree / ".gitignore").read_text()
    assert after.count("# Python bytecode") == 1 and after.endswith(".env\n!.env.example\n")
    assert run("check_gitignore").code == 0


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_said_and_not_that_lines_are_missing(repository, found, run, encoding):
    tree = repository({"m.py": "import m\n", ".gitignore": COVERED.encode(encoding)})
    assert tree.git("check-ignore", "--no-index", "m.pyc", check=False) == "", "git reads no line of it"
    (finding,) = found.findings("check_gitignore", tree)
    assert (finding.rule.name, finding.fix) == (MISSES, None)
    assert "UTF-16" in finding.message and finding.help.startswith("Save it as UTF-8")
    (tree / ".gitignore").write_text(COVERED)
    assert run("check_gitignore", cwd=tree).code == 0


# (what it shows, files beside a .gitignore that ignores no bytecode, severity, words of the message)
WRITTEN = [
    ("a script alone", {"m.py": "print(1)\n"}, "info", "imported modules"),
    ("scripts that import what is installed", {"a.py": "import os, json, numpy\n", "b.py": "import yaml\n"}, "info", ""),
    ("the settings of the docs", {"docs/conf.py": "import os\nproject = 'x'\n"}, "info", ""),
    ("one tool of another language's project", {"index.js": "", "tools/gen.py": "import sys\n"}, "info", ""),
    ("a template", {"{{cookiecutter.x}}/m.py": "from . import n\n", "{{cookiecutter.x}}/n.py": ""}, "info", ""),
    ("the library's own name below", {"json.py": "", "a/b.py": "import json\n"}, "info", ""),
    ("a Streamlit app, which is run", {"app.py": "import streamlit as st\n"}, "info", ""),
    ("a served script", {"app.py": "from flask import Flask\napp = Flask(__name__)\napp.run()\n"}, "info", ""),
    ("in words only", {"m.py": "", "n.py": "# import m\nx = 'import m'\n"}, "info", ""),
    ("a module and its user", {"m.py": "", "run.py": "import m\n"}, "error", "`__pycache__/`, which Python writes when `run.py` imports `m.py`"),
    ("from", {"m.py": "", "run.py": "if 1:\n    from m import x\n"}, "error", "`run.py` imports `m.py`"),
    ("several at once", {"m.py": "", "run.py": "import os, m as n\n"}, "error", "imports `m.py`"),
    ("a package", {"p/__init__.py": "", "p/a.py": "from . import b\n", "p/b.py": ""}, "error", "`p/__pycache__/`, which Python writes when `p/a.py` imports `p/b.py`"),
    ("over lines", {"p/a.py": "", "run.py": "from p import (  # x\n    a,\n)\n"}, "error", "imports `p/a.py`"),
    ("two dots", {"p/q/a.py": "from ..b import c\n", "p/b.py": ""}, "error", "`p/q/a.py` imports `p/b.py`"),
    ("below src", {"src/p/__init__.py": "", "tests/test_p.py": "import p\n"}, "error", "`src/p/__pycache__/`"),
    ("from a folder beside", {"p/__init__.py": "", "tools/run.py": "import p\n"}, "error", "`tools/run.py` imports `p/__init__.py`"),
    ("a test", {"tests/test_p.py": "import pytest\n"}, "error", "when pytest imports `tests/test_p.py`"),
    ("pytest's own", {"conftest.py": "x = 1\n"}, "error", "when pytest imports `conftest.py`"),
    ("Django", {"manage.py": 'os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n', "shop/settings.py": ""}, "error", "`manage.py` imports `shop/settings.py`"),
    ("an app that is served by its name", {"main.py": "from fastapi import FastAPI\napp = FastAPI()\n"}, "error", "when its server imports `main.py`"),
    ("a module of a script's folder", {"x/m.py": "", "x/run.py": "import m\n"}, "error", "`x/run.py` imports `x/m.py`"),
]  # fmt: skip


@pytest.mark.parametrize(("files", "severity", "words"), [c[1:] for c in WRITTEN], ids=[c[0] for c in WRITTEN])
def test_an_error_names_the_import_that_writes(repository, found, run, files, severity, words):
    tree = repository({**files, ".gitignore": "*.log\n"})
    (finding,) = found.findings("check_gitignore", tree)
    assert (finding.rule.name, finding.severity) == (MISSES, severity)
    assert words in finding.message and "every run" not in finding.message + finding.help
    assert run("check_gitignore", cwd=tree).code == (severity == "error")
    (tree / ".gitignore").unlink()
    tree.git("rm", "--quiet", "--cached", ".gitignore")
    (missing,) = found.findings("check_gitignore", tree)
    assert (missing.rule.name, missing.severity) == ("gitignore-missing", severity)
    assert missing.path in files and words in missing.message


def test_a_line_is_added_to_the_file_of_the_folder_that_needs_it(repository, run):
    files = {".gitignore": "*.log\n", "backend/.gitignore": "*.tmp\n", "backend/m.py": "import m\n"}
    tree = repository(files)
    assert run("check_gitignore", "--fix", cwd=tree).code == 1
    assert (tree / ".gitignore").read_text() == "*.log\n"
    assert (tree / "backend/.gitignore").read_text() == "*.tmp\n\n# Python bytecode\n__pycache__/\n*.pyc\n"
    assert run("check_gitignore").code == 0


def test_bytecode_beside_the_source_is_a_warning(repository, found, run):
    """Python 3 writes none by itself."""
    tree = repository({"m.py": "import m\n", ".gitignore": "__pycache__/\n"})
    (finding,) = found.findings("check_gitignore", tree)
    said = (finding.severity, finding.message)
    assert said == ("warning", "git does not ignore `m.pyc`, bytecode beside its source")
    assert run("check_gitignore", cwd=tree).code == 0 and run("check_gitignore", "--strict").code == 1


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        ({}, "warning"),
        ({"pyproject.toml": '[project]\nname = "x"\nrequires-python = ">=3.10"\n'}, "info"),
        ({"api/pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.9"\n'}, "info"),
        ({"setup.py": 'from setuptools import setup\nsetup(python_requires=">=3.6")\n'}, "info"),
        ({".python-version": "3.12\n"}, "info"),
        ({"setup.cfg": "[options]\npython_requires = >=2.7\n"}, "warning"),
        ({"setup.py": 'from setuptools import setup\nsetup(python_requires=">=2.7, !=3.0.*")\n'}, "warning"),
        ({"m.py": "#!/usr/bin/env python3\nimport n\n"}, "info"),
        ({"m.py": "#!/usr/bin/env python\nimport n\n"}, "warning"),
        ({"other.py": "# print(f'a')\na = \"f'\"\nb = 'async def'\n\"\"\" f'b' \"\"\"\nif'a': pass\nbuf = open(f, 'r')\n"}, "warning"),
        ({"other.py": "print(f'{1}')\n"}, "info"),
        ({"other.py": "    async  def a(): pass\n"}, "info"),
        ({"other.py": "def a() -> int: pass\n"}, "info"),
        ({"other.py": "print(f'{1}')\n", "setup.cfg": "[options]\npython_requires = >=2.7\n"}, "warning"),
        ({"m.py": "#!/usr/bin/env python3\nimport n\n", "setup.cfg": "[options]\npython_requires = >=2.7\n"}, "warning"),
    ],
)  # fmt: skip
def test_beside_the_source_it_is_a_note_where_only_python_3_runs(files, severity, repository, found):
    tree = repository({"m.py": "import n\n", "n.py": "", ".gitignore": "__pycache__/\n", **files})
    assert [(one.rule.name, one.severity) for one in found.findings("check_gitignore", tree)] == [
        ("gitignore-misses-bytecode", severity)
    ]


def test_a_hundred_thousand_lines(repository, run):
    tree = repository({"m.py": "import m\n", ".gitignore": "".join(f"/build/out-{n}\n" for n in range(100_000))})
    before = (tree / ".gitignore").read_bytes()
    assert run("check_gitignore", "--fix", cwd=tree).code == 1
    assert (tree / ".gitignore").read_bytes().startswith(before)
    assert run("check_gitignore").code == 0


def test_a_finding_says_what_to_do(repository, found):
    tree = repository({"m.py": "import m\n", ".gitignore": "x\n/*.pyc\n__pycache__\n", "a/n.py": "import n\n"})
    (finding,) = found.findings("check_gitignore", tree)
    hint = ".gitignore:2 `/*.pyc` does not cover it"
    assert finding.message == f"git does not ignore `a/n.pyc`, bytecode beside its source; {hint}"
    assert finding.help.startswith("Python 3 never writes it by itself") and finding.help.endswith("Add `*.pyc`.")
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (2, 1, 2, 7)


def test_where_nothing_is_imported_a_folder_alone_is_a_note(repository, found):
    tree = repository({"m.py": "", ".gitignore": "/*.pyc\n"})
    (finding,) = found.findings("check_gitignore", tree)
    message = "git does not ignore the `__pycache__/` that Python writes for imported modules; .gitignore:1 `/*.pyc` does not cover it"
    assert (finding.severity, finding.message) == ("info", message)
    assert finding.help == "Nothing here imports another file of this repository yet. Add `__pycache__/`."


def test_where_nothing_is_imported_bytecode_beside_its_source_is_a_note(repository, found):
    tree = repository({"a/m.py": "", ".gitignore": "__pycache__/\n"})
    (finding,) = found.findings("check_gitignore", tree)
    assert (finding.severity, finding.message) == ("info", "git does not ignore `a/m.pyc`, bytecode beside its source")
