"""reloader-filter-without-watchfiles."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import FILTER, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("an include without watchfiles", {"requirements.txt": "uvicorn\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-include '*.html'\n", "a.py": "", "templates/a.html": ""}, [(FILTER, "warning", "Makefile", 2), ("reloader-polls", "info", "Makefile", 2)]),
    ("in Python", {"requirements.txt": "uvicorn\n", "a.py": 'import uvicorn\nuvicorn.run("a:app", reload=True, reload_excludes=["x"])\n'}, [(FILTER, "warning", "a.py", 2)]),
    ("in Python without reload", {"requirements.txt": "uvicorn\n", "a.py": 'import uvicorn\nuvicorn.run("a:app", reload_excludes=["x"])\n'}, []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
