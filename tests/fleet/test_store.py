"""The file that an audit is kept in."""

from __future__ import annotations

import sqlite3
import subprocess
import sys

import pytest

from tests.fleet.conftest import answer, found
from watchlint.errors import UsageError
from watchlint.fleet.store import Store


def test_each_is_there_once_however_often_it_is_written(filled):
    for _ in range(3):
        filled.put(answer("bad", found("gitignore-missing")), 2)
    rows = {row.name: row for row in filled.repositories()}
    assert list(rows) == ["=gone", "bad", "clean", "worse"]
    assert (rows["bad"].errors, rows["bad"].notes, rows["=gone"].errors) == (1, 0, None)
    assert sorted(one.rule for one in filled.findings()) == [
        "compiled-sourceless",
        "gitignore-missing",
        "gitignore-missing",
    ]


def test_what_needs_no_examining(filled):
    filled.put({"name": "busy", "status": "failed", "reason": "503", "passing": True, "version": "0"}, 3)
    assert filled.settled() == {"worse", "bad", "clean", "=gone"}
    assert filled.settled(again=True) == {"worse", "bad", "clean"}


def test_half_a_repository_is_never_there(filled):
    with pytest.raises(KeyError):
        filled.put(answer("bad", found("a"), {"severity": "error"}), 1)
    assert sum(1 for one in filled.findings()) == 4 and len(list(filled.repositories())) == 4


def test_it_can_be_read_while_it_is_written(filled):
    reader = Store(filled.path, make=False)
    rows = reader.repositories()
    next(rows)
    filled.put(answer("more"), 1)
    assert len(list(rows)) == 3
    reader.close()


def test_a_killed_writer_loses_nothing(tmp_path):
    path = str(tmp_path / "a.sqlite")
    code = (
        "import os; from tests.fleet.conftest import answer; from watchlint.fleet.store import Store\n"
        f"store = Store({path!r})\nfor n in range(50): store.put(answer(str(n)), 1)\nos.kill(os.getpid(), 9)"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == -9
    store = Store(path)
    assert len(store.settled()) == 50
    store.close()


def test_names_that_are_no_utf8(tmp_path):
    store = Store(str(tmp_path / "a.sqlite"))
    store.put(answer("n\udce9", found("r", path="\udce9.py")), 1)
    assert [row.name for row in store.repositories()] == ["n\\udce9"]
    store.close()


@pytest.mark.parametrize("make", [True, False])
def test_another_program_s_file_is_left_alone(tmp_path, make):
    path = tmp_path / "other.sqlite"
    base = sqlite3.connect(path)
    base.execute("CREATE TABLE mine (a)")
    base.commit()
    base.close()
    before = path.read_bytes()
    with pytest.raises(UsageError, match="another program|no result"):
        Store(str(path), make=make)
    (tmp_path / "text").write_text("no database " * 100)
    with pytest.raises(UsageError, match="not a database"):
        Store(str(tmp_path / "text"), make=make)
    assert path.read_bytes() == before


def test_a_full_disk_is_said(tmp_path):
    store = Store(str(tmp_path / "a.sqlite"))
    store._base.execute("PRAGMA max_page_count = 20")  # SQLITE_FULL, as of a full disk
    with pytest.raises(UsageError, match="no space left.*goes on where it stopped"):
        for number in range(200):
            store.put(answer(str(number), *[found("r")] * 50), 1)
    done = len(store.settled())
    store._base.execute("PRAGMA max_page_count = 20000")
    store.put(answer("next", found("r")), 1)
    assert len(store.settled()) == done + 1
    store.close()
