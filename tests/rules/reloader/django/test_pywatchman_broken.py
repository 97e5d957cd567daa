"""reloader-pywatchman-broken."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import BROKEN, CONFIGURED, MANAGE, PLAIN, POETRY, django, judged, wanted

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("nothing", {}, []),
    ("no server", {"requirements.txt": "requests\n"}, []),
    ("names nearby", {"requirements.txt": "pywatchman-x==1\nmy-django-watchfiles\nwatchdogs==7\n"}, []),
    ("named in prose", {"requirements.txt": "# pywatchman==1.4.1\nDjango\n", "manage.py": MANAGE, "settings.py": PLAIN}, []),
    ("pywatchman 1 on 3.12", django("pywatchman==1.4.1"), [(BROKEN, "error", "requirements.txt", 2)]),
    ("pywatchman 1 on 3.13", django("pywatchman<2", python="3.13"), [(BROKEN, "error", "requirements.txt", 2)]),
    ("pywatchman 1 on 3.9", django("pywatchman==1.4.1", python="3.9", **{".watchmanconfig": CONFIGURED}), []),
    ("pywatchman 1, Python unknown", {"requirements.txt": "pywatchman==1.4.1\n"}, [(BROKEN, "warning", "requirements.txt", 1)]),
    ("pywatchman with a lower bound", django("pywatchman>=1.4", **{".watchmanconfig": CONFIGURED}), []),
    ("pywatchman in one of two files", django("pywatchman>=2", **{"requirements/dev.txt": "pywatchman==1.4.1\n"}), [(BROKEN, "warning", "requirements/dev.txt", 1)]),
    ("pywatchman for Windows only", django("pywatchman==1.4.1; python_version < '3.8'"), []),
    ("a lock decides", {"pyproject.toml": '[tool.poetry.dependencies]\npython = "~3.12"\npywatchman = ">=1.4"\n', "poetry.lock": POETRY.format("pywatchman", "1.4.1")}, [(BROKEN, "error", "poetry.lock", 1)]),
    ("pywatchman without Django", {"requirements.txt": "pywatchman\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_findings(files, expected, tmp_path, found):
    assert judged(found, tmp_path, files) == wanted(expected)
