"""streamlit-config-missing: a note, and a file that counts where it is written."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import PATH, check
from watchlint.facts.repository.repository import Repository
from watchlint.settings import Settings

APP = "import streamlit as st\n"
SILENT = {
    "no Streamlit": {"app.py": "import flask\n"},
    "in tests alone": {"app.py": "import flask\n", "tests/test_app.py": APP, "tests/apps/a/app.py": APP},
    "asked for, and imported by no file": {"app.py": "import flask\n", "requirements.txt": "streamlit\n"},
    "a file that Streamlit reads": {"app.py": APP, PATH: ""},
    "one in a folder": {"app.py": APP, f"ui/{PATH}": ""},
    "a misplaced one": {"app.py": APP, "streamlit/config.toml": "[server]\nheadless = true\n"},
    "Streamlit itself": {"setup.py": "setup(name='streamlit')\n", "streamlit/__init__.py": "", "app.py": APP},
    "git ignores it": {"app.py": APP, ".gitignore": ".streamlit\n"},
}


@pytest.mark.parametrize("files", SILENT.values(), ids=SILENT)
def test_silent(files, repository):
    found = check(Repository(str(repository(files))), Settings({}), ["streamlit-config-missing"])
    assert found == []


@pytest.mark.parametrize(("profile", "watcher"), [("development", "auto"), ("production", "none")])
def test_a_note_whose_fix_sets_the_watcher(profile, watcher, repository):
    repo = Repository(str(repository({"app.py": APP})))
    (found,) = check(repo, Settings({"profile": profile}))
    assert (found.rule.name, found.severity, found.path) == ("streamlit-config-missing", "info", PATH)
    (edit,) = found.fix.edits
    made = edit.change(None)
    assert f'fileWatcherType = "{watcher}"'.encode() in made
    assert edit.change(made) == made and edit.change(b"[theme]\n") == b"[theme]\n"
    assert (found.fix.description, edit.path) == (f"create {PATH}", PATH)
    assert found.help == f'Create one that sets server.fileWatcherType ("{watcher}" is right for {profile}).'
    assert (
        check(repo.overlay({PATH: made}), Settings({"profile": "production" if watcher == "none" else profile})) == []
    )
