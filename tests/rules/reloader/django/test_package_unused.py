"""reloader-package-unused."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import LISTED, UNUSED, django, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("watchfiles listed", django("watchfiles\nuvicorn", LISTED.replace("django_w", "w")), [(UNUSED, "info", "settings.py", 1)]),
    ("watchfiles for nothing", django("watchfiles"), [(UNUSED, "info", "requirements.txt", 2)]),
    ("watchfiles for uvicorn", django("watchfiles\nuvicorn"), []),
    ("watchfiles is imported", django("watchfiles", **{"w.py": "from watchfiles import watch\n"}), []),
    ("watchdog for nothing", django("watchdog"), [(UNUSED, "info", "requirements.txt", 2)]),
    ("watchdog for celery", django("watchdog\ncelery"), []),
    ("watchdog is run", django("watchdog<7", Procfile="w: watchmedo auto-restart -p '*.py' -- python w.py\n"), []),
    ("pyinotify", django("pyinotify"), [(UNUSED, "info", "requirements.txt", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
