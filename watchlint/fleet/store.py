"""What an audit found, in one SQLite file: a row a repository, a row a finding.

Each repository is written in one transaction that replaces what was there of it: however often it is examined, and whenever
a run is stopped, it is in the file once or not at all.
"""

from __future__ import annotations

import os
import sqlite3

from watchlint.errors import UsageError
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

APPLICATION = 0x77_61_74_63  # "watc": what `file` and PRAGMA application_id call it
VERSION = 1

_TABLES = """
CREATE TABLE repository (
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, status TEXT NOT NULL CHECK (status IN ('checked', 'failed')), reason TEXT,
  passing INTEGER NOT NULL, attempts INTEGER NOT NULL, "commit" TEXT, files INTEGER, errors INTEGER,
  warnings INTEGER, notes INTEGER, suppressed INTEGER, problems TEXT, seconds REAL, clone_seconds REAL, check_seconds REAL,
  bytes INTEGER, version TEXT NOT NULL, at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))
);
CREATE TABLE finding (
  repository INTEGER NOT NULL REFERENCES repository (id) ON DELETE CASCADE, rule TEXT NOT NULL, hook TEXT NOT NULL,
  severity TEXT NOT NULL, path TEXT, line INTEGER, "column" INTEGER, message TEXT NOT NULL, help TEXT, url TEXT, fingerprint TEXT,
  fix TEXT, safe INTEGER
);
CREATE INDEX finding_repository ON finding (repository);
CREATE INDEX finding_rule ON finding (rule);
"""
_SEVERITIES = {"errors": "error", "warnings": "warning", "notes": "info"}


class Repository(Record):
    """A repository's row, as far as a report shows it."""

    id: int
    name: str
    status: str
    reason: str | None
    passing: bool
    files: int | None
    errors: int | None
    warnings: int | None
    notes: int | None
    seconds: float | None


class Found(Record):
    """A finding's row, as far as a report shows it. `safe`: None where it has no fix."""

    repository: int
    rule: str
    severity: str
    path: str | None
    line: int | None
    message: str
    url: str | None
    safe: bool | None


class Store:
    """The file, open. Every method raises UsageError where the disk is full or the file can't be used."""

    def __init__(self, path: str, make: bool = True) -> None:
        self.path = path
        if not make and not os.path.isfile(path):
            raise UsageError(f"{path}: no such file: `watchlint audit LIST --to {path}` makes it")
        with self._told():
            self._base = sqlite3.connect(path, timeout=60, isolation_level=None)
            try:
                self._open(make)
            except BaseException:
                self._base.close()
                raise

    def _open(self, make: bool) -> None:
        self._base.execute("PRAGMA foreign_keys = ON")
        if make:
            self._make()
        elif self._number("application_id") != APPLICATION:
            raise UsageError(f"{self.path}: no result of `watchlint audit`")
        if self._number("user_version") != VERSION:
            raise UsageError(f"{self.path}: made by another version of watchlint: take a new file")

    def _make(self) -> None:
        if self._number("application_id") != APPLICATION:
            if self._base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise UsageError(f"{self.path}: another program's database: take another name")
            statements = f"PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; {_TABLES}"
            self._base.executescript(f"BEGIN IMMEDIATE; {statements} COMMIT;")
        # A killed process loses nothing with NORMAL (sqlite.org/pragma.html#pragma_synchronous); a reader never waits.
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")

    def _number(self, pragma: str) -> int:
        found: int = self._base.execute(f"PRAGMA {pragma}").fetchone()[0]
        return found

    def _told(self) -> _Told:
        return _Told(self.path)

    def close(self) -> None:
        """Close it; what the write-ahead log holds goes into the file."""
        self._base.close()

    def settled(self, again: bool = False) -> set[str]:
        """The names that need no examining: checked, or failed for what does not pass by itself (not those with `again`)."""
        wanted = "status = 'checked'" if again else "status = 'checked' OR NOT passing"
        with self._told():
            return {name for (name,) in self._base.execute(f"SELECT name FROM repository WHERE {wanted}")}

    def put(self, answer: dict[str, Any], attempts: int) -> None:
        """Write what came of one repository, instead of what was there of it."""
        findings = answer.get("findings", [])
        checked = answer["status"] == "checked"
        row = {
            **{name: answer.get(name) for name in _COPIED},
            **{
                name: sum(1 for one in findings if one["severity"] == severity) if checked else None
                for name, severity in _SEVERITIES.items()
            },
            "attempts": attempts,
            "problems": "\n".join(answer.get("problems", [])) or None,
        }
        with self._told():
            self._base.execute("BEGIN IMMEDIATE")
            try:
                self._base.execute("DELETE FROM repository WHERE name = ?", (_text(answer["name"]),))
                names = ", ".join(f'"{name}"' for name in row)
                marks = ", ".join("?" * len(row))
                number = self._base.execute(
                    f"INSERT INTO repository ({names}) VALUES ({marks})", [_text(value) for value in row.values()]
                ).lastrowid
                self._base.executemany(
                    f"INSERT INTO finding VALUES ({', '.join('?' * 13)})", [_finding(number, one) for one in findings]
                )
                self._base.execute("COMMIT")
            except BaseException:
                if self._base.in_transaction:
                    self._base.execute("ROLLBACK")
                raise

    def repositories(self) -> Iterator[Repository]:
        """Every repository, by name."""
        names = ", ".join(Repository._fields)
        with self._told():
            for row in self._base.execute(f"SELECT {names} FROM repository ORDER BY name"):
                yield Repository(*row)

    def findings(self) -> Iterator[Found]:
        """Every finding, by repository."""
        names = ", ".join(Found._fields)
        with self._told():
            for row in self._base.execute(f"SELECT {names} FROM finding ORDER BY repository, rule, path, line"):
                yield Found(*row)

    def rows(self, table: str) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
        """The columns of a table, and its rows as they are."""
        found = self._base.execute(f"SELECT * FROM {table}")
        return [name for name, *_ in found.description], found


_COPIED = (
    "name", "status", "reason", "passing", "commit", "files", "suppressed", "seconds", "clone_seconds",
    "check_seconds", "bytes", "version",
)  # fmt: skip


def _finding(number: int | None, one: dict[str, Any]) -> list[object]:
    fix = one["fix"] or {"description": None, "safe": None}
    names = ("rule", "hook", "severity", "path", "line", "column", "message", "help", "url", "fingerprint")
    return [_text(value) for value in (number, *(one[name] for name in names), fix["description"], fix["safe"])]


def _text(value: object) -> object:
    """What SQLite takes: a name that is no UTF-8 with its bytes written out."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


class _Told:
    """Turns what SQLite raises into the one line that a user reads."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if not isinstance(error, sqlite3.Error):
            return
        said = str(error)
        if "full" in said or "disk I/O" in said:
            raise UsageError(
                f"{self.path}: no space left on its disk: make some, then run the same command again: it goes on where it stopped"
            ) from None
        raise UsageError(f"{self.path}: {said}") from None
