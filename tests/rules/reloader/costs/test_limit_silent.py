"""reloader-limit-silent."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import PTW, SILENT, judged, wanted, watchmedo

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("watchmedo on whole paths", watchmedo("-R -p '**/*.py'"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo on whole paths too", watchmedo("-R -p '*.py;**/*.py'"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo, no pattern", watchmedo("-R"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo, the top folder alone", watchmedo("-p '*.py'"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo, what no file is called", watchmedo("-R -p '*.toml'"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo, a pattern of the command", watchmedo("-R -- grep -p '*.py'"), [(SILENT, "info", "Procfile", 1)]),
    ("pytest-watcher, all in the top folder", {**PTW, "test_a.py": ""}, [(SILENT, "info", "requirements.txt", 1)]),
    ("pytest-watcher on whole paths", {**PTW, "tests/test_a.py": "", "pyproject.toml": '[tool.pytest-watcher]\npatterns = ["**/*.py"]\n'}, [(SILENT, "info", "requirements.txt", 1)]),
    ("uvicorn reloads", {"requirements.txt": "uvicorn[standard]\n", "Procfile": "web: uvicorn a:app --reload\n"}, [(SILENT, "info", "Procfile", 1)]),
    ("uvicorn does not reload", {"requirements.txt": "uvicorn[standard]\n", "Procfile": "web: uvicorn a:app\n"}, []),
    ("an image installs watchfiles", {"requirements.txt": "uvicorn\n", "Dockerfile": "FROM python\nRUN pip install watchfiles\n", "Procfile": "web: uvicorn a:app --reload\n"}, [("reloader-limit-silent", "info", "Procfile", 1)]),
    ("uvicorn polls", {"requirements.txt": "uvicorn\n", "Procfile": "web: uvicorn a:app --reload\n"}, [("reloader-polls", "info", "Procfile", 1)]),
    ("uvicorn before 0.41", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Procfile": "web: uvicorn a:app --reload\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
