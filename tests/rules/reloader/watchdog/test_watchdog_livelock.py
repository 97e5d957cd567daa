"""reloader-watchdog-livelock."""

from __future__ import annotations

import pytest

from tests.rules.reloader.shapes import LOOP, flask

APP = {"app.py": "import streamlit as st\n", "Procfile": "web: streamlit run app.py\n"}


INSIDE = {"app/app.py": "import streamlit as st\n", "Procfile": "web: streamlit run app/app.py\n"}


@pytest.mark.parametrize(
    ("files", "severity"),
    [
        (flask("watchdog==7.1.0"), "error"),
        (flask("watchdog==7.0.0"), None),
        ({**APP, "requirements.txt": "streamlit==1.67.0\nwatchdog==7.1.0\n"}, "error"),
        ({**APP, "requirements.txt": "streamlit==1.67.0\nwatchdog<7\n"}, None),
        ({**APP, "requirements.txt": "streamlit==1.67.0\n"}, "warning"),
        ({**APP, "requirements.txt": "streamlit==1.66.0\n"}, None),
        ({**APP, "requirements.txt": "streamlit==1.67.0\n", ".python-version": "3.10\n"}, None),
        ({**INSIDE, "requirements.txt": "streamlit==1.67.0\nwatchdog==7.1.0\n"}, None),
        ({"requirements.txt": "pytest-watcher\n"}, "warning"),
    ],
    ids=[
        "flask", "flask with 7.0.0", "streamlit", "streamlit with 6", "streamlit brings it", "streamlit before 1.67",
        "an old Python", "the app in a folder of its own", "pytest-watcher",
    ],
)  # fmt: skip
def test_the_loop_needs_many_folders_below_what_is_watched(files, severity, folder, found):
    tree = folder(files)
    assert LOOP not in {rule for rule, _, _ in found("check_reloader", tree)}
    for outer in range(65):
        for inner in range(64):
            (tree / "data" / str(outer) / str(inner)).mkdir(parents=True)
    loops = [one.severity for one in found.findings("check_reloader", tree) if one.rule.name == LOOP]
    assert loops == ([severity] if severity else [])
