"""reloader-streamlit-pyc-race."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import RACE, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("Streamlit 1.46.1", {"requirements.txt": "streamlit==1.46.1\n"}, [(RACE, "error", "requirements.txt", 1)]),
    ("Streamlit 1.46", {"requirements.txt": "streamlit~=1.46.0\n"}, [(RACE, "error", "requirements.txt", 1)]),
    ("Streamlit up to 1.46", {"requirements.txt": "streamlit>=1.30,<1.47\n"}, [(RACE, "warning", "requirements.txt", 1)]),
    ("Streamlit from 1.30", {"requirements.txt": "streamlit>=1.30\n"}, []),
    ("Streamlit 1.45", {"requirements.txt": "streamlit==1.45.1\n"}, []),
    ("Streamlit 1.47", {"requirements.txt": "streamlit==1.47\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
