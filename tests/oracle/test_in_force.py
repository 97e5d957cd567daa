"""What is in force, by the real Streamlit and the real Django, beside our own reading."""

from __future__ import annotations

import itertools
from importlib import util
from pathlib import Path

import pytest

from watchlint.facts.django.asked import django_asked
from watchlint.facts.streamlit import in_force

pytestmark = pytest.mark.oracle


def _environment(name: str, requirements: list[str]) -> str:
    found = util.spec_from_file_location("environments", Path(__file__).parent / "environments.py")
    module = util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.environment(name, requirements)


PLACES = {"home": "poll", "work": "none", "work/app": "watchdog"}
"""What the file in each place says; every set of places is tried."""


@pytest.mark.parametrize(
    "name, requirements, version",
    [
        ("doctor", ["uvicorn", "watchfiles", "streamlit", "flask", "watchdog"], None),
        ("doctor-streamlit-145", ["streamlit==1.45.1"], (1, 45, 1)),
    ],
)
def test_our_reading_is_streamlits(name, requirements, version, tmp_path):
    python = _environment(name, requirements)
    disagreed = []
    for number, given in enumerate(itertools.product((False, True), repeat=3)):
        base = tmp_path / str(number)
        for (folder, value), present in zip(PLACES.items(), given, strict=True):
            (base / folder / ".streamlit").mkdir(parents=True)
            if present:
                more = 'runOnSave = true\nfolderWatchBlacklist = ["a"]\n' if folder == "home" else ""
                (base / folder / ".streamlit/config.toml").write_text(f'[server]\nfileWatcherType = "{value}"\n{more}')
        environ = {"HOME": str(base / "home")}
        if number % 4 == 3:
            environ["STREAMLIT_SERVER_FILE_WATCHER_TYPE"] = "watchdog"
        flags = {"server.fileWatcherType": "auto", "server.runOnSave": "true"} if number % 4 == 2 else {}
        asked = in_force.streamlit_asked(python, str(base / "work"), "app/main.py", flags, environ, 60)
        assert asked.error == "" and asked.version
        read = {
            row.key: row for row in in_force.streamlit_read(str(base / "work"), "app/main.py", flags, environ, version)
        }
        disagreed += [(given, option, read[option.key]) for option in asked.options if option != read[option.key]]
    assert disagreed == []


def test_what_django_swallows_is_shown_in_full(monkeypatch):
    python = _environment("doctor-django-watchman", ["django", "pywatchman>=2"])
    monkeypatch.setenv("PATH", "/nowhere")  # no watchman program
    answer = django_asked(python, False, 60)
    assert (answer.reloader, answer.error, answer.watchman) == ("StatReloader", "", "")
    assert '"watchman" executable not in PATH' in answer.swallowed
    assert "WatchmanUnavailable: Cannot connect to the watchman service." in answer.swallowed


@pytest.mark.parametrize("enabled, reloader", [(True, "WatchfilesReloader"), (False, "StatReloader")])
def test_django_watchfiles_is_picked_when_it_is_enabled(enabled, reloader):
    python = _environment("doctor-django", ["django", "django-watchfiles"])
    answer = django_asked(python, enabled, 60)
    assert (answer.reloader, answer.swallowed, answer.error) == (reloader, "", "")
