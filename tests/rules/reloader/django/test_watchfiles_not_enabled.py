"""reloader-watchfiles-not-enabled."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import ENABLE, LISTED, UNSURE, django, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("not enabled", django("django-watchfiles"), [(ENABLE, "error", "requirements.txt", 2)]),
    ("not enabled, settings unknown", django("django-watchfiles", UNSURE), []),
    ("imported elsewhere", django("django-watchfiles", **{"local.py": "import django_watchfiles\n"}), []),
    ("a constraint alone", django("-c constraints.txt", **{"constraints.txt": "django-watchfiles==1.4.0\n"}), []),
    ("development settings list it", django("django-watchfiles", **{"dev.py": "from settings import *\n" + LISTED, ".env": "DJANGO_SETTINGS_MODULE=dev\n"}), []),
    ("misspelled", django("django-watchfiles", LISTED.replace("_w", "-w")), [(ENABLE, "error", "settings.py", 1), (ENABLE, "error", "requirements.txt", 2)]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
