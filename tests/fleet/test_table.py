"""An audit as text and as CSV."""

from __future__ import annotations

import csv
import io

from watchlint.fleet import campaign, table


def test_text(filled):
    assert table.text(campaign.read(filled), 1).splitlines() == [
        "rule                 repositories  findings  with a safe fix",
        "gitignore-missing               2         2                2",
        "compiled-sourceless             1         1                0",
        "",
        "errors  warnings  safe  repository  rules",
        "     2         0     1  worse       compiled-sourceless, gitignore-missing",
        "… and 1 more: --rows 0 shows all",
        "",
        "could not be checked  why",
        "=gone                 no such folder",
        "",
        "3 checked, 1 of them without errors and warnings; 1 could not be checked.",
        "A campaign of safe fixes settles 2 findings in 2 files of 2 repositories; 1 of these have no error afterwards.",
    ]
    assert "more:" not in table.text(campaign.read(filled), 0)


def test_csv_has_a_row_a_repository_and_no_formula(filled):
    rows = list(csv.DictReader(io.StringIO(table.csv(campaign.read(filled)))))
    assert [row["repository"] for row in rows] == ["worse", "bad", "clean", "'=gone"]
    assert [row["gitignore-missing"] for row in rows] == ["1", "1", "0", ""]
    assert rows[0]["stay"] == "1" and rows[3]["reason"] == "no such folder"


def test_an_empty_audit():
    assert table.text(campaign.Campaign([], []), 40).startswith("0 checked")
