"""check-compiled-files as a whole: decided from the names in the index; near misses first."""

from __future__ import annotations

import os

import pytest

from watchlint.facts.python.bytecode import is_bytecode

TRACKED = "compiled-bytecode-tracked"
SOURCELESS = "compiled-sourceless"
EXTENSION = "compiled-extension-tracked"


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
    ("source in another folder", ["m.py", "a/n.py", "a/m.pyc"], [], [(SOURCELESS, "a/m.pyc")]),
    ("data of a decompiler", ["m.py", "a/m.pyc", "a/n.pyc"], [], [(SOURCELESS, "a/m.pyc", "info")]),
    ("what Python imports under no name", ["m.py", "n.pyo", "n.cpython-313.pyc"], [], []),
    ("no source", ["m.pyc"], [], [(SOURCELESS, "m.pyc")]),
    ("no source, in the cache: never imported", ["__pycache__/m.cpython-313.pyc"], [], [(TRACKED, "__pycache__/m.cpython-313.pyc")]),
    ("extension", ["p/_f.cpython-313-x86_64-linux-gnu.so"], [], [(EXTENSION, "p/_f.cpython-313-x86_64-linux-gnu.so", "warning")]),
    ("versioned library", ["libz.so.1.2"], [], [(EXTENSION, "libz.so.1.2", "warning")]),
    ("windows", ["a.pyd", "b.dll"], [], [(EXTENSION, "a.pyd", "warning")]),
    ("beside Python", ["p/m.py", "p/_f.so", "p/_g.so"], [], [(EXTENSION, "p/_f.so", "warning")]),
    ("a library that no Python lies beside", ["m.py", "vendor/x.dll"], [], [(EXTENSION, "vendor/x.dll", "info")]),
    ("forty in a folder are one", ["a/m.py", *(f"a/__pycache__/m{n}.cpython-313.pyc" for n in range(10, 50))], [], [(TRACKED, "a/__pycache__/m10.cpython-313.pyc")]),
    ("a folder, one finding", ["m.py", "n.py", "m.pyc", "n.pyc", "a/m.py", "a/m.pyc"], [], [(TRACKED, "a/m.pyc"), (TRACKED, "m.pyc")]),
    ("all at once", ["m.py", "m.pyc", "n.pyc", "o.so"], [], [(TRACKED, "m.pyc"), (EXTENSION, "o.so", "warning"), (SOURCELESS, "n.pyc")]),
    (
        "one environment, one finding a rule",
        ["venv/pyvenv.cfg", "venv/lib/python3.11/site-packages/a.py", "venv/lib/python3.11/site-packages/__pycache__/a.cpython-311.pyc",
         "venv/lib/python3.11/site-packages/__pycache__/b.cpython-311.pyc", "venv/lib/python3.11/site-packages/c.so"],
        [], [(TRACKED, "venv/lib/python3.11/site-packages/__pycache__/a.cpython-311.pyc"), (EXTENSION, "venv/lib/python3.11/site-packages/c.so", "warning")],
    ),
    (
        "an environment without pyvenv.cfg",
        ["x/env/Lib/site-packages/a.py", "x/env/Lib/site-packages/a.pyc"], [], [(TRACKED, "x/env/Lib/site-packages/a.pyc")],
    ),
    ("allowed environment", ["venv/pyvenv.cfg", "venv/a.py", "venv/a.pyc"], ["venv"], []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "allowed", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_findings(repository, found, files, allowed, expected):
    tree = repository(dict.fromkeys(files, "x"))
    findings = found.findings("check_compiled_files", tree, allow_compiled=allowed)
    rows = [(finding.rule.name, finding.path, finding.severity) for finding in findings]
    assert rows == [(*row, "error")[:3] for row in expected]


@pytest.mark.parametrize(("files", "allowed", "expected"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_main(repository, run, files, allowed, expected):
    tree = repository({**dict.fromkeys(files, "x"), ".watchlint.toml": f"allow-compiled = {allowed!r}\n"})
    on_disk, tracked = tree.contents(), tree.tracked
    errors = {row[0] for row in expected if len(row) == 2}
    shown = run("check_compiled_files", "--notes", cwd=tree)
    assert shown.code == (1 if errors else 0)
    for rule, path, *_ in expected:
        assert any(line.startswith(f"{path}: ") and f" {rule}: " in line for line in shown.out.splitlines())
    diff = run("check_compiled_files", "--diff")
    assert tree.status == ""

    assert run("check_compiled_files", "--fix").code == (1 if errors else 0)
    assert {**tree.contents(), ".gitignore": b""} == {**on_disk, ".gitignore": b""}, "nothing leaves the disk"
    gone = set(tracked) - set(tree.tracked)
    assert diff.out.count("untrack ") == len(gone) and all(map(is_bytecode, gone))
    tree.git("add", ".")
    assert gone.isdisjoint(tree.tracked)
    again = run("check_compiled_files", "--fix")
    assert again.code == (1 if SOURCELESS in errors else 0)
    assert TRACKED not in again.out


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
    tree = repository({"a/m.py": "", "a/m.pyc": "", "b/n.py": "", "b/n.pyc": ""}).write({".git/info/": ""})
    tree.git("sparse-checkout", "set", "--cone", "a")
    assert not (tree / "b").exists()
    rows = found("check_compiled_files", tree)
    assert (TRACKED, "a/m.pyc", None) in rows
    assert (TRACKED, "b/n.pyc", None) in rows, "the source of b/n.pyc is in the index, though not on disk"
