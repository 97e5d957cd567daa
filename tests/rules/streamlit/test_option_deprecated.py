"""streamlit-option-deprecated, over single lines."""

from __future__ import annotations

import time

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.findings import INFO

# text, version, line and column of the finding, words of its message
FOUND = [
    ("[client]\ncaching = true\n", "1.35.0", 2, 1, ""),
    ('[global]\nlogLevel = "debug"\n', "1.28.2", 2, 1, ""),
    ('[mapbox]\ntoken = "x"\n', "1.50.0", 2, 1, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "version", "line", "column", "words"), FOUND)
def test_found(text, version, line, column, words, tmp_path):
    (found,) = [finding for finding in findings(tmp_path, text, version) if finding.severity != INFO]
    assert (found.rule.name, found.line, found.column) == ("streamlit-option-deprecated", line, column)
    assert words in found.message and found.help


@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2020-01-01", ", and goes after "),
        ("2099-01-01", "it prints a banner at every start, and goes with one of the next"),
    ],
)
def test_the_day_after_which_it_goes(today, words, tmp_path, monkeypatch):
    real = time.strftime
    monkeypatch.setattr(
        time, "strftime", lambda form, *at: today if (form, at) == ("%Y-%m-%d", ()) else real(form, *at)
    )
    (found,) = [
        finding for finding in findings(tmp_path, '[mapbox]\ntoken = "x"\n', "1.50.0") if finding.severity != INFO
    ]
    assert words in found.message and found.fix is None and found.subject == "mapbox.token"
