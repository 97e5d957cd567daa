"""Local imports, read from the text."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watchlint.facts.python import imports as python_imports
from watchlint.facts.python import module_paths, path_values
from watchlint.facts.python import source as python_source


def imports(root, files, script="app.py", search=("",), **more):
    for path, text in files.items():
        target = root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(text if isinstance(text, bytes) else text.encode())
    return python_imports.local_imports(
        str(root / script), [str(root / folder) for folder in search], cwd=str(root), **more
    )


def relative(root, paths):
    return sorted(os.path.relpath(path, root) for path in paths)


NOTHING, A = "", {"a.py": ""}

CASES = {
    # near misses first: nothing local is imported
    "standard library": ("import os, json\nfrom email import policy\n", {}, []),
    "a local file with a name of the standard library": ("import statistics\n", {"statistics.py": ""}, []),
    "not installed and not here": ("import numpy.linalg\n", A, []),
    "a text that looks like an import": ("'''\nimport a\n'''\nx = 'import a'  # import a\n", A, []),
    "type checking": ("from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import a\n", A, []),
    "typing.TYPE_CHECKING": ("import typing\nif typing.TYPE_CHECKING:\n    import a\n", A, []),
    "never": ("if False:\n    import a\nif 0:\n    import a\n", A, []),
    "a folder of data with the name of a package": ("import docker\n", {"docker/Dockerfile": ""}, []),
    "other case": ("import A\n", A, []),
    "a folder called a.py": ("import a\n", {"a.py/x": ""}, []),
    "backup of an extension": ("import a\n", {"a.backup.so": ""}, []),
    "import_module of a variable": ("import importlib\nimportlib.import_module(name)\n", A, []),
    "name that the package binds itself": (
        "from p import a\n",
        {"p/__init__.py": "a = 1\n", "p/a.py": ""},
        ["p/__init__.py"],
    ),
    "star without __all__": ("from p import *\n", {"p/__init__.py": "", "p/a.py": ""}, ["p/__init__.py"]),
    "main block of a module": ("import p\n", {"p.py": "if __name__ == '__main__':\n    import a\n", **A}, ["p.py"]),
    # hits
    "module": ("import a\n", A, ["a.py"]),
    "under another name": ("import a as b\n", A, ["a.py"]),
    "several": ("import a, b\n", {**A, "b.py": ""}, ["a.py", "b.py"]),
    "from": ("from a import x\n", A, ["a.py"]),
    "package and its parents": (
        "import p.q.r\n",
        {"p/__init__.py": "", "p/q/__init__.py": "", "p/q/r.py": "", "p/other.py": ""},
        ["p/__init__.py", "p/q/__init__.py", "p/q/r.py"],
    ),
    "submodule by from": ("from p import a\n", {"p/__init__.py": "", "p/a.py": ""}, ["p/__init__.py", "p/a.py"]),
    "__all__ names a submodule": (
        "from p import *\n",
        {"p/__init__.py": "__all__ = ['a']\n", "p/a.py": "", "p/b.py": ""},
        ["p/__init__.py", "p/a.py"],
    ),
    "a submodule that the package imports by its own name": (
        "from p import a\n",
        {
            "p/__init__.py": "from p import a\nfrom . import b\nfrom .c import d\n",
            "p/a.py": "",
            "p/b.py": "",
            "p/c.py": "d = 1\n",
            "p/d.py": "",
        },
        ["p/__init__.py", "p/a.py", "p/b.py", "p/c.py"],
    ),
    "a name that the package takes from elsewhere": (
        "from p import path\n",
        {"p/__init__.py": "from os import path\n", "p/path.py": ""},
        ["p/__init__.py"],
    ),
    "package before module": ("import p\n", {"p/__init__.py": "", "p.py": ""}, ["p/__init__.py"]),
    "relative": (
        "import p.a\n",
        {
            "p/__init__.py": "from .b import x\n",
            "p/a.py": "from . import c\nfrom .. import d\n",
            "p/b.py": "",
            "p/c.py": "",
        },
        ["p/__init__.py", "p/a.py", "p/b.py", "p/c.py"],
    ),
    "relative, two up": (
        "import p.q.a\n",
        {"p/__init__.py": "", "p/q/__init__.py": "", "p/q/a.py": "from ..b import x\n", "p/b.py": ""},
        ["p/__init__.py", "p/b.py", "p/q/__init__.py", "p/q/a.py"],
    ),
    "cycle": ("import a\n", {"a.py": "import b\n", "b.py": "import a\nimport app\n"}, ["a.py", "app.py", "b.py"]),
    "main block of the script": ("if __name__ == '__main__':\n    import a\n", A, ["a.py"]),
    "not type checking": ("if not TYPE_CHECKING:\n    import a\n", A, ["a.py"]),
    "called at once": ("def main():\n    import a\nmain()\n", A, ["a.py"]),
    "class body": ("class C:\n    import a\n", A, ["a.py"]),
    "with and finally": (
        "with x:\n    import a\ntry:\n    pass\nfinally:\n    import b\n",
        {**A, "b.py": ""},
        ["a.py", "b.py"],
    ),
    "import_module": ("import importlib\nm = importlib.import_module('a')\n", A, ["a.py"]),
    "__import__": ("__import__('a')\n", A, ["a.py"]),
    "byte order mark and coding": (b"\xef\xbb\xbfimport a\n", A, ["a.py"]),
    "latin-1": (b"# coding: latin-1\n# \xe9\nimport a\n", A, ["a.py"]),
    "extension": ("import a\n", {"a.cpython-312-x86_64-linux-gnu.so": ""}, ["a.cpython-312-x86_64-linux-gnu.so"]),
    "invalid escape warns nobody": ("x = '\\d'\nimport a\n", A, ["a.py"]),
    "sys.path from __file__": (
        "import sys, os\nsys.path.append(os.path.join(os.path.dirname(__file__), 'lib'))\nimport z\n",
        {"lib/z.py": ""},
        ["lib/z.py"],
    ),
    "sys.path from pathlib": (
        "import sys\nfrom pathlib import Path\nHERE = Path(__file__).resolve().parent\n"
        "if str(HERE / 'lib') not in sys.path:\n    sys.path.insert(0, str(HERE / 'lib'))\nimport z\n",
        {"lib/z.py": "", "z.py": ""},
        ["lib/z.py"],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_is_imported(name, tmp_path):
    script, files, expected = CASES[name]
    found = imports(tmp_path, {"app.py": script, **files})
    assert relative(tmp_path, (module.file for module in found.modules)) == expected
    assert found.certain or name.startswith(("relative", "never"))


@pytest.mark.parametrize(
    ("script", "when"),
    [
        ("import a\n", python_source.ALWAYS),
        ("if x:\n    import a\n", python_source.MAYBE),
        ("try:\n    import b\nexcept ImportError:\n    import a\n", python_source.MAYBE),
        ("for x in y:\n    import a\n", python_source.MAYBE),
        ("match x:\n    case 1:\n        import a\n", python_source.MAYBE),
        ("def f():\n    import a\n", python_source.CALLED),
        ("class C:\n    def f(self):\n        import a\n", python_source.CALLED),
        ("def f():\n    import a\nif x:\n    import a\n", python_source.MAYBE),
        ("def f():\n    import a\nimport a\n", python_source.ALWAYS),
    ],
)
def test_when_an_import_runs(script, when, tmp_path):
    found = imports(tmp_path, {"app.py": script, "a.py": "import c\n", "c.py": ""})
    assert [(module.name, module.when) for module in found.modules] == [("a", when), ("c", when)]
    assert found.certain == (when == python_source.ALWAYS)
    assert any("counted as imported: a, c" in note for note in found.notes) == (when != python_source.ALWAYS)


def test_namespace_packages_are_named_with_all_their_folders(tmp_path):
    files = {"app.py": "import n.m, n.o\n", "n/m.py": "", "lib/n/o.py": "", "n/data/x": ""}
    found = imports(tmp_path, files, search=("", "lib"))
    assert relative(tmp_path, found.namespaces) == ["lib/n", "n"]
    assert relative(tmp_path, (module.file for module in found.modules)) == ["lib/n/o.py", "n/m.py"]


def test_a_folder_never_hides_an_installed_package(tmp_path):
    files = {"app.py": "import pandas\n", "pandas/notes.py": ""}
    assert imports(tmp_path, files, elsewhere=["pandas"]).namespaces == ()
    assert len(imports(tmp_path, files).namespaces) == 1


def test_a_fallback_comes_after_what_is_installed(tmp_path):
    files = {"app.py": "import mine, requests\n", "src/mine.py": "", "src/requests.py": ""}
    found = imports(tmp_path, files, fallback=[str(tmp_path / "src")], elsewhere=["requests"])
    assert relative(tmp_path, (module.file for module in found.modules)) == ["src/mine.py"]


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"import a\ndef (:\n", 2),
        (b"x = 1\0\n", None),
        (b"\xff\xfe\n", None),
        (b"# coding: nonsense\n", None),
        (b"(" * 5000, None),
    ],
    ids=["syntax", "NUL", "not UTF-8", "unknown coding", "deep"],
)
def test_a_file_that_does_not_parse_is_named_and_skipped(content, line, tmp_path):
    found = imports(tmp_path, {"app.py": "import broken, a\n", "broken.py": content, "a.py": ""})
    assert [module.name for module in found.modules] == ["a"]
    [unread] = found.unread
    assert unread.file == str(tmp_path / "broken.py") and unread.reason
    assert line is None or unread.line == line
    assert not found.certain and any("broken.py" in note for note in found.notes)


def test_a_script_that_is_absent_is_named(tmp_path):
    found = imports(tmp_path, {}, script="none.py")
    assert [entry.file for entry in found.unread] == [str(tmp_path / "none.py")]


def test_folders_that_gain_a_cache(tmp_path):
    files = {
        "app.py": "import a, p.b, q.c\n",
        "a.py": "",
        "p/__init__.py": "",
        "p/b.py": "",
        "q/c.py": "",
        "q/__pycache__/x": "",
    }
    assert relative(tmp_path, imports(tmp_path, files).compiles) == [".", "p"]
    assert imports(tmp_path, files, writes_bytecode=False).compiles == ()


def test_a_long_chain_is_no_recursion(tmp_path):
    files = {f"m{number}.py": f"import m{number + 1}\n" for number in range(1500)}
    found = imports(tmp_path, {"app.py": "import m0\n", **files, "m1500.py": ""})
    assert len(found.modules) == 1501


def test_links_keep_the_path_python_sees(tmp_path):
    files = {"app.py": "import alias\n", "real/__init__.py": "from . import b\n", "real/b.py": ""}
    (tmp_path / "real").mkdir()
    os.symlink("real", tmp_path / "alias")
    found = imports(tmp_path, files)
    assert relative(tmp_path, (module.file for module in found.modules)) == ["alias/__init__.py", "alias/b.py"]
    assert relative(tmp_path, found.compiles) == ["real"]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("None", None),
        ("name", None),
        ("', '.join(x)", None),
        ("os.environ['X']", None),
        ("Path(__file__).parents[x]", None),
        ("'a' % b", None),
        ("'src'", "src"),
        ("__file__", "/r/ui/app.py"),
        ("os.path.dirname(os.path.abspath(__file__))", "/r/ui"),
        ("Path(__file__).parent.parent / 'lib'", "/r/lib"),
        ("Path(__file__).parents[1].joinpath('lib', 'x')", "/r/lib/x"),
        ("os.path.join(os.path.dirname(__file__), os.pardir)", "/r/ui/.."),
        ("os.getcwd() + '/src'", "/w/src"),
        ("f'{HERE}/src'", "/r/ui/src"),
        ("str(HERE)", "/r/ui"),
        ("Path.cwd().joinpath('x').as_posix()", "/w/x"),
    ],
)
def test_paths_written_in_python(expression, expected):
    source = python_source.read(f"HERE = Path(__file__).parent\nLOOP = LOOP\nx = {expression}\n".encode())
    assert path_values.evaluate(source.names["x"], {"HERE": source.names["HERE"]}, "/r/ui/app.py", "/w") == expected


def test_names_that_go_round_in_circles_end():
    source = python_source.read(b"a = b\nb = a\n")
    assert path_values.evaluate(source.names["a"], source.names, "/f", "/w") is None


def test_the_order_in_one_folder(tmp_path):
    for name in ("m.py", "m.so", "n.py", "n.pyc", "o.pyc"):
        (tmp_path / name).write_text("")
    (tmp_path / "m").mkdir()
    folders = module_paths.Folders()
    found = [module_paths.find(name, [str(tmp_path)], folders).file for name in "mno"]
    assert relative(tmp_path, found) == ["m.so", "n.py", "o.pyc"]


LINES = st.sampled_from(
    ["import a", "from a import b", "from . import c", "import p.q", "from p.q import *", "if x:", "try:", "def f():", "    import a",
     "except E:", "    pass", "importlib.import_module('p.q')", "sys.path.append('lib')", "'''", "\\", "\t", "\0", "é = 1"]
)  # fmt: skip


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, max_size=12))
def test_no_text_is_too_much(tmp_path, lines):
    found = imports(tmp_path, {"app.py": "\n".join(lines), "a.py": "import p", "p/q.py": "import a", "lib/b.py": ""})
    assert len(found.modules) + len(found.unread) + len(found.notes) >= 0
    assert all(os.path.isabs(module.file) for module in found.modules)


def test_what_python_itself_imports(tmp_path):
    """The same script, read and run: the same local files."""
    files = {
        "app.py": "import p.q, n.m\nfrom p import a, b\nfrom p.star import *\nimport importlib\nimportlib.import_module('late')\n"
        "import sys\nprint([m.__file__ for m in list(sys.modules.values()) if getattr(m, '__file__', None)])\n",
        "p/__init__.py": "b = 1\n",
        "p/a.py": "from . import c as d\n",
        "p/b.py": "",
        "p/c.py": "from ..late import x\n".replace("..late", "p.d"),
        "p/d.py": "x = 1\n",
        "p/q/__init__.py": "from ..a import d\n",
        "p/star/__init__.py": "__all__ = ['inner', 'x']\nx = 1\n",
        "p/star/inner.py": "",
        "n/m.py": "from . import o\n",
        "n/o.py": "",
        "late.py": "",
    }
    found = imports(tmp_path, files)
    run = subprocess.run([sys.executable, "-I", "-c", "import sys, runpy; sys.path.insert(0, sys.argv[1]);"
        "runpy.run_path(sys.argv[1] + '/app.py')", str(tmp_path)], capture_output=True, text=True, check=True)  # fmt: skip
    real = {path for path in eval(run.stdout) if path.startswith(str(tmp_path))} - {str(tmp_path / "app.py")}
    assert {module.file for module in found.modules} == real
