"""inotify-tier-unset: a note where a dev server watches, an error where the hook was called by its name."""

from __future__ import annotations

import pytest

UNSET = "inotify-tier-unset"


# (what it shows, files, findings of check-all; and called by itself)
UNSET_CASES = [
    ("nothing that watches", {"m.py": "import os\n"}, [], [UNSET]),
    ("only named in a text", {"README.md": "streamlit run app.py", "m.py": "# import streamlit\n"}, [], [UNSET]),
    ("a module of a similar name", {"m.py": "import streamlit_extras_of_mine\nfrom . import streamlit\n"}, [], [UNSET]),
    ("django alone polls", {"requirements.txt": "django==5.0\n"}, [], [UNSET]),
    ("a line of a lock", {"uv.lock": '[[package]]\nname = "uvicorn"\nversion = "0.40.0"\n\n[[package]]\nname = "watchfiles"\nversion = "1.1.0"\n'}, [], [UNSET]),
    ("in a group for tests", {"pyproject.toml": '[dependency-groups]\ntests = ["uvicorn[standard]"]\n'}, [], [UNSET]),
    ("in tests' requirements", {"requirements/test.txt": "watchfiles\n"}, [], [UNSET]),
    ("imported by tests", {"tests/conftest.py": "import uvicorn\n"}, [], [UNSET]),
    ("gunicorn's worker", {"requirements.txt": "gunicorn\nuvicorn==0.29.0\n", "run.sh": "gunicorn -k uvicorn.workers.UvicornWorker web:app\n"}, [], [UNSET]),
    ("for development, of the latest", {"requirements-latest.txt": "uvicorn[standard]\n"}, [UNSET], [UNSET]),
    ("imported beside a lock", {"main.py": "import uvicorn\n", "requirements.txt": "uvicorn\n"}, [UNSET], [UNSET]),
    ("required", {"requirements.txt": "streamlit==1.40\n"}, [UNSET], [UNSET]),
    ("imported", {"app.py": "import streamlit as st\n"}, [UNSET], [UNSET]),
    ("imported from", {"a/b.py": "def f():\n    from watchfiles import watch\n"}, [UNSET], [UNSET]),
    (
        "in a table",
        {"pyproject.toml": '[project]\nname = "x"\ndependencies = ["uvicorn[standard]"]\n'},
        [UNSET],
        [UNSET],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("files", "among_all", "alone"), [c[1:] for c in UNSET_CASES], ids=[c[0] for c in UNSET_CASES])
def test_unset(repository, found, files, among_all, alone):
    tree = repository(files)
    assert [row[0] for row in found("check_inotify_tier", tree)] == among_all
    assert [row[0] for row in found("check_inotify_tier", tree, called_alone="check-inotify-tier")] == alone
    for name, severity in ((None, "info"), ("check-inotify-tier", "error")):
        for finding in found.findings("check_inotify_tier", tree, called_alone=name):
            assert finding.severity == severity, "a tier is a choice: who calls the hook by its name asks for one"


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("uvicorn app:app --reload", True),
        ("streamlit run app.py", True),
        ("uvicorn app:app", False),
        ("gunicorn app:app", False),
    ],
)
def test_a_launch_file_that_starts_a_watching_server_asks_for_a_tier(repository, run, command, found):
    tree = repository({"Procfile": f"web: {command}\n", "app.py": ""})
    shown = run("check_all", "--select", "inotify-tier-unset", "--notes", cwd=tree)
    assert ("inotify-tier-unset" in shown.out) is found


def test_no_settings_are_made_where_git_ignores_them(repository, run):
    tree = repository({"app.py": "import streamlit\n", ".gitignore": ".watchlint.toml\n"})
    fixed = run("check_inotify_tier", "--fix", "--select", "inotify-tier-unset", cwd=tree)
    assert "git ignores .watchlint.toml" in fixed.out
    assert not (tree / ".watchlint.toml").exists() and tree.status == ""
