"""reloader-watchfiles-not-installed."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import INSTALL, LISTED, MANAGE, PLAIN, django, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("not installed", django("", LISTED), [(INSTALL, "error", "settings.py", 1)]),
    ("not installed, perhaps not listed", django("", PLAIN + "if env():\n    INSTALLED_APPS += ['django_watchfiles']\n"), []),
    ("not installed, nothing is asked for", {"manage.py": MANAGE, "settings.py": LISTED}, []),
    ("not installed, it is here", django("", LISTED, **{"lib/django_watchfiles/__init__.py": ""}), []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
