"""The result as two Parquet files, for who reads it with pandas, Polars, DuckDB or Spark."""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.fleet.store import Store

ENDING = ".parquet"
JOURNAL = "audit.sqlite"
"""What an audit writes while it runs lies in the folder too: Parquet files can't be added to."""

_BATCH = 50_000


def place(path: str) -> str:
    """Where the audit that ends in `path` keeps its rows: the file itself, or the journal in the folder of that name.
    Raises OSError where the folder can't be made."""
    if not path.endswith(ENDING):
        return path
    os.makedirs(path, exist_ok=True)
    return os.path.join(path, JOURNAL)


def write(store: Store, folder: str) -> list[str]:
    """Write `repositories.parquet` and `findings.parquet` into the folder, each at once; returns their paths.
    Raises OSError."""
    made = []
    for table, name in (("repository", "repositories"), ("finding", "findings")):
        target = os.path.join(folder, name + ENDING)
        _write(store, table, target + ".new")
        os.replace(target + ".new", target)
        made.append(target)
    return made


def _write(store: Store, table: str, path: str) -> None:
    import pyarrow
    from pyarrow import parquet

    columns, rows = store.rows(table)
    schema = pyarrow.schema([(name, _kind(pyarrow, name)) for name in columns])
    batch: list[dict[str, Any]] = []
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for row in rows:
            batch.append({name: _value(name, value) for name, value in zip(columns, row, strict=True)})
            if len(batch) == _BATCH:
                writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))
                batch = []
        writer.write_table(pyarrow.Table.from_pylist(batch, schema=schema))


_BOOLEAN = ("passing", "safe")
_NUMBERS = (
    "id", "repository", "attempts", "files", "errors", "warnings", "notes", "suppressed", "bytes", "line", "column",
)  # fmt: skip
_SECONDS = ("seconds", "clone_seconds", "check_seconds")


def _kind(pyarrow: Any, name: str) -> Any:
    if name in _BOOLEAN:
        return pyarrow.bool_()
    if name in _NUMBERS:
        return pyarrow.int64()
    return pyarrow.float64() if name in _SECONDS else pyarrow.string()


def _value(name: str, value: object) -> object:
    return bool(value) if name in _BOOLEAN and value is not None else value
