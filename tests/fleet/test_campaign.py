"""What an audit comes to."""

from __future__ import annotations

from watchlint.fleet import campaign


def test_rows_and_columns(filled):
    found = campaign.read(filled)
    assert [row.repository.name for row in found.rows] == ["worse", "bad", "clean", "=gone"]
    assert [(row.rules, row.fixable, row.files, row.stay) for row in found.rows[:2]] == [
        ({"compiled-sourceless": 1, "gitignore-missing": 1}, 1, 1, 1),
        ({"gitignore-missing": 1}, 1, 1, 0),
    ]
    assert [tuple(column) for column in found.columns] == [
        ("gitignore-missing", 2, 2, 2, "https://x/gitignore-missing"),
        ("compiled-sourceless", 1, 1, 0, "https://x/compiled-sourceless"),
    ]


def test_what_a_campaign_would_change(filled):
    found = campaign.read(filled)
    assert [row.repository.name for row in found.changed] == ["worse", "bad"]
    assert [row.repository.name for row in found.branches] == ["bad"], "an error stays in the other"
    assert (len(found.checked), len(found.failed)) == (3, 1)
