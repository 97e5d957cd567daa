"""reloader-watches-everything."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import ALL, CONFLICT, LISTED, POETRY, django, flask, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("django-watchfiles in use", django("django-watchfiles", LISTED), [(ALL, "info", "settings.py", 1)]),
    ("runserver_plus", django("django-watchfiles", LISTED, Procfile="web: python manage.py runserver_plus\n"), [(ALL, "info", "settings.py", 1), (CONFLICT, "warning", "Procfile", 1)]),
    ("runserver and runserver_plus", django("django-watchfiles", LISTED, Procfile="a: python manage.py runserver\nb: python manage.py runserver_plus\n"), [(ALL, "info", "settings.py", 1)]),
    ("Dash that Django serves", {**flask("dash\nwatchdog==6.0.0\ndjango-plotly-dash"), "app.py": "import dash\n"}, []),
    ("Flask beside 6", flask("watchdog==6.0.0"), [(ALL, "warning", "requirements.txt", 1)]),
    ("Flask beside 6 and below", flask("watchdog>=2.3,<7"), [(ALL, "warning", "requirements.txt", 1)]),
    ("an extra within bounds", flask("werkzeug[watchdog]\n-c constraints.txt", **{"constraints.txt": "watchdog<7\n"}), [(ALL, "warning", "requirements.txt", 1)]),
    ("an old Python", flask("watchdog", python="3.10"), [(ALL, "warning", "requirements.txt", 1)]),
    ("Flask that nothing here starts, beside 6", flask("watchdog==6.0.0", **{"app.py": "import flask\n"}), [(ALL, "info", "requirements.txt", 1)]),
    ("flask run beside 6", flask("watchdog==6.0.0", Procfile="a: flask run --debug\n"), [(ALL, "warning", "Procfile", 1)]),
    ("flask run, and watchmedo", flask("watchdog==6.0.0", Procfile="a: flask run --debug\nb: watchmedo auto-restart -R -- python w.py\n"), [(ALL, "info", "Procfile", 1)]),
    ("flask run, and Streamlit", flask("watchdog==6.0.0\nstreamlit", Procfile="a: flask run --debug\n"), [(ALL, "info", "Procfile", 1)]),
    ("flask run, and code that uses watchdog", flask("watchdog==6.0.0", Procfile="a: flask run --debug\n", **{"w.py": "from watchdog.observers import Observer\n"}), [(ALL, "info", "Procfile", 1)]),
    ("a lock with 6", flask("", **{"pyproject.toml": '[project]\nname = "x"\ndependencies = ["watchdog"]\n', "poetry.lock": POETRY.format("watchdog", "6.0.0")}), [(ALL, "warning", "requirements.txt", 1)]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)


@pytest.mark.parametrize(
    ("files", "wanted", "unwanted"),
    [
        (flask("watchdog==6.0.0", Procfile="a: flask run --debug\n"), "remove watchdog", "reloader_type"),
        ({**flask("dash\nwatchdog==6.0.0"), "app.py": "import dash\n"}, 'reloader_type="stat"', "flask run"),
        (django("django-extensions\nWerkzeug\nwatchdog==6.0.0", Procfile="a: python manage.py runserver_plus\n"), "--reloader-type stat", "reloader_type="),
    ],
)  # fmt: skip
def test_each_is_told_to_poll_in_its_own_way(tmp_path, found, files, wanted, unwanted):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (finding,) = [one for one in found.findings("check_reloader", tmp_path) if one.rule.name == ALL]
    assert wanted in finding.help and unwanted not in finding.help
