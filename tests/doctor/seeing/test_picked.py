"""What Streamlit and Django of the project's interpreter pick. One that may have come with the repository is only read."""

from __future__ import annotations

import pytest

from watchlint.doctor.seeing import picked as picking
from watchlint.doctor.seeing.picked import picked
from watchlint.facts.django import asked as asked_django
from watchlint.facts.python.interpreter import Interpreter
from watchlint.facts.streamlit import in_force

PYTHON = "/v/bin/python"


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """Have these packages (name -> release) in the interpreter, and note how it came to be known."""
    known: list[str] = []

    def install(**packages: str) -> list[str]:
        site = tmp_path / "site"
        for name, release in packages.items():
            (site / name).mkdir(parents=True)
            (site / f"{name}-{release}.dist-info").mkdir()
        for way in ("ask", "read"):
            monkeypatch.setattr(
                picking.interpreter, way,
                lambda executable, way=way: known.append(way) or Interpreter(executable, (3, 13, 0), (str(site),)),
            )  # fmt: skip
        monkeypatch.setattr(picking.interpreter, "find", lambda root, given: given)
        return known

    return install


def server(name: str = "flask", python: str = PYTHON):
    return {"server": name, "python": python}


def test_without_an_interpreter_nothing_is_known(folder, installed):
    known = installed()
    found = picked(str(folder()), None, [])
    assert found == {"python": "", "asked": False, "streamlit": None, "django": None} and known == []


def test_that_of_a_running_server_is_asked(folder, installed):
    known = installed()
    found = picked(str(folder()), None, [server(python=""), server()])
    assert (found["python"], found["asked"], known) == (PYTHON, True, ["ask"])


def test_one_that_lies_in_the_folder_is_read(folder, installed, monkeypatch):
    known = installed(streamlit="1.51.0")
    monkeypatch.setattr(picking.interpreter, "find", lambda root, given: f"{root}/.venv/bin/python")
    monkeypatch.setattr(in_force, "streamlit_asked", lambda *_: pytest.fail("started"))
    tree = folder({".streamlit/config.toml": '[server]\nfileWatcherType = "none"\n'})
    found = picked(str(tree), None, [server()])
    assert (found["asked"], known, found["streamlit"]["version"]) == (False, ["read"], "1.51.0")
    told = {name: value for name, value, *_ in found["streamlit"]["read"]}
    assert told["server.fileWatcherType"] == "none" and found["streamlit"]["options"] == []


def test_streamlit_of_one_that_was_given_is_asked(folder, installed, monkeypatch):
    installed(streamlit="1.51.0")
    answer = in_force.Answer("1.51.0", [("server.port", "8501", "default")])
    monkeypatch.setattr(in_force, "streamlit_asked", lambda *_: answer)
    found = picked(str(folder()), PYTHON, [])
    assert found["streamlit"]["options"] == [["server.port", "8501", "default"]]
    assert picked(str(folder()), PYTHON, [server("streamlit")])["streamlit"] is None  # the running one tells more


@pytest.mark.parametrize(
    ("packages", "settings", "reloader"),
    [
        ({}, "", "StatReloader"),
        ({"pywatchman": "3.0.0"}, "", ""),
        ({"django_watchfiles": "1.1.0"}, "", "StatReloader"),
        ({"django_watchfiles": "1.1.0"}, "INSTALLED_APPS = ['django_watchfiles']\n", "WatchfilesReloader"),
        ({"django_watchfiles": "1.1.0"}, "# django_watchfiles\n", "StatReloader"),
        ({}, "INSTALLED_APPS = ['django_watchfiles']\n", "StatReloader"),
    ],
)
@pytest.mark.parametrize("place", ["site/settings.py", "site/settings/dev.py"])
def test_django_s_reloader_as_files_tell(folder, installed, monkeypatch, packages, settings, reloader, place):
    installed(django="5.2.1", **packages)
    monkeypatch.setattr(picking.interpreter, "find", lambda root, given: f"{root}/.venv/bin/python")
    tree = folder({"manage.py": "", place: settings})
    found = picked(str(tree), None, [])["django"]
    assert (found["version"], found["reloader"], found["error"]) == ("5.2.1", reloader, "")
    assert found["watchfiles_enabled"] is settings.startswith("INSTALLED")
    assert found["pywatchman"] is ("pywatchman" in packages)


def test_only_the_project_s_own_settings_count(folder, installed, monkeypatch):
    installed(django="5.2.1", django_watchfiles="1.1.0")
    monkeypatch.setattr(picking.interpreter, "find", lambda root, given: f"{root}/.venv/bin/python")
    elsewhere = ("node_modules/x", ".venv/settings", "venv/x", "a/b/c/d")
    tree = folder({"manage.py": "", **{f"{one}/settings.py": "django_watchfiles\n" for one in elsewhere}})
    (tree / "site").mkdir()
    (tree / "site" / "settings.py").mkdir()
    assert picked(str(tree), None, [])["django"]["watchfiles_enabled"] is False


def test_django_of_one_that_was_given_is_asked(folder, installed, monkeypatch):
    installed(django="5.2.1")
    asked = []
    monkeypatch.setattr(
        asked_django, "django_asked",
        lambda *words, **more: asked.append((words, more)) or asked_django.Answer("5.2.1", "StatReloader"),
    )  # fmt: skip
    tree = folder({"manage.py": ""})
    assert picked(str(tree), PYTHON, [])["django"]["reloader"] == "StatReloader"
    assert asked == [((PYTHON, False), {"outside": str(tree)})]
    assert picked(str(folder({}, name="other")), PYTHON, [])["django"] is None  # no project of Django's


def test_settings_that_can_not_be_read_enable_nothing(tmp_path):
    assert not picking._names_watchfiles(str(tmp_path / "gone.py"))
