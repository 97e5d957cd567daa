"""reloader-conflict."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import ALL, CONFIGURED, CONFLICT, LISTED, UNSURE, django, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("both, listed", django("django-watchfiles\npywatchman", LISTED), [(CONFLICT, "error", "requirements.txt", 3), (ALL, "info", "settings.py", 1)]),
    ("both, not listed", django("pywatchman\ndjango-watchfiles"), [(CONFLICT, "error", "requirements.txt", 2)]),
    ("both, settings unknown", django("django-watchfiles\npywatchman", UNSURE, **{".watchmanconfig": CONFIGURED}), []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
