"""reloader-include-replaces-folder."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import FILTER, INCLUDE, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("an include that is a folder", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-include templates\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "error", "Makefile", 2)]),
    ("an include that matches a folder", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-include='*'\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "error", "Makefile", 2)]),
    ("an include beside a folder", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-dir . --reload-include templates\n", "a.py": "", "templates/a.html": ""}, []),
    ("an include of a folder without watchfiles", {"requirements.txt": "uvicorn\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-include templates\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "error", "Makefile", 2), ("reloader-polls", "info", "Makefile", 2)]),
    ("an include of a folder and of files without watchfiles", {"requirements.txt": "uvicorn\n", "Procfile": "a: uvicorn a:app --reload --reload-include templates --reload-include '*.css'\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "error", "Procfile", 1), (FILTER, "warning", "Procfile", 1), ("reloader-polls", "info", "Procfile", 1)]),
    ("an include of a folder, uvicorn not asked for", {"Procfile": "a: uvicorn a:app --reload --reload-include templates\n", "requirements.txt": "fastapi\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "warning", "Procfile", 1)]),
    ("an include of a folder in an old uvicorn", {"requirements.txt": "uvicorn[standard]==0.34.2\n", "Procfile": "a: uvicorn a:app --reload --reload-include templates\n", "a.py": "", "templates/a.html": ""}, []),
    ("an include of all folders", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Procfile": "a: uvicorn a:app --reload --reload-include '**'\n", "a.py": "", "templates/a.html": ""}, []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
