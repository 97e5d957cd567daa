"""check-reloader: its fixtures, and tables of small repositories; near misses first."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

FIXTURES = Path(__file__).parents[3] / "fixtures" / "check-reloader"

BROKEN, ENABLE, INSTALL = (
    "reloader-pywatchman-broken",
    "reloader-watchfiles-not-enabled",
    "reloader-watchfiles-not-installed",
)
CONFLICT, CONFIG, POLLS = "reloader-conflict", "reloader-watchman-config-missing", "reloader-polls"
UNUSED, DEAF, RACE = "reloader-package-unused", "reloader-watchdog-never-fires", "reloader-streamlit-pyc-race"
LOOP, SILENT, ALL = "reloader-watchdog-livelock", "reloader-limit-silent", "reloader-watches-everything"
INCLUDE, DIR, FILTER = (
    "reloader-include-replaces-folder",
    "reloader-dir-not-alone",
    "reloader-filter-without-watchfiles",
)


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".git" not in p.parts
    }


@pytest.mark.parametrize("case", sorted(p.name for p in (FIXTURES / "clean").iterdir()))
def test_clean(case, found):
    assert found("check_reloader", FIXTURES / "clean" / case) == []


@pytest.mark.parametrize("case", sorted(p.name for p in (FIXTURES / "broken").iterdir()))
def test_broken_is_fixed(case, tmp_path, run, found):
    folder = tmp_path / case
    shutil.copytree(FIXTURES / "broken" / case, folder)
    assert f"reloader-{case.removesuffix('-1')}" in " ".join(rule for rule, _, _ in found("check_reloader", folder))
    assert run("check_reloader", "--fix", "--unsafe-fixes", cwd=folder).code == 1
    fixed = files_of(folder)
    assert fixed == files_of(FIXTURES / "fixed" / case)
    assert run("check_reloader", "--fix", "--unsafe-fixes", cwd=folder).code == 0
    assert files_of(folder) == fixed


MANAGE = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n'
PLAIN = 'INSTALLED_APPS = ["django.contrib.admin"]\n'
LISTED = 'INSTALLED_APPS = ["django.contrib.admin", "django_watchfiles"]\n'
UNSURE = PLAIN + "INSTALLED_APPS += more()\n"
CONFIGURED = '{"ignore_dirs": ["node_modules"]}\n'


def django(asks: str, settings: str = PLAIN, python: str = "3.12", **more: str) -> dict[str, str]:
    return {
        "manage.py": MANAGE,
        "settings.py": settings,
        ".python-version": f"{python}\n",
        "requirements.txt": f"Django>=5.2\n{asks}\n",
        **more,
    }


def flask(asks: str, python: str = "3.12", **more: str) -> dict[str, str]:
    return {
        "app.py": "import flask\n",
        ".python-version": f"{python}\n",
        "requirements.txt": f"flask\n{asks}\n",
        **more,
    }


def watchmedo(words: str) -> dict[str, str]:
    procfile = f"w: watchmedo auto-restart {words}{'' if ' -- ' in words else ' -- python w.py'}\n"
    asked = {".python-version": "3.12\n", "requirements.txt": "watchdog==7.1.0\n"}
    return {**asked, "Procfile": procfile, "w.py": "", "src/w.py": ""}


PTW = {".python-version": "3.12\n", "requirements.txt": "pytest-watcher\n"}
POETRY = '[[package]]\nname = "{}"\nversion = "{}"\n'

# (what it shows, files, [(rule, severity, path, line)])
CASES = [
    ("nothing", {}, []),
    ("no server", {"requirements.txt": "requests\n"}, []),
    ("names nearby", {"requirements.txt": "pywatchman-x==1\nmy-django-watchfiles\nwatchdogs==7\n"}, []),
    ("named in prose", {"requirements.txt": "# pywatchman==1.4.1\nDjango\n", "manage.py": MANAGE, "settings.py": PLAIN}, []),
    ("Django alone", django(""), []),
    ("django-watchfiles in use", django("django-watchfiles", LISTED), [(ALL, "warning", "settings.py", 1)]),
    ("not enabled", django("django-watchfiles"), [(ENABLE, "error", "requirements.txt", 2)]),
    ("not enabled, settings unknown", django("django-watchfiles", UNSURE), []),
    ("imported elsewhere", django("django-watchfiles", **{"local.py": "import django_watchfiles\n"}), []),
    ("a constraint alone", django("-c constraints.txt", **{"constraints.txt": "django-watchfiles==1.4.0\n"}), []),
    ("development settings list it", django("django-watchfiles", **{"dev.py": "from settings import *\n" + LISTED, ".env": "DJANGO_SETTINGS_MODULE=dev\n"}), []),
    ("misspelled", django("django-watchfiles", LISTED.replace("_w", "-w")), [(ENABLE, "error", "settings.py", 1), (ENABLE, "error", "requirements.txt", 2)]),
    ("watchfiles listed", django("watchfiles\nuvicorn", LISTED.replace("django_w", "w")), [(UNUSED, "info", "settings.py", 1)]),
    ("not installed", django("", LISTED), [(INSTALL, "error", "settings.py", 1)]),
    ("not installed, perhaps not listed", django("", PLAIN + "if env():\n    INSTALLED_APPS += ['django_watchfiles']\n"), []),
    ("not installed, nothing is asked for", {"manage.py": MANAGE, "settings.py": LISTED}, []),
    ("not installed, it is here", django("", LISTED, **{"lib/django_watchfiles/__init__.py": ""}), []),
    ("pywatchman 1 on 3.12", django("pywatchman==1.4.1"), [(BROKEN, "error", "requirements.txt", 2)]),
    ("pywatchman 1 on 3.13", django("pywatchman<2", python="3.13"), [(BROKEN, "error", "requirements.txt", 2)]),
    ("pywatchman 1 on 3.9", django("pywatchman==1.4.1", python="3.9", **{".watchmanconfig": CONFIGURED}), []),
    ("pywatchman 1, Python unknown", {"requirements.txt": "pywatchman==1.4.1\n"}, [(BROKEN, "warning", "requirements.txt", 1)]),
    ("pywatchman with a lower bound", django("pywatchman>=1.4", **{".watchmanconfig": CONFIGURED}), []),
    ("pywatchman in one of two files", django("pywatchman>=2", **{"requirements/dev.txt": "pywatchman==1.4.1\n"}), [(BROKEN, "warning", "requirements/dev.txt", 1)]),
    ("pywatchman for Windows only", django("pywatchman==1.4.1; python_version < '3.8'"), []),
    ("a lock decides", {"pyproject.toml": '[tool.poetry.dependencies]\npython = "~3.12"\npywatchman = ">=1.4"\n', "poetry.lock": POETRY.format("pywatchman", "1.4.1")}, [(BROKEN, "error", "poetry.lock", 1)]),
    ("watchman without configuration", django("pywatchman"), [(CONFIG, "error", ".watchmanconfig", None)]),
    ("watchman configured", django("pywatchman", **{".watchmanconfig": CONFIGURED}), []),
    ("watchman configured for nothing", django("pywatchman", **{".watchmanconfig": "{}"}), [(CONFIG, "error", ".watchmanconfig", None)]),
    ("watchman configured wrongly", django("pywatchman", **{".watchmanconfig": "{"}), [(CONFIG, "error", ".watchmanconfig", None)]),
    ("watchman configured beside manage.py", {f"back/{path}": text for path, text in django("pywatchman", **{".watchmanconfig": CONFIGURED}).items()}, []),
    ("the nearest one counts", {".watchmanconfig": CONFIGURED, **{f"back/{path}": text for path, text in django("pywatchman", **{".watchmanconfig": "{}"}).items()}}, [(CONFIG, "error", "back/.watchmanconfig", None)]),
    ("pywatchman without Django", {"requirements.txt": "pywatchman\n"}, []),
    ("both, listed", django("django-watchfiles\npywatchman", LISTED), [(CONFLICT, "error", "requirements.txt", 3), (ALL, "warning", "settings.py", 1)]),
    ("both, not listed", django("pywatchman\ndjango-watchfiles"), [(CONFLICT, "error", "requirements.txt", 2)]),
    ("both, settings unknown", django("django-watchfiles\npywatchman", UNSURE, **{".watchmanconfig": CONFIGURED}), []),
    ("runserver_plus", django("django-watchfiles", LISTED, Procfile="web: python manage.py runserver_plus\n"), [(ALL, "warning", "settings.py", 1), (CONFLICT, "warning", "Procfile", 1)]),
    ("runserver and runserver_plus", django("django-watchfiles", LISTED, Procfile="a: python manage.py runserver\nb: python manage.py runserver_plus\n"), [(ALL, "warning", "settings.py", 1)]),
    ("watchfiles for nothing", django("watchfiles"), [(UNUSED, "info", "requirements.txt", 2)]),
    ("watchfiles for uvicorn", django("watchfiles\nuvicorn"), []),
    ("watchfiles is imported", django("watchfiles", **{"w.py": "from watchfiles import watch\n"}), []),
    ("watchdog for nothing", django("watchdog"), [(UNUSED, "info", "requirements.txt", 2)]),
    ("watchdog for celery", django("watchdog\ncelery"), []),
    ("watchdog is run", django("watchdog<7", Procfile="w: watchmedo auto-restart -p '*.py' -- python w.py\n"), []),
    ("pyinotify", django("pyinotify"), [(UNUSED, "info", "requirements.txt", 2)]),
    ("Flask alone", flask(""), []),
    ("Flask beside 7", flask("watchdog==7.0.0"), [(DEAF, "error", "requirements.txt", 2)]),
    ("Flask beside the newest", flask("watchdog"), [(DEAF, "error", "requirements.txt", 2)]),
    ("Flask beside perhaps 7", flask("watchdog>=2.3"), [(DEAF, "warning", "requirements.txt", 2)]),
    ("Flask beside 6", flask("watchdog==6.0.0"), [(ALL, "warning", "requirements.txt", 1)]),
    ("Flask beside 6 and below", flask("watchdog>=2.3,<7"), [(ALL, "warning", "requirements.txt", 1)]),
    ("an extra", flask("werkzeug[watchdog]"), [(DEAF, "error", "requirements.txt", 2)]),
    ("an extra within bounds", flask("werkzeug[watchdog]\n-c constraints.txt", **{"constraints.txt": "watchdog<7\n"}), [(ALL, "warning", "requirements.txt", 1)]),
    ("an old Python", flask("watchdog", python="3.10"), [(ALL, "warning", "requirements.txt", 1)]),
    ("an unknown Python", {"app.py": "import flask\n", "requirements.txt": "flask\nwatchdog\n"}, [(DEAF, "warning", "requirements.txt", 2)]),
    ("Flask that nothing imports", {"requirements.txt": "flask\nwatchdog==7.1.0\n"}, []),
    ("watchdog without Flask", {"requirements.txt": "watchdog==7.1.0\n", "a.py": "import watchdog\n"}, []),
    ("Dash", {"requirements.txt": "dash\nwatchdog==7.1.0\n", "app.py": "from dash import Dash\n"}, [(DEAF, "error", "requirements.txt", 2)]),
    ("extensions", django("django-extensions\nWerkzeug[watchdog]"), [(DEAF, "error", "requirements.txt", 3)]),
    ("a lock with 7", flask("", **{"pyproject.toml": '[project]\nname = "x"\ndependencies = ["watchdog"]\n', "poetry.lock": POETRY.format("watchdog", "7.1.0")}), [(DEAF, "error", "poetry.lock", 1)]),
    ("a lock with 6", flask("", **{"pyproject.toml": '[project]\nname = "x"\ndependencies = ["watchdog"]\n', "poetry.lock": POETRY.format("watchdog", "6.0.0")}), [(ALL, "warning", "requirements.txt", 1)]),
    ("watchmedo", watchmedo("-R -p '*.py'"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, one of two patterns", watchmedo("-R -p '*.toml;*.py'"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, a pattern in one word", watchmedo("-R --patterns=*.py"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, another folder", watchmedo("-p '*.py' -d src"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, an absolute folder", watchmedo("-R -p '*.py' -d /srv"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo, a folder by a variable", watchmedo("-R -p '*.py' -d $PWD"), [(DEAF, "error", "requirements.txt", 1)]),
    ("watchmedo on whole paths", watchmedo("-R -p '**/*.py'"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo on whole paths too", watchmedo("-R -p '*.py;**/*.py'"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo, no pattern", watchmedo("-R"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo, the top folder alone", watchmedo("-p '*.py'"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo, what no file is called", watchmedo("-R -p '*.toml'"), [(SILENT, "info", "Procfile", 1)]),
    ("watchmedo, a pattern of the command", watchmedo("-R -- grep -p '*.py'"), [(SILENT, "info", "Procfile", 1)]),
    ("pytest-watcher", {**PTW, "tests/test_a.py": ""}, [(DEAF, "warning", "requirements.txt", 1)]),
    ("pytest-watcher, all in the top folder", {**PTW, "test_a.py": ""}, [(SILENT, "info", "requirements.txt", 1)]),
    ("pytest-watcher on whole paths", {**PTW, "tests/test_a.py": "", "pyproject.toml": '[tool.pytest-watcher]\npatterns = ["**/*.py"]\n'}, [(SILENT, "info", "requirements.txt", 1)]),
    ("pytest-watcher, odd patterns", {**PTW, "tests/test_a.py": "", "pyproject.toml": "[tool]\npytest-watcher = 1\n"}, [(DEAF, "warning", "requirements.txt", 1)]),
    ("pytest-watcher beside 6", {"requirements.txt": "pytest-watcher\nwatchdog<7\n", "tests/test_a.py": ""}, []),
    ("Flask told to poll", flask("watchdog==7.1.0", **{"app.py": "import flask\nflask.Flask(__name__).run(debug=True, reloader_type='stat')\n"}), []),
    ("Flask told to poll in a comment", flask("watchdog==7.1.0", **{"app.py": "import flask\nflask.run()  # reloader_type='stat'\n"}), [(DEAF, "error", "requirements.txt", 2)]),
    ("flask run cannot be told", flask("watchdog==7.1.0", Procfile="a: flask run --debug\n", **{"app.py": "import flask\nflask.run(reloader_type='stat')\n"}), [(DEAF, "error", "requirements.txt", 2)]),
    ("runserver_plus told to poll", django("Werkzeug\nwatchdog==7.1.0\ndjango-extensions", Procfile="a: python manage.py runserver_plus --reloader-type stat\n"), []),
    ("runserver_plus without reloading", django("Werkzeug\nwatchdog==7.1.0\ndjango-extensions", Procfile="a: python manage.py runserver_plus --noreload\n"), []),
    ("runserver_plus that its settings let poll", django("Werkzeug\nwatchdog==7.1.0\ndjango-extensions", PLAIN + "RUNSERVERPLUS_POLLER_RELOADER_TYPE = 'stat'\n"), []),
    ("Streamlit 1.46.1", {"requirements.txt": "streamlit==1.46.1\n"}, [(RACE, "error", "requirements.txt", 1)]),
    ("Streamlit 1.46", {"requirements.txt": "streamlit~=1.46.0\n"}, [(RACE, "error", "requirements.txt", 1)]),
    ("Streamlit up to 1.46", {"requirements.txt": "streamlit>=1.30,<1.47\n"}, [(RACE, "warning", "requirements.txt", 1)]),
    ("Streamlit from 1.30", {"requirements.txt": "streamlit>=1.30\n"}, []),
    ("Streamlit 1.45", {"requirements.txt": "streamlit==1.45.1\n"}, []),
    ("Streamlit 1.47", {"requirements.txt": "streamlit==1.47\n"}, []),
    ("uvicorn reloads", {"requirements.txt": "uvicorn[standard]\n", "Procfile": "web: uvicorn a:app --reload\n"}, [(SILENT, "info", "Procfile", 1)]),
    ("uvicorn does not reload", {"requirements.txt": "uvicorn[standard]\n", "Procfile": "web: uvicorn a:app\n"}, []),
    ("uvicorn polls", {"requirements.txt": "uvicorn\n", "Procfile": "web: uvicorn a:app --reload\n"}, []),
    ("uvicorn before 0.41", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Procfile": "web: uvicorn a:app --reload\n"}, []),
    ("an include that is a folder", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-include templates\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "error", "Makefile", 2)]),
    ("an include that matches a folder", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-include='*'\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "error", "Makefile", 2)]),
    ("an include beside a folder", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-dir . --reload-include templates\n", "a.py": "", "templates/a.html": ""}, []),
    ("an include without watchfiles", {"requirements.txt": "uvicorn\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-include '*.html'\n", "a.py": "", "templates/a.html": ""}, [(FILTER, "warning", "Makefile", 2)]),
    ("an include of a folder without watchfiles", {"requirements.txt": "uvicorn\n", "Makefile": "run:\n\tuvicorn a:app --reload --reload-include templates\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "error", "Makefile", 2)]),
    ("an include of a folder and of files without watchfiles", {"requirements.txt": "uvicorn\n", "Procfile": "a: uvicorn a:app --reload --reload-include templates --reload-include '*.css'\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "error", "Procfile", 1), (FILTER, "warning", "Procfile", 1)]),
    ("an include of a folder, uvicorn not asked for", {"Procfile": "a: uvicorn a:app --reload --reload-include templates\n", "requirements.txt": "fastapi\n", "a.py": "", "templates/a.html": ""}, [(INCLUDE, "warning", "Procfile", 1)]),
    ("an include of a folder in an old uvicorn", {"requirements.txt": "uvicorn[standard]==0.34.2\n", "Procfile": "a: uvicorn a:app --reload --reload-include templates\n", "a.py": "", "templates/a.html": ""}, []),
    ("an include of all folders", {"requirements.txt": "uvicorn[standard]==0.40.0\n", "Procfile": "a: uvicorn a:app --reload --reload-include '**'\n", "a.py": "", "templates/a.html": ""}, []),
    ("in Python", {"requirements.txt": "uvicorn\n", "a.py": 'import uvicorn\nuvicorn.run("a:app", reload=True, reload_excludes=["x"])\n'}, [(FILTER, "warning", "a.py", 2)]),
    ("in Python without reload", {"requirements.txt": "uvicorn\n", "a.py": 'import uvicorn\nuvicorn.run("a:app", reload_excludes=["x"])\n'}, []),
    ("a folder in an old uvicorn", {"requirements.txt": "uvicorn[standard]==0.34.2\n", "Procfile": "web: uvicorn a:app --reload --reload-dir app\n"}, [(DIR, "warning", "Procfile", 1)]),
    ("this folder in an old uvicorn", {"requirements.txt": "uvicorn[standard]==0.34.2\n", "Procfile": "web: uvicorn a:app --reload --reload-dir ./\n"}, []),
    ("a folder in an old uvicorn that polls", {"requirements.txt": "uvicorn==0.34.2\n", "Procfile": "web: uvicorn a:app --reload --reload-dir app\n"}, []),
    ("a folder in a newer uvicorn", {"requirements.txt": "uvicorn[standard]==0.34.3\n", "Procfile": "web: uvicorn a:app --reload --reload-dir app\n"}, []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "expected"), [case[1:] for case in CASES], ids=[case[0].replace(" ", "-") for case in CASES]
)
def test_findings(files, expected, tmp_path, found):
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    findings = found.findings("check_reloader", tmp_path)
    assert [(f.rule.name, f.severity, f.path, f.line) for f in findings] == expected
    assert all(finding.help and len(finding.message) < 400 for finding in findings)


# (what it shows, files, the words of the refusal)
REFUSED = [
    ("compiled", django("", **{"requirements.txt": "#\n# This file is autogenerated by pip-compile with Python 3.12\n# by the following command:\n#\n#    pip-compile requirements.in\n#\ndjango==5.2.19\n    # via -r requirements.in\npywatchman==1.4.1\n    # via -r requirements.in\n"}), "pip-compile"),
    ("hashed", {".python-version": "3.12\n", "requirements.txt": "pywatchman==1.4.1 --hash=sha256:" + "a" * 64 + "\n"}, "written by a program"),
    ("a lock", {"pyproject.toml": '[tool.poetry.dependencies]\npython = "~3.12"\npywatchman = ">=1.4"\n', "poetry.lock": POETRY.format("pywatchman", "1.4.1")}, "poetry update"),
    ("extras", flask("watchdog[watchmedo] @ https://example.org/w-7.1.0.whl"), None),
]  # fmt: skip


@pytest.mark.parametrize(("files", "words"), [case[1:] for case in REFUSED], ids=[case[0] for case in REFUSED])
def test_what_a_program_wrote_is_left_alone(files, words, tmp_path, run):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    before = files_of(tmp_path)
    done = run("check_reloader", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert files_of(tmp_path) == before
    assert words is None or words in done.out
    assert "Traceback" not in done.out + done.err


# (what it shows, files, changed files)
FIXED = [
    ("watchdog keeps its lower bound", flask("watchdog>=2.3  # why"), {"requirements.txt": "flask\nwatchdog>=2.3,<7  # why\n"}),
    ("watchdog pinned", flask("watchdog==7.1.0"), {"requirements.txt": "flask\nwatchdog==6.0.0\n"}),
    ("watchdog by an extra", flask("werkzeug[watchdog]"), {"requirements.txt": "flask\nwerkzeug[watchdog]\nwatchdog<7\n"}),
    ("old Django keeps watchman", {**django("pywatchman==1.4.1"), "requirements.txt": "Django<4\npywatchman==1.4.1\n", ".watchmanconfig": CONFIGURED}, {"requirements.txt": "Django<4\npywatchman>=2\n"}),
    ("unknown settings keep watchman", django("pywatchman==1.4.1", UNSURE, **{".watchmanconfig": CONFIGURED}), {"requirements.txt": "Django>=5.2\npywatchman>=2\n"}),
    ("development settings are edited", django("django-watchfiles", "from base import *\n", **{"base.py": PLAIN}), {"settings.py": 'from base import *\n\nINSTALLED_APPS += ["django_watchfiles"]\n'}),
    ("a tuple", django("django-watchfiles", "from base import *\n", **{"base.py": "INSTALLED_APPS = ('a',)\n"}), {"settings.py": 'from base import *\n\nINSTALLED_APPS += ("django_watchfiles",)\n'}),
    ("misspelled", django("django-watchfiles", "INSTALLED_APPS = ['django-watchfiles']\n"), {"settings.py": "INSTALLED_APPS = ['django_watchfiles']\n"}),
    ("Streamlit with bounds", {"requirements.txt": "streamlit>=1.46,<1.47\n"}, {"requirements.txt": "streamlit>=1.47\n"}),
    ("a poetry group", {"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.12"\nflask = "*"\n[tool.poetry.group.dev.dependencies]\nwatchdog = "^7.0"\n', "app.py": "import flask\n"},
     {"pyproject.toml": '[tool.poetry.dependencies]\npython = "^3.12"\nflask = "*"\n[tool.poetry.group.dev.dependencies]\nwatchdog = "<7"\n'}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("files", "changed"), [case[1:] for case in FIXED], ids=[case[0].replace(" ", "-") for case in FIXED]
)
def test_fixed(files, changed, tmp_path, run):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run("check_reloader", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert files_of(tmp_path) == {name: text.encode() for name, text in {**files, **changed}.items()}, done.out
    run("check_reloader", "--fix", "--unsafe-fixes", cwd=tmp_path)
    assert files_of(tmp_path) == {name: text.encode() for name, text in {**files, **changed}.items()}


def test_unsafe_fixes_wait_to_be_asked_for(tmp_path, run):
    shutil.copytree(FIXTURES / "broken" / "pywatchman-1", tmp_path / "p")
    before = files_of(tmp_path / "p")
    assert run("check_reloader", "--fix", cwd=tmp_path / "p").code == 1
    assert files_of(tmp_path / "p") == before


@pytest.mark.parametrize(
    ("procfile", "polls"), [("web: python manage.py runserver_plus\n", False), ("a: python manage.py runserver_plus\nb: python manage.py runserver\n", True)]
)  # fmt: skip
def test_runserver_plus_is_told_nothing_of_runserver(tmp_path, found, monkeypatch, procfile, polls):
    """It reloads through Werkzeug: django-watchfiles would change nothing."""
    monkeypatch.setattr("watchlint.rules.reloader.django.POLLED", 2)
    for name, text in django("django-extensions\nWerkzeug", Procfile=procfile).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert [rule for rule, _, _ in found("check_reloader", tmp_path)] == ([POLLS] if polls else [])


@pytest.mark.parametrize(
    ("files", "wanted", "unwanted"),
    [
        (flask("watchdog==6.0.0", Procfile="a: flask run --debug\n"), "take watchdog out", "reloader_type"),
        ({**flask("dash\nwatchdog==6.0.0"), "app.py": "import dash\n"}, 'reloader_type="stat"', "flask run"),
        (django("django-extensions\nWerkzeug\nwatchdog==6.0.0", Procfile="a: python manage.py runserver_plus\n"), "--reloader-type stat", "reloader_type="),
    ],
)  # fmt: skip
def test_each_is_told_to_poll_in_its_own_way(tmp_path, found, files, wanted, unwanted):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (finding,) = [one for one in found.findings("check_reloader", tmp_path) if one.rule.name == ALL]
    assert wanted in finding.help and unwanted not in finding.help


def test_a_large_project_polls(tmp_path, found):
    for name, text in django("").items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "many").mkdir()
    for number in range(5_000):
        (tmp_path / "many" / f"m{number}.py").touch()
    (finding,) = found.findings("check_reloader", tmp_path)
    assert (finding.rule.name, finding.severity, finding.path) == (POLLS, "info", "manage.py")
    assert "5,002 Python files" in finding.message


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


@pytest.mark.parametrize(
    "files",
    [
        {"requirements.txt": b"\xff\xfe\x00Django\npywatchman", "manage.py": b"\0DJANGO_SETTINGS_MODULE"},
        {"requirements.txt": b"Django\npywatchman==1.4.1\n", "manage.py": MANAGE.encode(), "settings.py": b"\xff\xfe[" * 9},
        {"requirements.txt": b"Django\ndjango-watchfiles\n", "manage.py": MANAGE.encode(), "settings.py": b"x = " + b"[" * 5000},
        {"requirements.txt": b"Django\ndjango-watchfiles\n", "manage.py": MANAGE.encode(), "settings.py": b"x = " + b"-" * 50_000 + b"1"},
        {"requirements.txt": b"Django\ndjango-watchfiles\n", "manage.py": MANAGE.encode(), "settings.py": b"x = 1" + b" + 1" * 5000},
        {"requirements.txt": b"pywatchman==${X}\nwatchdog===7x\nflask\nstreamlit==1.46.*\nuvicorn @ file:///x\n", "app.py": b"import flask, uvicorn\nreload\0"},
        {"requirements.txt": b"pywatchman\nDjango\n", "manage.py": MANAGE.encode(), "settings.py": PLAIN.encode(), ".watchmanconfig": b"\xff" * 99},
    ],
)  # fmt: skip
def test_no_input_is_too_odd(files, tmp_path, run):
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    for flags in ([], ["--diff", "--unsafe-fixes"]):
        done = run("check_reloader", *flags, cwd=tmp_path)
        assert done.code in (0, 1, 2), done.err
        assert "Traceback" not in done.err and "internal error" not in done.err


def test_no_watchmanconfig_is_made_where_git_ignores_it(repository, run):
    tree = repository({**django("pywatchman"), ".gitignore": ".watchmanconfig\n"})
    fixed = run("check_reloader", "--fix", cwd=tree)
    assert fixed.code == 1 and "git ignores .watchmanconfig" in fixed.out
    assert not (tree / ".watchmanconfig").exists()
