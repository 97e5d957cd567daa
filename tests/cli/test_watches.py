"""The command: its words, its JSON, its exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")

STREAMLIT = {
    "app.py": "import streamlit as st\nimport helper\n",
    "helper.py": "",
    "requirements.txt": "streamlit==1.67.0\nwatchdog==7.0.0\n",
    "Procfile": "web: streamlit run app.py\n",
    "data/": "",
    "data/a/": "",
    "node_modules/left/": "",
}


@pytest.fixture(autouse=True)
def quiet(monkeypatch, tmp_path):
    """No variable of this shell counts, and no configuration of this home."""
    for name in ("PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX", "VIRTUAL_ENV"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))


def told(run, *arguments, cwd=None) -> dict:
    result = run("watches", *arguments, "--json", cwd=cwd)
    assert (result.code, result.err) == (0, "")
    return json.loads(result.out)


def test_json_has_what_the_contract_says(run, folder):
    tree = folder(STREAMLIT)
    said = told(run, str(tree))
    assert (said["version"], said["root"]) == (1, os.path.realpath(tree.path))
    (server,) = said["servers"]
    assert {name: server[name] for name in ("server", "app", "watches", "watches_after_run", "instances", "certain")} == {
        "server": "streamlit", "app": "app.py", "watches": 5, "watches_after_run": 6, "instances": 1, "certain": True,
    }  # fmt: skip
    folders = {row["path"]: (row["watches"], row["kind"]) for row in server["folders"]}
    assert folders == {".": (5, ""), "data": (2, "data"), "data/a": (1, "data"), "node_modules": (2, "node_modules")}
    saves = {move["id"]: move["saves"] for move in server["moves"]}
    assert saves["own-folder"] == 4 and saves["node_modules-outside"] == 2 and saves["blacklist"] == 0
    assert server["notes"] == [] and server["started_in"] == "Procfile:1"


@pytest.mark.parametrize(
    ("command", "watches"),
    [
        ("uvicorn main:app --reload", None),
        ("python manage.py runserver", None),
        ("streamlit run app.py", None),
        ("streamlit run app.py --server.fileWatcherType poll", 0),
    ],
)
def test_of_a_start_in_an_unknown_folder_no_number_is_said(run, folder, command, watches):
    tree = folder({"main.py": "", "Dockerfile": f"FROM ours\nCMD {command}\n"})
    (server,) = told(run, str(tree))["servers"]
    assert [server[name] for name in ("watches", "watches_after_run", "instances")] == [watches] * 3
    assert (server["certain"], server["notes"]) == (False, ["the folder it starts in is not known"])
    assert (server["command"], server["started_in"]) == (command, "Dockerfile:2")
    text = run("watches", str(tree), "--color", "never").out
    assert "the folder it starts in is not known" in text
    assert ("0 watches" in text) == (watches == 0) and ("how many watches is not known" in text) == (watches is None)


@pytest.mark.parametrize(
    ("command", "word"),
    [
        ("uvicorn main:app --reload --reload-dir $(DIR)", "$(DIR)"),
        ("sphinx-autobuild $(SOURCE) out", "$(SOURCE)"),
        ("watchmedo auto-restart -d $(DIR) -R -- python main.py", "$(DIR)"),
        ("granian --reload --reload-paths $(A)/src main:app", "$(A)/src"),
    ],
)
def test_of_a_folder_that_a_variable_names_no_number_is_said(run, folder, command, word):
    tree = folder({"main.py": "", "requirements.txt": "uvicorn[standard]\n", "Makefile": f"run:\n\t{command}\n"})
    (server,) = told(run, str(tree))["servers"]
    assert [server[name] for name in ("watches", "watches_after_run", "instances")] == [None] * 3
    assert (server["certain"], server["notes"]) == (False, [f"what `{word}` stands for is not known"])


PYTEST = "[tool.pytest.ini_options]\naddopts = {}\n"


@pytest.mark.parametrize(
    ("files", "ends"),
    [
        ({"pyproject.toml": PYTEST.format('[\n  "-q",\n]')}, True),
        ({"pyproject.toml": PYTEST.format('"-q"')}, False),
        ({"pyproject.toml": PYTEST.format('[\n  "-q",\n]'), "pytest.ini": "[pytest]\n"}, False),
        ({"pyproject.toml": '[project]\ndependencies = [\n  "x",\n]\n'}, True),
        ({"pyproject.toml": '[project]\ndependencies = [\n  "x",\n]\n', "requirements.txt": "pytest==8.0.2\n"}, False),
        ({"pyproject.toml": '[project]\nname = "x"\n'}, False),
    ],
)
def test_pytest_watch_ends_at_a_pyproject_that_is_no_ini_file(run, folder, files, ends):
    report = told(run, str(folder({**files, "tests/test_a.py": "", "Makefile": "watch:\n\tptw . -- tests\n"})))
    assert [server["watches"] for server in report["servers"]] == ([] if ends else [2])
    assert ("pytest-watch ends at its start" in "".join(report["notes"])) is ends


DOCS = {"docs/index.md": "", "docs/a/x.md": "", "src/x.py": ""}
SPHINX = "ALLSPHINXOPTS = -d out/trees $(PAPEROPT_$(PAPER)) $(SPHINXOPTS) ."


# (the makefile, watches now and after the start and whether that is certain, or the words of the note)
@pytest.mark.parametrize(
    ("makefile", "expected"),
    [
        ("docs:\n\tsphinx-autobuild docs out\n", (2, 2, True)),
        ("docs:\n\tsphinx-autobuild docs out --watch src\n", (3, 3, True)),
        ("docs:\n\tsphinx-autobuild docs docs/_build/html\n", (2, 4, False)),
        ("docs:\n\tsphinx-autobuild --no-initial docs docs/_build/html\n", (2, 4, True)),
        ("docs:\n\tsphinx-autobuild docs docs/a\n", (2, 2, True)),
        (f"PAPER =\nSPHINXOPTS = -W\n{SPHINX}\ndocs:\n\tcd docs && sphinx-autobuild $(ALLSPHINXOPTS) ../out\n", (2, 2, True)),
        (f"PAPER = a4\nSPHINXOPTS =\nPAPEROPT_a4 = -D paper=a4\n{SPHINX}\ndocs:\n\tcd docs && sphinx-autobuild $(ALLSPHINXOPTS) out\n", (2, 3, False)),
        ("docs:\n\tsphinx-autobuild docs out --watch gone\n", "gone is not in this work tree"),
        ("docs:\n\tsphinx-autobuild -b html\n", ""),
    ],
)  # fmt: skip
def test_sphinx_autobuild_in_a_makefile(run, folder, makefile, expected):
    report = told(run, str(folder({**DOCS, "Makefile": makefile})))
    if isinstance(expected, tuple):
        (server,) = report["servers"]
        assert (server["watches"], server["watches_after_run"], server["certain"]) == expected
    else:
        assert report["servers"] == [] and expected in "".join(report["notes"])


def test_the_root_is_the_work_tree_around(run, repository):
    tree = repository(STREAMLIT)
    assert told(run, cwd=tree / "data")["root"] == os.path.realpath(tree.path)


def test_text_names_the_total_the_folders_and_the_moves(run, folder):
    result = run("watches", str(folder(STREAMLIT)), "--color", "never")
    assert result.code == 0 and result.err == ""
    for words in (
        "streamlit run app.py",
        "5 watches, 6 once it has run, 1 instance",
        "node_modules",
        "−4",
        "100%",
        "what lowers it",
    ):
        assert words in result.out
    assert "\x1b" not in result.out


def test_colour_changes_no_word(run, folder):
    tree = folder(STREAMLIT)
    plain = run("watches", str(tree), "--color", "never").out
    coloured = subprocess.run(
        [sys.executable, "-m", "watchlint.cli.watches", str(tree), "--color", "always"],
        env={**os.environ, "PYTHONPATH": str(PROJECT), "TERM": "xterm", "COLUMNS": "60"},
        capture_output=True,
        check=True,
    ).stdout.decode()
    import re

    bare = re.sub(r"\x1b\[[\d;]*m", "", coloured)
    assert "\x1b[" in coloured
    assert [line.rstrip() for line in bare.splitlines()][:-3] == [line.rstrip() for line in plain.splitlines()][:-3]


def test_plotly_is_not_loaded_for_json(folder):
    code = "import sys; from watchlint.cli import watches; watches.main([sys.argv[1], '--json']); print(*sorted({'plotly', 'typing', 'dataclasses'} & set(sys.modules)), file=sys.stderr)"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, str(folder(STREAMLIT))], cwd=PROJECT, capture_output=True, check=True
    )
    assert done.stderr.decode().strip() == ""


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["nowhere"], "not a folder"),
        (["--server", "gulp"], "invalid choice"),
        ([".", "--python", "nowhere"], "not a file"),
        ([".", "--frobnicate"], "unrecognized"),
    ],
)
def test_usage(run, folder, arguments, word):
    result = run("watches", *arguments, cwd=folder())
    assert result.code == 2 and word in result.err and result.err.count("\n") == 1


def test_nothing_that_watches(run, folder):
    tree = folder({"main.py": "print(1)\n"})
    assert told(run, str(tree))["servers"] == []
    assert "--server NAME --app FILE" in run("watches", str(tree)).out


def test_an_app_that_is_not_there_is_said(run, folder):
    said = told(run, str(folder({"Procfile": "web: streamlit run gone.py\n"})))
    assert said["servers"] == [] and "gone.py" in said["notes"][0]


def test_server_and_app_override(run, folder):
    tree = folder({**STREAMLIT, "other/two.py": "import streamlit\n", "main.py": "app = None\n"})
    (server,) = told(run, str(tree), "--server", "streamlit", "--app", "other/two.py")["servers"]
    assert (server["app"], server["watches"]) == ("other/two.py", 1)
    (server,) = told(run, str(tree), "--app", "main:app")["servers"]
    assert (server["server"], server["watches"]) == ("uvicorn", 6)
    assert not server["certain"]  # nothing says that watchfiles is installed


def test_a_broken_app_is_a_note(run, folder):
    tree = folder({**STREAMLIT, "helper.py": "def (:\n", "config": b"\xff\x00"})
    (server,) = told(run, str(tree))["servers"]
    assert not server["certain"] and any("helper.py:1" in note for note in server["notes"])


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="needs file names that are no UTF-8")
def test_names_that_are_no_text(run, folder):
    tree = folder(STREAMLIT)
    for name in (b"not-utf8-\xff", b"new\nline", b"\x1b[31mred"):
        os.makedirs(os.path.join(os.fsencode(tree.path), name, b"x"))
    names = {row["path"] for row in told(run, str(tree))["servers"][0]["folders"]}
    assert "not-utf8-\udcff" in names
    text = run("watches", str(tree), "--color", "never").out
    assert "new\\nline" in text and "\x1b" not in text


def test_the_loop_of_watchdog_7_1_0_is_told_with_what_ends_it(run, folder, monkeypatch):
    from watchlint.watch import livelock

    monkeypatch.setattr(livelock, "limit", lambda: 4)
    tree = folder({**STREAMLIT, "requirements.txt": "streamlit==1.67.0\nwatchdog==7.1.0\n"})
    (server,) = told(run, str(tree))["servers"]
    assert server["loops"] and "loop at 100 % of a core" in server["notes"][0]
    ends = {move["id"] for move in server["moves"] if move["ends_loop"]}
    assert ends == {"own-folder", "node_modules-outside", "poll", "none", "other-watchdog", "longer-queue"}
    tree.write({"requirements.txt": "streamlit==1.67.0\n"})
    assert "which an installation gets today" in told(run, str(tree))["servers"][0]["notes"][0]
    monkeypatch.setattr(livelock, "limit", lambda: 5)  # as many as there are: no loop
    assert not told(run, str(tree))["servers"][0]["loops"]


def test_another_watchdog_does_not_loop(run, folder, monkeypatch):
    from watchlint.watch import livelock

    monkeypatch.setattr(livelock, "limit", lambda: 1)
    assert not told(run, str(folder(STREAMLIT)))["servers"][0]["loops"]


@linux
def test_verify_agrees(run, folder):
    (server,) = told(run, str(folder(STREAMLIT)), "--verify")["servers"]
    assert server["verify"] == {"fits": True, "watches": 5, "agrees": True, "errno": 0, "stopped_at": None, "note": ""}


@linux
def test_verify_says_where_a_lowered_limit_stops_it(folder):
    tree = folder(STREAMLIT)
    code = "import sys; open('/proc/sys/user/max_inotify_watches', 'w').write('3'); from watchlint.cli import watches; sys.exit(watches.main(sys.argv[1:]))"
    command = ["unshare", "-Ur", sys.executable, "-c", code, str(tree), "--verify"]
    done = subprocess.run([*command, "--json"], cwd=PROJECT, capture_output=True, check=False)
    if b"unshare" in done.stderr:
        pytest.skip("this machine gives no user namespace")
    assert done.returncode == 1, done.stderr
    said = json.loads(done.stdout)
    (server,) = said["servers"]
    assert (server["verify"]["fits"], server["verify"]["watches"]) == (False, 3)
    assert (tree.path / server["verify"]["stopped_at"]).is_dir()
    assert said["limits"]["watches"] == 3 and any(
        "are left of this machine's limit" in note for note in server["notes"]
    )
    text = subprocess.run(command, cwd=PROJECT, capture_output=True, check=False).stdout.decode()
    assert "the kernel gave 3 watches and no more: it stopped at" in text


def test_html_without_plotly_says_what_to_install(run, folder, monkeypatch, tmp_path):
    monkeypatch.setitem(sys.modules, "plotly", None)
    monkeypatch.setitem(sys.modules, "plotly.offline", None)
    result = run("watches", str(folder(STREAMLIT)), "--html", str(tmp_path / "x.html"))
    assert result.code == 2 and "watchlint[report]" in result.err and not (tmp_path / "x.html").exists()


def test_html_on_a_disk_that_is_full_is_one_line(run, folder, monkeypatch, tmp_path):
    from watchlint.watch import page

    pytest.importorskip("plotly", reason="plotly is not installed")
    monkeypatch.setattr(page, "page", lambda facts, found: "x" * 10)
    result = run("watches", str(folder(STREAMLIT)), "--html", "/dev/full")
    assert (result.code, result.err) == (2, "watchlint: --html /dev/full: no space left on device\n")


@pytest.mark.parametrize(
    "line, server",
    [
        ("gunicorn --reload --reload-extra-file conf/x.ini app.main:app", "gunicorn"),
        ("hupper -w conf/x.ini -m app.main", "hupper"),
    ],
)
def test_a_file_named_beside_the_modules_is_watched_in_its_folder(line, server, run, folder):
    files = {"app/__init__.py": "", "app/main.py": "app = 1\n", "conf/x.ini": "", "data/a/": ""}
    packages = "gunicorn\ninotify\nhupper\nwatchdog==6.0.0\n"
    (found,) = told(run, str(folder({**files, "requirements.txt": packages, "Procfile": f"web: {line}\n"})))["servers"]
    assert (found["server"], found["watches"], found["certain"]) == (server, 2, False)
    assert [row["path"] for row in found["folders"]] == ["app", "conf"]


def test_an_app_named_in_a_folder_below_is_the_one_there(run, repository):
    tree = repository({"app.py": "import flask\n", "ui/app.py": "import streamlit\n", "ui/pages/x.py": ""})
    (server,) = told(run, "--app", "app.py", cwd=tree / "ui")["servers"]
    assert (server["server"], server["watches"]) == ("streamlit", 2)
    (server,) = told(run, "--app", "app.py", cwd=tree.path)["servers"]
    assert server["server"] == "flask"


def test_a_folder_below_can_be_asked_for(run, repository):
    tree = repository({"backend/main.py": "", "backend/run.sh": "uvicorn main:app --reload\n", "web/x": ""})
    said = told(run, "backend", cwd=tree.path)
    assert [server["watches"] for server in said["servers"]] == [1]


def test_what_a_file_above_starts_in_a_folder_below(run, repository):
    compose = "services:\n  api:\n    build: ./backend\n    volumes: ['./backend:/app']\n    working_dir: /app\n    command: uvicorn main:app --reload\n"
    files = {"backend/main.py": "", "backend/Dockerfile": "FROM python\n", "compose.yml": compose, "web/x": ""}
    tree = repository({**files, "run.sh": "streamlit run web/x.py\n"})
    (server,) = told(run, "backend", cwd=tree.path)["servers"]
    assert (server["server"], server["watches"], server["started_in"]) == ("uvicorn", 1, "compose.yml:6")
    assert told(run, "web", cwd=tree.path)["servers"] == []


DASH = "from dash import Dash\napp = Dash()\napp.run(debug=True)\n"


def test_an_app_of_a_folder_below_is_found_there_where_nothing_above_starts_one(run, repository):
    files = {"a/app.py": DASH, "b/app.py": DASH, "package.json": '{"scripts": {"dev": "vite"}}'}
    tree = repository(files)
    assert [one["server"] for one in told(run, cwd=tree.path)["servers"]] == ["vite"]
    (server,) = told(run, cwd=tree / "a")["servers"]
    assert (server["server"], server["certain"]) == ("dash", False)
    tree.write({"Procfile": "web: uvicorn b.main:app --reload\n", "b/main.py": ""})
    assert "uvicorn" in [one["server"] for one in told(run, cwd=tree / "a")["servers"]]


def test_a_server_that_is_named_starts_in_the_current_folder(run, repository):
    tree = repository({"a/b/x": "", "c/x": ""})
    assert [
        told(run, "--server", "granian", cwd=path)["servers"][0]["watches"] for path in (tree.path, tree / "a")
    ] != [2, 2]
    assert told(run, "--server", "granian", cwd=tree / "a")["servers"][0]["watches"] == 2


@pytest.mark.parametrize(
    ("library", "environ", "certain"),
    [
        ("watchfiles/__init__.py", "", False),
        ("watchfiles/__pycache__/__init__.pyc", "", True),  # it ran, or pip compiled it
        ("watchfiles/__init__.py", "PYTHONDONTWRITEBYTECODE=1 ", True),
        ("watchdog/__init__.py", "", True),  # without watchfiles it watches nothing
    ],
)
def test_packages_of_the_tree_that_were_never_run_gain_folders_that_nobody_can_count(
    library, environ, certain, run, folder
):
    site = ".venv/lib/python3.12/site-packages"
    files = (
        {f"{site}/{library}": "", f"{site}/watchfiles/__init__.py": ""}
        if "watchfiles" in library
        else {f"{site}/{library}": ""}
    )
    files |= {".venv/pyvenv.cfg": "home = /usr/bin\ninclude-system-site-packages = false\n", ".venv/bin/python": ""}
    files |= {
        f"{site}/granian/__init__.py": "",
        "main.py": "",
        "Procfile": f"web: {environ}granian main:app --reload\n",
    }
    (server,) = told(run, str(folder(files)))["servers"]
    assert server["certain"] == certain
    assert any("was run so far" in note for note in server["notes"]) != certain


@pytest.mark.parametrize(
    ("requirements", "made", "watches", "certain"),
    [
        ("celery\n", "", 4, True),  # root, two packages, and the __pycache__ of the one that is imported
        ("celery\ndjango\n", "", 5, False),  # Django's tasks are found when it runs: both
        ("celery\ndjango\n", "a/__pycache__/x b/__pycache__/x", 5, True),
    ],
)
@pytest.mark.parametrize(
    "line", ["watchfiles 'celery -A a.jobs worker'", "watchmedo auto-restart -R -d . -- celery -A a.jobs worker"]
)
def test_a_worker_that_is_restarted_imports_what_its_app_does(line, requirements, made, watches, certain, run, folder):
    files = {"a/__init__.py": "", "a/jobs.py": "", "b/__init__.py": "", **dict.fromkeys(made.split(), "")}
    files |= {"requirements.txt": f"{requirements}watchdog==6.0.0\n", "Procfile": f"worker: {line}\n"}
    (server,) = told(run, str(folder(files)))["servers"]
    assert (server["watches_after_run"], server["certain"]) == (watches, certain)


@pytest.mark.parametrize(("package", "watches"), [("parcel-bundler", 1), ("parcel", 5)])
def test_the_first_parcel_watches_files(package, watches, run, folder):
    files = {"index.html": "", "a/x": "", f"node_modules/{package}/package.json": '{"version": "1.12.5"}'}
    (server,) = told(run, str(folder({**files, "Procfile": "web: parcel index.html\n"})))["servers"]
    assert server["watches"] == watches if package == "parcel-bundler" else server["watches"] > 1


def test_where_nothing_is_found_it_says_where_it_looked(run, folder):
    out = run("watches", str(folder({"x.py": ""})), "--color", "never").out
    assert "Dockerfile, compose, Procfile" in out and "watchlint watches --server NAME --app FILE" in out


TWO = {
    "Procfile": "web: streamlit run app.py\napi: uvicorn api.main:app --reload\n",
    "app.py": "import streamlit\n",
    "api/main.py": "app = 1\n",
    "requirements.txt": "streamlit==1.67.0\nuvicorn[standard]\n",
    "node_modules/a/lib/x.js": "",
}


def test_a_tree_that_two_servers_watch_is_told_once(run, folder):
    first, told, second = run("watches", str(folder(TWO))).out.partition("the same folders as ")
    assert told and second.split()[:2] in (["streamlit", "above"], ["uvicorn", "above"])
    assert "░    node_modules" in first and "░    node_modules" not in second
    assert "streamlit run app.py" in first and "uvicorn api.main:app --reload" in first


def test_what_saves_nothing_is_told_where_it_is_asked_for(run, folder):
    tree = folder(TWO)
    short, long = run("watches", str(tree)).out, run("watches", str(tree), "--why").out
    assert "runOnSave" not in short and "watchlint watches --why" in short
    assert "runOnSave" in long and "--reload-exclude" in long and "watchlint watches --why" not in long
    assert "0  " not in short.partition("what lowers it")[2].partition("this machine")[0]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_are_wrapped_below_their_second_part(run, folder, width):
    from watchlint.watch import table

    facts = json.loads(run("watches", str(folder(TWO)), "--json").out)
    rows = [
        "".join(text for _, text in row) for line in table.lines(facts, why=True) for row in table.wrapped(line, width)
    ]
    assert max(map(len, rows)) <= width
    whole = ["".join(text for _, text in line) for line in table.lines(facts, why=True)]
    assert " ".join(" ".join(rows).split()) == " ".join(" ".join(whole).split())
