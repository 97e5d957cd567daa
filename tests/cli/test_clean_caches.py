"""What goes and, above all, what stays: each row is a small tree, run through `main`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from watchlint.cli import clean_caches
from watchlint.facts.folders import caches
from watchlint.facts.python.bytecode import has_source, is_bytecode_name, is_temporary
from watchlint.fixes import caches as removal

TAG = caches.TAG.decode() + "\n"
PYC = "m.cpython-313.pyc"


def make(root: Path, names) -> None:
    for name in names:
        text = ""
        if isinstance(names, dict):
            text = names[name]
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def left(root: Path) -> set[str]:
    """Everything that is there but folders and git's own."""
    found = set()
    for folder, folders, files in os.walk(root):
        folders[:] = [name for name in folders if name != ".git"]
        below = os.path.relpath(folder, root)
        found.update(os.path.normpath(os.path.join(below, name)).replace(os.sep, "/") for name in files)
        found.update(
            os.path.normpath(os.path.join(below, name)).replace(os.sep, "/")
            for name in folders
            if os.path.islink(os.path.join(folder, name))
        )
    return found


# (files, flags, what goes)
CASES = {
    "nothing to do": (["m.py", "notpyc.txt", "pycache/x.pyc.txt"], [], set()),
    "a folder named like a cache but no cache": ([".mypy_cache/notes.txt", "htmlcov/mine.txt"], ["--include", "all"], set()),
    "source beside": (["m.py", "m.pyc"], [], {"m.pyc"}),
    "no source beside": (["m.pyc"], [], set()),
    "no source beside, asked": (["m.pyc"], ["--include", "sourceless"], {"m.pyc"}),
    "cache of a source": (["m.py", f"__pycache__/{PYC}"], [], {f"__pycache__/{PYC}"}),
    "cache of a source that is gone": ([f"__pycache__/{PYC}"], [], set()),
    "somebody's file in a cache": (["m.py", f"__pycache__/{PYC}", "__pycache__/mine.txt"], [], {f"__pycache__/{PYC}"}),
    "pytest's name with dots": (
        ["t.py", "__pycache__/t.cpython-311-pytest-7.4.pyc"],
        [],
        {"__pycache__/t.cpython-311-pytest-7.4.pyc"},
    ),
    "temporary": (["__pycache__/m.cpython-313.pyc.2375409084592"], [], {"__pycache__/m.cpython-313.pyc.2375409084592"}),
    "temporary beside": (["x.pyc.140431573127600"], [], {"x.pyc.140431573127600"}),
    "virtual environment": (["v/pyvenv.cfg", "v/lib/m.py", f"v/lib/__pycache__/{PYC}"], [], set()),
    "virtual environment, asked": (
        ["v/pyvenv.cfg", "v/lib/m.py", f"v/lib/__pycache__/{PYC}"],
        ["--include", "bytecode,environments"],
        {f"v/lib/__pycache__/{PYC}"},
    ),
    "another repository": (["sub/.git/HEAD", "sub/m.py", f"sub/__pycache__/{PYC}"], [], set()),
    "a submodule": (["sub/.git", "sub/m.py", f"sub/__pycache__/{PYC}"], [], set()),
    "tools": (
        {".pytest_cache/CACHEDIR.TAG": TAG, ".pytest_cache/v/x": "", ".ruff_cache/CACHEDIR.TAG": TAG, ".mypy_cache/3.13/a": ""},
        [],
        {".pytest_cache/CACHEDIR.TAG", ".pytest_cache/v/x", ".ruff_cache/CACHEDIR.TAG", ".mypy_cache/3.13/a"},
    ),
    "not by default": ([".hypothesis/examples/a", ".ipynb_checkpoints/a-checkpoint.ipynb", "htmlcov/status.json"], [], set()),
    "by name": (
        [".hypothesis/examples/a", ".ipynb_checkpoints/a-checkpoint.ipynb", "htmlcov/status.json"],
        ["--include", "hypothesis,notebooks", "--include", "coverage"],
        {".hypothesis/examples/a", ".ipynb_checkpoints/a-checkpoint.ipynb", "htmlcov/status.json"},
    ),
    "tagged": ({"mine/CACHEDIR.TAG": TAG, "mine/a": "", "other/CACHEDIR.TAG": "no"}, ["--include", "tagged"], {"mine/CACHEDIR.TAG", "mine/a"}),
    "tagged environment": ({"v/CACHEDIR.TAG": TAG, "v/pyvenv.cfg": ""}, ["--include", "tagged,environments"], set()),
    "builds that git does not ignore": (["build/lib/m.py", "x.egg-info/PKG-INFO"], ["--include", "builds"], set()),
    "builds": (
        {".gitignore": "build/\n*.egg-info/\n", "build/lib/m.py": "", "x.egg-info/PKG-INFO": ""},
        ["--include", "builds"],
        {"build/lib/m.py", "x.egg-info/PKG-INFO"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "flags", "gone"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("dry", [True, False], ids=["dry run", "for real"])
def test_case(repository, capsys, files, flags, gone, dry):
    tree = repository(files={})
    make(tree.path, files)
    before = left(tree.path)
    assert gone <= before
    assert clean_caches.main([*flags, *(["--dry-run"] if dry else []), str(tree.path)]) == 0
    assert left(tree.path) == (before if dry else before - gone)
    assert f"{len(gone):,} files" in capsys.readouterr().out


def test_tracked_files_stay(repository, capsys):
    names = ["m.py", f"__pycache__/{PYC}", "old.py", "old.pyc", ".pytest_cache/CACHEDIR.TAG", ".pytest_cache/v/mine"]
    tree = repository(files=dict.fromkeys(names, ""))
    make(tree.path, ["new.py", "new.pyc"])
    assert clean_caches.main(["--include", "all", str(tree.path)]) == 0
    assert left(tree.path) == {*names, "new.py"}
    assert capsys.readouterr().out.startswith("removed 1 files")


def test_an_editable_install_keeps_its_egg_info(repository, monkeypatch):
    tree = repository(files={".gitignore": "*.egg-info/\nv/\n"})
    make(tree.path, ["x.egg-info/PKG-INFO", "v/pyvenv.cfg"])
    make(tree.path, {"v/lib/python3.13/site-packages/x.egg-link": f"{tree.path}\n."})
    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    assert clean_caches.main(["--include", "builds", str(tree.path)]) == 0
    assert (tree.path / "x.egg-info/PKG-INFO").exists()


def test_json(repository, capsys):
    tree = repository(files={"m.py": ""})
    make(tree.path, {f"__pycache__/{PYC}": "12345"})
    assert clean_caches.main(["--output-format", "json", str(tree.path)]) == 0
    document = json.loads(capsys.readouterr().out)
    assert (document["files"], document["folders"], document["bytes"]) == (1, 1, 5)
    assert document["caches"] == ["__pycache__"]


@pytest.mark.parametrize(
    ("argv", "said"),
    [
        (["--include", "bytcode"], "no such group"),
        (["/no/such/folder"], "no such folder"),
        (["--nonsense"], "--nonsense"),
    ],
)
def test_usage_is_one_line_and_exit_2(capsys, argv, said):
    assert clean_caches.main(argv) == 2
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert said in err


def test_a_folder_that_becomes_a_link_meanwhile_is_not_followed(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    make(inside, ["a/m.py", f"a/__pycache__/{PYC}"])
    make(outside, [f"__pycache__/{PYC}"])
    found = list(caches.find(str(inside), frozenset(), {"bytecode"}))
    (inside / "a").rename(inside / "b")
    (inside / "a").symlink_to(outside, target_is_directory=True)
    counter = removal.Counter()
    removal.remove(str(inside), found, counter)
    assert (outside / f"__pycache__/{PYC}").exists()
    assert counter.files == 0
    assert [path for path, _ in counter.kept] == ["a/__pycache__"]


def test_a_process_that_writes_meanwhile_does_no_harm(tmp_path):
    """A child compiles one module again and again while we delete; nothing of it is lost but caches."""
    make(tmp_path, [f"p{number}/m.py" for number in range(20)])
    writer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import compileall, sys\nprint(flush=True)\nwhile True: compileall.compile_dir(sys.argv[1], quiet=2, force=True)",
            str(tmp_path),
        ],
        stdout=subprocess.PIPE,
    )
    try:
        writer.stdout.readline()
        for _ in range(20):
            assert clean_caches.main(["--quiet", str(tmp_path)]) == 0
    finally:
        writer.kill()
        writer.communicate()
    assert {name for name in left(tmp_path) if name.endswith(".py")} == {f"p{number}/m.py" for number in range(20)}


NAMES = st.sampled_from(["a", "v", "__pycache__", ".pytest_cache", "htmlcov", "node_modules", "build"])
FILES = st.sampled_from(
    ["m.py", "m.pyc", "n.pyc", PYC, f"{PYC}/x.txt", "n.cpython-313.pyc", "m.pyc.123", "x.txt", "pyvenv.cfg", "CACHEDIR.TAG", "v", "status.json"]
)  # fmt: skip
PATHS = st.builds(lambda folders, name: "/".join([*folders, name]), st.lists(NAMES, max_size=4), FILES)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    paths=st.sets(PATHS, max_size=25),
    tracked=st.integers(min_value=0, max_value=5),
    links=st.lists(st.tuples(st.lists(NAMES, max_size=3), NAMES, st.booleans()), max_size=4),
)
def test_nothing_else_is_ever_removed(tmp_path_factory, paths, tracked, links):
    root = tmp_path_factory.mktemp("tree")
    outside = tmp_path_factory.mktemp("outside")
    make(outside, ["m.py", "m.pyc", f"__pycache__/{PYC}", "CACHEDIR.TAG"])
    for path in sorted(paths):
        target = root / path
        if any((root / above).is_file() for above in _above(path)) or target.is_dir():
            continue
        make(root, [path])
    for folders, name, loops in links:
        place = root.joinpath(*folders)
        if place.is_dir() and not os.path.lexists(place / name):
            (place / name).symlink_to(place if loops else outside, target_is_directory=True)
    before = left(root)
    safe = left(outside)
    owned = frozenset(sorted(before)[:tracked])
    expected, counter = removal.Counter(), removal.Counter()
    found = list(caches.find(str(root), owned, {"bytecode", "tools", "coverage"}))
    removal.count(str(root), found, expected)
    assert left(root) == before
    removal.remove(str(root), found, counter)
    gone = before - left(root)
    assert counter.files == len(gone)
    assert vars(counter) == vars(expected)
    for path in gone:
        assert path not in owned
        folders, _, name = path.rpartition("/")
        parts = folders.split("/") if folders else []
        assert not any((root / above / "pyvenv.cfg").exists() for above in ["", *_above(path)])
        whole = ".pytest_cache" in parts or "htmlcov" in parts
        sure = is_bytecode_name(name) and (is_temporary(name) or has_source(path, before.__contains__))
        assert whole or sure, path
    assert left(outside) == safe


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:number]) for number in range(1, len(parts))]


@pytest.mark.parametrize("checkout", [True, False])
def test_a_checkout_of_files_leaves_the_caches_of_the_same_commit(repository, capsys, monkeypatch, checkout):
    from watchlint.facts.repository import runner

    tree = repository({"m.py": ""})
    make(tree.path, [f"__pycache__/{PYC}"])
    monkeypatch.setenv("PRE_COMMIT", "1")
    monkeypatch.setattr(runner, "is_file_checkout", lambda: checkout)
    assert clean_caches.main([str(tree.path)]) == 0
    assert (f"__pycache__/{PYC}" in left(tree.path)) is checkout
    assert (capsys.readouterr().out == "") is checkout
