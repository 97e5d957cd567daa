"""reloader-polls."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import POLLS, django, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("Django alone", django(""), []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)


@pytest.mark.parametrize(
    ("procfile", "polls"), [("web: python manage.py runserver_plus\n", False), ("a: python manage.py runserver_plus\nb: python manage.py runserver\n", True)]
)  # fmt: skip
def test_runserver_plus_is_told_nothing_of_runserver(tmp_path, found, monkeypatch, procfile, polls):
    """It reloads through Werkzeug: django-watchfiles would change nothing."""
    monkeypatch.setattr("watchlint.rules.reloader.django.polls.POLLED", 2)
    for name, text in django("django-extensions\nWerkzeug", Procfile=procfile).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    own = [POLLS]  # that it polls itself, for want of watchdog
    assert [rule for rule, _, _ in found("check_reloader", tmp_path)] == [*own, *([POLLS] if polls else [])]


def test_a_large_project_polls(tmp_path, found):
    for name, text in django("").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "many").mkdir()
    for number in range(5_000):
        (tmp_path / "many" / f"m{number}.py").touch()
    (finding,) = found.findings("check_reloader", tmp_path)
    assert (finding.rule.name, finding.severity, finding.path) == (POLLS, "info", "manage.py")
    assert "5,002 Python files" in finding.message
