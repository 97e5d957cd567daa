"""`watchlint audit`, as its users start it."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys

import pytest

from tests.fleet import repositories
from tests.fleet.conftest import fits

pytest.importorskip("distributed", reason="distributed is not installed")


@pytest.fixture
def listed(tmp_path, repository):
    """A list of seven: five of them made here, a work tree, and one of them twice."""
    folder = tmp_path / "from"
    folder.mkdir()
    ways = (repositories.empty, repositories.sha256, repositories.program_of_address)
    made = [way(folder, way.__name__) for way in ways]
    for number, files in enumerate([{"a.py": "import b\n", "b.py": ""}, {"a.txt": ""}]):
        made.append(repositories.Made(str(repositories.bare(folder / f"{number}.git", files)), "checked"))
    made.append(repositories.Made(str(repository({"a.py": ""})), "checked"))
    (tmp_path / "list").write_text("\n".join(one.line for one in [*made, made[1]]) + "\n")
    return made


def rows(path) -> dict[str, tuple[str, str, str]]:
    base = sqlite3.connect(path)
    found = {name: rest for name, *rest in base.execute("SELECT name, status, reason, at FROM repository")}
    base.close()
    return found


def test_each_is_there_once_and_a_second_run_has_nothing_to_do(listed, script, tmp_path):
    first = script("watchlint", "audit", "list", "--to", "a.sqlite", cwd=tmp_path)
    assert (first.code, first.err) == (1, "")
    assert first.out == "6 repositories, 2 could not be checked: `watchlint audit report a.sqlite`\n"
    found = rows(tmp_path / "a.sqlite")
    assert len(found) == 6 and all(fits(one, found[one.line]) for one in listed)
    again = script("watchlint", "audit", "list", "--to", "a.sqlite", cwd=tmp_path)
    assert again.out.startswith("6 repositories, 6 known from before, 2 could not be checked")
    assert rows(tmp_path / "a.sqlite") == found
    assert not list((tmp_path / "from").glob("started-by-*"))

    shown = script("watchlint", "audit", "report", "a.sqlite", cwd=tmp_path)
    assert shown.code == 0 and "4 checked" in shown.out and "empty: it has no commit" in shown.out
    assert (
        script("watchlint", "audit", "report", "a.sqlite", "--csv", "a.csv", "--html", "a.html", cwd=tmp_path).code == 0
    )
    assert (tmp_path / "a.csv").read_text().count("\n") == 7 and "%%" not in (tmp_path / "a.html").read_text()


def test_as_parquet(listed, script, tmp_path):
    reading = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")
    assert script("watchlint", "audit", "list", "--to", "a.parquet", "--quiet", cwd=tmp_path) == (1, "", "")
    table = reading.read_table(tmp_path / "a.parquet" / "repositories.parquet")
    assert sorted(table.column("name").to_pylist()) == sorted(one.line for one in listed)
    assert "4 checked" in script("watchlint", "audit", "report", "a.parquet", cwd=tmp_path).out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["list"], "the following arguments are required: --to"),
        (["absent", "--to", "a"], "absent: No such file"),
        (["list", "--to", "a", "--jobs", "0"], "--jobs 0: it must be more than 0"),
        (["list", "--to", "a", "--retries", "-1"], "--retries -1"),
        (["list", "--to", "absent/a"], "absent/a: unable to open database file"),
        (["report", "a"], "a: no such file: `watchlint audit LIST --to a` makes it"),
        (["report", "list"], "list: file is not a database"),
    ],
)
def test_usage(run, tmp_path, arguments, said):
    (tmp_path / "list").write_text("x\n" * 500)
    shown = run("audit", *arguments, cwd=tmp_path)
    assert (shown.code, shown.out) == (2, "") and said in shown.err and shown.err.count("\n") == 1


def test_without_what_the_extra_brings(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "dask", None)
    (tmp_path / "list").write_text("x\n")
    shown = run("audit", "list", "--to", "a", cwd=tmp_path)
    assert shown.code == 2 and "pip install 'watchlint[fleet]'" in shown.err


def test_nothing_else_imports_what_the_extra_brings(repository):
    tree = repository({"a.py": "", ".gitignore": "__pycache__/\n*.pyc\n*.pyc.*\n"})
    code = (
        "import sys; from watchlint.cli.main import main; main(['check']); main(['watches']); main(['audit', 'report', 'absent'])\n"
        "print(json.dumps(sorted(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", "import json; " + code], cwd=str(tree), capture_output=True, text=True, env=os.environ
    )
    loaded = {name.partition(".")[0] for name in json.loads(done.stdout.splitlines()[-1])}
    assert not loaded & {"dask", "distributed", "pyarrow", "tqdm", "all_repos", "tornado"}


@pytest.mark.parametrize(
    ("error", "said"),
    [(ModuleNotFoundError("x", name="pyarrow"), "Parquet needs pyarrow: pip install"), (OSError(28, "No space left on device"), "--to a.parquet: No space left")],
)  # fmt: skip
def test_parquet_that_can_not_be_written(run, tmp_path, monkeypatch, error, said):
    from watchlint.cli import audit
    from watchlint.fleet import parquet

    def fails(*_):
        raise error

    (tmp_path / "list").write_text("one\n")
    monkeypatch.setattr(parquet, "write", fails)
    monkeypatch.setattr(audit, "_run", lambda *_: None)
    shown = run("audit", "list", "--to", "a.parquet", cwd=tmp_path)
    assert shown.code == 2 and said in shown.err and shown.err.count("\n") == 1


def test_a_file_where_the_folder_is_to_be(run, tmp_path):
    (tmp_path / "list").write_text("one\n")
    (tmp_path / "a.parquet").write_text("")
    shown = run("audit", "list", "--to", "a.parquet", cwd=tmp_path)
    assert shown.code == 2 and shown.err.startswith("watchlint: --to a.parquet: ") and shown.err.count("\n") == 1
