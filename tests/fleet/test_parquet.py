"""The result as Parquet."""

from __future__ import annotations

import pytest

from watchlint.fleet import parquet

reading = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def test_a_row_a_repository_and_a_row_a_finding(filled, tmp_path):
    folder = tmp_path / "out.parquet"
    assert parquet.place(str(folder)) == str(folder / "audit.sqlite") and folder.is_dir()
    for _ in range(2):
        parquet.write(filled, str(folder))
    rows = reading.read_table(folder / "repositories.parquet").to_pylist()
    assert {row["name"]: (row["status"], row["errors"], row["passing"]) for row in rows} == {
        "worse": ("checked", 2, False), "bad": ("checked", 1, False), "clean": ("checked", 0, False), "=gone": ("failed", None, False),
    }  # fmt: skip
    findings = reading.read_table(folder / "findings.parquet").to_pylist()
    assert sorted((row["rule"], row["safe"], row["line"]) for row in findings if not row["safe"]) == [
        ("compiled-sourceless", None, 3)
    ]
    assert {row["repository"] for row in findings} < {row["id"] for row in rows} and len(findings) == 4
    assert not list(folder.glob("*.new"))


def test_a_file_stays_a_file():
    assert parquet.place("a.sqlite") == "a.sqlite"
