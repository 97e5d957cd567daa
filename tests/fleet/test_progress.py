"""How far an audit is."""

from __future__ import annotations

import pytest

from watchlint.fleet import progress
from watchlint.fleet.progress import Progress


@pytest.mark.parametrize(
    ("terminal", "quiet", "said"),
    [(True, False, "2/4"), (False, False, "2 of 4 repositories, 1 failed"), (True, True, "")],
)
def test_what_is_said(capsys, monkeypatch, terminal, quiet, said):
    monkeypatch.setattr(progress, "EVERY", -1.0)
    with Progress(1, 4, terminal, quiet) as shown:
        shown.answer({"status": "failed"})
    err = capsys.readouterr().err
    assert said in err and (said or not err)
