"""check-compiled-files: told from the names in the index; near misses first."""

from __future__ import annotations

import importlib.util
import os
import py_compile
import subprocess
import sys

import pytest

from watchlint.rules.compiled.hook import has_source, is_bytecode

TRACKED = "compiled-bytecode-tracked"
SOURCELESS = "compiled-sourceless"
EXTENSION = "compiled-extension-tracked"


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


# (what it shows, files, allow-compiled, findings as (rule, path))
CASES = [
    ("clean", ["m.py"], [], []),
    ("nothing here", [], [], []),
    ("names nearby", ["notpyc.txt", "m.pyc.txt", "pyc", "a.pyc.d/readme"], [], []),
    ("allowed", ["m.py", "m.pyc"], ["m.pyc"], []),
    ("allowed by folder", ["v/m.py", "v/__pycache__/m.cpython-313.pyc"], ["v"], []),
    ("allowed by glob", ["p/x.so"], ["p/*.so"], []),
    ("a typescript object", ["a.ots", "so", "a.solution", "x.socket", "dll", "a.dll.config"], [], []),
    ("beside the source", ["m.py", "m.pyc"], [], [(TRACKED, "m.pyc")]),
    ("in the cache", ["m.py", "__pycache__/m.cpython-313.pyc"], [], [(TRACKED, "__pycache__/m.cpython-313.pyc")]),
    ("temporary", ["m.py", "m.pyc.2375409084592"], [], [(TRACKED, "m.pyc.2375409084592")]),
    ("temporary, no source", ["m.pyc.2375409084592"], [], [(TRACKED, "m.pyc.2375409084592")]),
    ("temporary in the cache, no source", ["__pycache__/x.cpython-313.pyc.140234"], [], [(TRACKED, "__pycache__/x.cpython-313.pyc.140234")]),
    ("jython", ["m.py", "m$py.class"], [], [(TRACKED, "m$py.class")]),
    ("numba index in the cache", ["m.py", "__pycache__/m.f-1.py38.nbi"], [], [(TRACKED, "__pycache__/m.f-1.py38.nbi")]),
    ("accents", ["café.py", "café.pyc"], [], [(TRACKED, "café.pyc")]),
    ("source in another folder", ["m.py", "a/m.pyc"], [], [(SOURCELESS, "a/m.pyc")]),
    ("no source", ["m.pyc"], [], [(SOURCELESS, "m.pyc")]),
    ("no source, in the cache", ["__pycache__/m.cpython-313.pyc"], [], [(SOURCELESS, "__pycache__/m.cpython-313.pyc")]),
    ("extension", ["p/_f.cpython-313-x86_64-linux-gnu.so"], [], [(EXTENSION, "p/_f.cpython-313-x86_64-linux-gnu.so")]),
    ("versioned library", ["libz.so.1.2"], [], [(EXTENSION, "libz.so.1.2")]),
    ("windows", ["a.pyd", "b.dll"], [], [(EXTENSION, "a.pyd"), (EXTENSION, "b.dll")]),
    ("all at once", ["m.py", "m.pyc", "n.pyc", "o.so"], [], [(TRACKED, "m.pyc"), (SOURCELESS, "n.pyc"), (EXTENSION, "o.so")]),
    (
        "one environment, one finding a rule",
        ["venv/pyvenv.cfg", "venv/lib/python3.11/site-packages/a.py", "venv/lib/python3.11/site-packages/__pycache__/a.cpython-311.pyc",
         "venv/lib/python3.11/site-packages/__pycache__/b.cpython-311.pyc", "venv/lib/python3.11/site-packages/c.so"],
        [], [(TRACKED, "venv"), (SOURCELESS, "venv"), (EXTENSION, "venv")],
    ),
    (
        "an environment without pyvenv.cfg",
        ["x/env/Lib/site-packages/a.py", "x/env/Lib/site-packages/a.pyc"], [], [(TRACKED, "x/env")],
    ),
    ("allowed environment", ["venv/pyvenv.cfg", "venv/a.py", "venv/a.pyc"], ["venv"], []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "allowed", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_findings(repository, found, files, allowed, expected):
    tree = repository(dict.fromkeys(files, "x"))
    assert [row[:2] for row in found("check_compiled_files", tree, allow_compiled=allowed)] == expected


@pytest.mark.parametrize(("files", "allowed", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_main(repository, run, files, allowed, expected):
    tree = repository({**dict.fromkeys(files, "x"), ".watchlint.toml": f"allow-compiled = {allowed!r}\n"})
    on_disk = tree.contents()
    errors = [row for row in expected if row[0] != EXTENSION]
    shown = run("check_compiled_files", cwd=tree)
    assert shown.code == (1 if errors else 0)
    for rule, path in expected:
        assert any(line.startswith(f"{path}: ") and f" {rule}: " in line for line in shown.out.splitlines())
    diff = run("check_compiled_files", "--diff")
    mendable = [path for rule, path in expected if rule == TRACKED]
    assert diff.out.count("untrack ") == len([p for p in files if _belongs(p, mendable) and _has_source(p, files)])
    assert tree.status == ""

    assert run("check_compiled_files", "--fix").code == (1 if errors else 0)
    assert {**tree.contents(), ".gitignore": b""} == {**on_disk, ".gitignore": b""}, "nothing leaves the disk"
    tree.git("add", ".")
    left = [path for path in tree.tracked if is_bytecode(path) and _has_source(path, files) and path not in allowed]
    assert left == [] or allowed
    again = run("check_compiled_files", "--fix")
    assert again.code == (1 if any(rule == SOURCELESS for rule, _ in expected) else 0)
    assert "fixed " not in again.out.replace("0 fixed", "")


def _belongs(path: str, places: list[str]) -> bool:
    return any(path == place or path.startswith(place + "/") for place in places)


def _has_source(path: str, files: list[str]) -> bool:
    return is_bytecode(path) and (path[-1].isdigit() or has_source(path, set(files).__contains__))


def test_untracked_bytecode_is_none_of_ours(repository, found):
    tree = repository({"m.py": ""})
    tree.write({"m.pyc": "", "__pycache__/m.cpython-313.pyc": "", "x.so": ""})
    assert found("check_compiled_files", tree) == []


def test_tracked_in_spite_of_gitignore(repository, found):
    tree = repository({"m.py": "", "m.pyc": "", ".gitignore": "*.pyc\n"})
    assert found("check_compiled_files", tree) == [(TRACKED, "m.pyc", None)]


def test_deleted_on_disk_but_in_the_index(repository, found, run):
    tree = repository({"m.py": "", "m.pyc": ""})
    (tree / "m.pyc").unlink()
    assert found("check_compiled_files", tree) == [(TRACKED, "m.pyc", None)]
    assert run("check_compiled_files", "--fix", cwd=tree).code == 1
    assert tree.status == "D  m.pyc\n?? .gitignore\n" and (tree / ".gitignore").read_text().endswith("*.pyc\n")


def test_without_git_nothing_is_tracked(folder, found):
    assert found("check_compiled_files", folder({"m.py": "", "m.pyc": ""})) == []


def test_an_environment_is_counted_not_listed(repository, run):
    files = {f"venv/lib/python3.11/site-packages/p/m{n}.py": "" for n in range(300)}
    cached = {f"venv/lib/python3.11/site-packages/p/__pycache__/m{n}.cpython-311.pyc": "" for n in range(300)}
    tree = repository({**files, **cached, "venv/pyvenv.cfg": "", "venv/notes.txt": ""})
    shown = run("check_compiled_files", cwd=tree)
    assert "300 compiled files" in shown.out and len(shown.out.splitlines()) <= 6
    fixed = run("check_compiled_files", "--fix")
    assert fixed.code == 1 and len(fixed.out.splitlines()) <= 6
    assert len(tree.tracked) == 302
    assert run("check_compiled_files").code == 0


@pytest.mark.parametrize("name", ["a\nb.py", "café.py", ":(top)m.py", "-n.py", "x*.py", 'q".py', "a\\b.py", " m.py"])
def test_awkward_names(repository, run, name):
    if os.name == "nt":
        pytest.skip("Windows has no such names")
    tree = repository({name: "", name + "c": ""})
    shown = run("check_compiled_files", cwd=tree)
    assert shown.code == 1 and len([line for line in shown.out.splitlines() if TRACKED in line]) == 1
    assert run("check_compiled_files", "--fix").code == 1
    assert tree.tracked == [name] and (tree / (name + "c")).exists()
    assert run("check_compiled_files").code == 0


def test_undecodable_names(repository, run):
    tree = repository()
    for name in (b"/caf\xe9.py", b"/caf\xe9.pyc"):
        try:
            with open(os.fsencode(str(tree)) + name, "wb"):
                pass
        except OSError:
            pytest.skip("this file system takes UTF-8 names only")
    tree.add()
    assert TRACKED in run("check_compiled_files", cwd=tree).out
    assert run("check_compiled_files", "--output-format", "json").code == 1
    assert run("check_compiled_files", "--fix").code == 1
    assert tree.tracked == [os.fsdecode(b"caf\xe9.py")]


def test_below_the_top(repository, run, found):
    tree = repository({"m.py": "", "m.pyc": "", "a/n.py": "", "a/n.pyc": ""})
    assert found("check_compiled_files", tree / "a") == [(TRACKED, "n.pyc", None)]
    fixed = run("check_compiled_files", "--fix", str(tree / "a"), cwd=tree)
    assert fixed.code == 1
    assert tree.tracked == ["a/n.py", "m.py", "m.pyc"]


def test_in_a_merge_conflict(repository, found):
    tree = repository({"m.py": "", "m.pyc": "base"})
    tree.git("checkout", "--quiet", "-b", "other")
    tree.write({"m.pyc": "theirs"}).add().commit()
    tree.git("checkout", "--quiet", "main")
    tree.write({"m.pyc": "ours"}).add().commit()
    tree.git("merge", "other", check=False)
    assert len(tree.git("ls-files", "-u").splitlines()) == 3
    assert found("check_compiled_files", tree) == [(TRACKED, "m.pyc", None)]


def test_submodules_are_another_repository(repository, found, tmp_path):
    inner = repository({"m.py": "", "m.pyc": ""}, name="inner")
    tree = repository({"x.txt": ""}, name="outer")
    tree.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "sub")
    tree.commit()
    assert found("check_compiled_files", tree) == []
    assert found("check_compiled_files", tree / "sub") == [(TRACKED, "m.pyc", None)]


def test_intent_to_add(repository, found):
    tree = repository({"m.py": ""})
    tree.write({"m.pyc": ""})
    tree.git("add", "--intent-to-add", "m.pyc")
    assert found("check_compiled_files", tree) == [(TRACKED, "m.pyc", None)]


def test_sparse_checkout(repository, found):
    tree = repository({"a/m.py": "", "a/m.pyc": "", "b/n.py": "", "b/n.pyc": ""})
    tree.git("sparse-checkout", "set", "--cone", "a")
    assert not (tree / "b").exists()
    rows = found("check_compiled_files", tree)
    assert (TRACKED, "a/m.pyc", None) in rows
    assert (TRACKED, "b/n.pyc", None) in rows, "the source of b/n.pyc is in the index, though not on disk"


@pytest.mark.parametrize(
    ("name", "imported"), [("m.pyc", True), ("m.pyc.2375409084592", False), ("__pycache__/{}.2375", False)]
)
def test_python_imports_no_temporary_name(tmp_path, name, imported):
    source = tmp_path / "m.py"
    source.write_text("")
    target = tmp_path / name.format(os.path.basename(importlib.util.cache_from_source("m.py")))
    target.parent.mkdir(exist_ok=True)
    py_compile.compile(str(source), str(target))
    source.unlink()
    done = subprocess.run([sys.executable, "-c", "import m"], cwd=tmp_path, capture_output=True)
    assert (done.returncode == 0) is imported
