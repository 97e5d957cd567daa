"""reloader-dir-not-alone."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import DIR, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("a folder in an old uvicorn", {"requirements.txt": "uvicorn[standard]==0.34.2\n", "Procfile": "web: uvicorn a:app --reload --reload-dir app\n"}, [(DIR, "warning", "Procfile", 1)]),
    ("this folder in an old uvicorn", {"requirements.txt": "uvicorn[standard]==0.34.2\n", "Procfile": "web: uvicorn a:app --reload --reload-dir ./\n"}, []),
    ("a folder in an old uvicorn that polls", {"requirements.txt": "uvicorn==0.34.2\n", "Procfile": "web: uvicorn a:app --reload --reload-dir app\n"}, [("reloader-polls", "info", "Procfile", 1)]),
    ("a folder in a newer uvicorn", {"requirements.txt": "uvicorn[standard]==0.34.3\n", "Procfile": "web: uvicorn a:app --reload --reload-dir app\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
