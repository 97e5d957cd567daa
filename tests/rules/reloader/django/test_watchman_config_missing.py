"""reloader-watchman-config-missing."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import CONFIG, CONFIGURED, django, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("watchman without configuration", django("pywatchman"), [(CONFIG, "warning", "requirements.txt", 2)]),
    ("watchman configured", django("pywatchman", **{".watchmanconfig": CONFIGURED}), []),
    ("watchman configured for nothing", django("pywatchman", **{".watchmanconfig": "{}"}), [(CONFIG, "warning", ".watchmanconfig", None)]),
    ("watchman configured wrongly", django("pywatchman", **{".watchmanconfig": "{"}), [(CONFIG, "warning", ".watchmanconfig", None)]),
    ("watchman configured beside manage.py", {f"back/{path}": text for path, text in django("pywatchman", **{".watchmanconfig": CONFIGURED}).items()}, []),
    ("another server is started", django("pywatchman\nuvicorn", Procfile="web: uvicorn a.asgi:application --reload\n"), [("reloader-polls", "info", "Procfile", 1), (CONFIG, "info", "requirements.txt", 2)]),
    ("another beside runserver", django("pywatchman\nuvicorn", Procfile="web: uvicorn a.asgi:application --reload\nw: python manage.py runserver\n"), [("reloader-polls", "info", "Procfile", 1), (CONFIG, "warning", "requirements.txt", 2)]),
    ("the nearest one counts", {".watchmanconfig": CONFIGURED, **{f"back/{path}": text for path, text in django("pywatchman", **{".watchmanconfig": "{}"}).items()}}, [(CONFIG, "warning", "back/.watchmanconfig", None)]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)


def test_no_watchmanconfig_is_made_where_git_ignores_it(repository, run):
    tree = repository({**django("pywatchman"), ".gitignore": ".watchmanconfig\n"})
    fixed = run("check_reloader", "--fix", cwd=tree)
    assert fixed.code == 0 and "git ignores .watchmanconfig" in fixed.out
    assert not (tree / ".watchmanconfig").exists()
