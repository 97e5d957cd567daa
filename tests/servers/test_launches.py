"""Which dev servers a repository starts."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.facts.launch import kinds, started
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import launches as dev_servers


def launches(files):
    """`files`: path -> text. The launches, each with the text found at its line and column."""
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            (Path(root) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(root) / path).write_text(text, encoding="utf-8", newline="")
        found = dev_servers.launches(NearRepository(root))
    for launch in found:
        line = files[launch.path].splitlines()[launch.line - 1]
        assert line[launch.column - 1 :], launch
    return found


COMMANDS = {
    # near misses first
    "echo streamlit run app.py": None,
    "# streamlit run app.py": None,
    "pip install streamlit uvicorn": None,
    "streamlit hello": None,
    "streamlit config show": None,
    "python app.py --server streamlit": None,
    "python manage.py migrate": None,
    "docker compose up web": None,
    "flask db upgrade": None,
    "fastapi --version": None,
    "watchmedo --version": None,
    "python -m pip install flask": None,
    "pre-streamlit run app.py": None,
    "$DOCKER run streamlit run app.py": None,
    "$UVICORN main:app --reload": None,
    "mise exec streamlit run app.py": None,
    # hits: server, app, reloads
    '"$UV_BIN" run streamlit run app.py': ("streamlit", "app.py", True),
    "${POETRY} run streamlit run app.py": ("streamlit", "app.py", True),
    "$PY -m streamlit run app.py": ("streamlit", "app.py", True),
    "${PYTHON:-python3} -m streamlit run app.py": ("streamlit", "app.py", True),
    "${ST-streamlit} run app.py": ("streamlit", "app.py", True),
    "hatch run dev:streamlit run app.py": ("streamlit", "app.py", True),
    "mise exec -- streamlit run app.py": ("streamlit", "app.py", True),
    "infisical run --env=dev -- streamlit run app.py": ("streamlit", "app.py", True),
    "streamlit run app.py": ("streamlit", "app.py", True),
    "streamlit run": ("streamlit", "streamlit_app.py", True),
    "streamlit run --server.port 8501 --server.headless=true ui/app.py -- --x": ("streamlit", "ui/app.py", True),
    "streamlit run 'my app.py'": ("streamlit", "my app.py", True),
    "python -m streamlit run app.py": ("streamlit", "app.py", True),
    "python3.12 -X dev -m streamlit run app.py": ("streamlit", "app.py", True),
    "exec streamlit run app.py": ("streamlit", "app.py", True),
    ".venv/bin/streamlit run app.py": ("streamlit", "app.py", True),
    "A=b C='d e' streamlit run app.py": ("streamlit", "app.py", True),
    "env A=b streamlit run app.py": ("streamlit", "app.py", True),
    "poetry run streamlit run app.py": ("streamlit", "app.py", True),
    "uv run streamlit run app.py": ("streamlit", "app.py", True),
    "uv run --with watchdog --no-sync streamlit run app.py": ("streamlit", "app.py", True),
    "pipenv run python -m streamlit run app.py": ("streamlit", "app.py", True),
    "hatch run streamlit run app.py": ("streamlit", "app.py", True),
    "conda run -n env streamlit run app.py": ("streamlit", "app.py", True),
    "docker compose run --rm -e A=b web streamlit run app.py": ("streamlit", "app.py", True),
    "docker-compose exec web python manage.py runserver": ("django", "manage.py", True),
    "sh -c 'cd /x; streamlit run app.py'": ("streamlit", "app.py", True),
    "pip install -r r.txt && streamlit run app.py &": ("streamlit", "app.py", True),
    "if true; then streamlit run app.py; fi": ("streamlit", "app.py", True),
    "nohup streamlit run app.py > log 2>&1": ("streamlit", "app.py", True),
    "./wait-for-it.sh db:5432 -- python manage.py runserver": ("django", "manage.py", True),
    "python manage.py runserver 0.0.0.0:8000": ("django", "manage.py", True),
    "./src/manage.py runserver": ("django", "src/manage.py", True),
    "python manage.py runserver --noreload": ("django", "manage.py", False),
    "python manage.py runserver_plus": ("runserver_plus", "manage.py", True),
    "django-admin runserver": ("django", None, True),
    "uvicorn main:app": ("uvicorn", "main:app", False),
    "uvicorn main:app --reload --reload-dir src": ("uvicorn", "main:app", True),
    "uvicorn --reload --host 0.0.0.0 main:app": ("uvicorn", "main:app", True),
    "python -m uvicorn pkg.main:app --reload": ("uvicorn", "pkg.main:app", True),
    "fastapi dev main.py": ("uvicorn", "main.py", True),
    "fastapi dev --no-reload main.py": ("uvicorn", "main.py", False),
    "fastapi run": ("uvicorn", None, False),
    "flask run": ("flask", None, False),
    "flask run --debug": ("flask", None, True),
    "flask --app web --debug run": ("flask", "web", True),
    "flask --app=web run --debug --no-reload": ("flask", "web", False),
    "FLASK_APP=web FLASK_DEBUG=1 flask run": ("flask", "web", True),
    "FLASK_DEBUG=0 flask run": ("flask", None, False),
    "gunicorn --reload -b :80 web:app": ("gunicorn", "web:app", True),
    "gunicorn web:app": ("gunicorn", "web:app", False),
    "watchfiles 'python main.py' src": ("watchfiles", "python main.py", True),
    "watchfiles --filter python celery.__main__.main --args '-A a worker'": (
        "watchfiles",
        "celery.__main__.main -A a worker",
        True,
    ),
    "watchmedo auto-restart -d . -R -- python x.py": ("watchmedo", None, True),
    "python -m watchdog.watchmedo auto-restart -R python x.py": ("watchmedo", None, True),
    "hupper -m myapp": ("hupper", "myapp", True),
    "granian --reload main:app": ("granian", "main:app", True),
    "panel serve app.py --dev": ("panel", "app.py", True),
    "mkdocs serve": ("mkdocs", None, True),
}


@pytest.mark.parametrize("command", COMMANDS)
def test_what_a_command_starts(command):
    found = launches({"run.sh": command + "\n"})
    expected = COMMANDS[command]
    assert [(launch.server, launch.app, launch.reloads) for launch in found] == ([expected] if expected else [])


# Which words start which is told by the tests of their modules.
BESIDE = {
    # near misses first
    "vite build": None,
    "npm run dev": None,
    "npm install vite": None,
    "uvicorn main:app --reload": None,
    "vite": "vite",
    "pnpm exec vite serve": "vite",
    "yarn jest --watch": "jest",
    "docker compose exec web npx nodemon server.js": "nodemon",
}


@pytest.mark.parametrize("command", BESIDE)
@pytest.mark.parametrize("path", ["run.sh", "package.json", "Procfile", "Makefile", "compose.yaml"])
def test_what_runs_beside_them(command, path, tmp_path):
    said = {"package.json": f'{{"scripts": {{"dev": "{command}"}}}}', "Procfile": f"web: {command}\n", "Makefile": f"web:\n\t{command}\n", "compose.yaml": f"services:\n  web:\n    image: node\n    command: {command}\n"}  # fmt: skip
    (tmp_path / path).write_text(said.get(path, f"{command}\n"))
    repository = NearRepository(str(tmp_path))
    assert [one.server for one in dev_servers.beside(repository)] == ([BESIDE[command]] if BESIDE[command] else [])
    assert [one.server for one in dev_servers.launches(repository)] == (["uvicorn"] if "uvicorn" in command else [])


def test_several_at_once(tmp_path):
    (tmp_path / "package.json").write_text(
        '{"scripts": {"dev": "concurrently -k \\"vite\\" \\"npm:css\\" \\"nodemon x.js\\""}}'
    )
    assert [one.server for one in dev_servers.beside(NearRepository(str(tmp_path)))] == ["vite", "nodemon"]


FILES = {
    "README.md": ("streamlit run app.py", []),
    "docs/run.txt": ("streamlit run app.py", []),
    "Makefile": ("# streamlit run no.py\nui: app.py\n\t@cd ui && streamlit run app.py\n", [("app.py", "ui", 3, 12)]),
    "justfile": ("ui:\n    streamlit run app.py\n", [("app.py", None, 2, 5)]),
    "Procfile": ("worker: celery\nweb: streamlit run app.py\n", [("app.py", None, 2, 6)]),
    "bin/run": ("#!/bin/sh\nstreamlit run \\\n  app.py\n", [("app.py", None, 2, 1)]),
    "scripts/tool": ("#!/usr/bin/env python\nstreamlit run app.py\n", []),
    "Dockerfile": ('FROM x\nWORKDIR /app\nCOPY . .\nCMD ["streamlit", "run", "app.py"]\n', [("app.py", "", 4, 7)]),
    "web.Dockerfile": ("FROM x\nWORKDIR /app\nCMD exec streamlit run app.py\n", [("app.py", None, 3, 10)]),
    "a/Dockerfile": (
        'FROM x\nCMD streamlit run no.py\nENTRYPOINT ["uv", "run"]\n# c\nCMD ["streamlit", \\\n  "run", "app.py"]\n',
        [("app.py", None, 5, 7)],
    ),
    "b/Dockerfile": ("FROM x\nRUN streamlit run no.py\nCMD [broken\n", []),
    "compose.yaml": ("services:\n  a:\n    command: streamlit run app.py\n", [("app.py", None, 3, 14)]),
    "docker-compose.dev.yml": (
        "services:\n  a:\n    volumes: [.:/app]\n    working_dir: /app\n    command:\n    - uv\n    - run\n    - streamlit\n    - run\n    - app.py\n",
        [("app.py", "", 8, 7)],
    ),
    "x/compose.yml": ("services: [streamlit\n", []),
    ".devcontainer/devcontainer.json": (
        '{\n  // why\n  "postAttachCommand": {"a": "streamlit run app.py",}, /* x */\n}\n',
        [("app.py", "", 3, 31)],
    ),
    ".vscode/launch.json": (
        '{"configurations": [\n{"module": "streamlit", "args": ["run", "${workspaceFolder}/app.py"], "env": {"A": "1"}}]}',
        [("app.py", "", 2, 13)],
    ),
    ".vscode/tasks.json": ('{"tasks": [{"command": "streamlit", "args": ["run", "app.py"]}]}', [("app.py", "", 1, 25)]),
    "pyproject.toml": (
        '[tool.poe.tasks]\nui = { cmd = "streamlit run app.py", cwd = "ui" }\n',
        [("app.py", "ui", 2, 15)],
    ),
    "Pipfile": ('[scripts]\nui = "streamlit run app.py"\n', [("app.py", None, 2, 7)]),
    "package.json": ('{"scripts": {"ui": "streamlit run app.py"}}', [("app.py", None, 1, 21)]),
    "broken/pyproject.toml": ('[tool.poe.tasks\nui = "streamlit run app.py"\n', []),
    "broken/package.json": ('{"scripts": ["streamlit run"', []),
}


@pytest.mark.parametrize("path", FILES)
def test_where_it_is_written(path):
    text, expected = FILES[path]
    found = launches({path: text})
    assert len(found) == len(expected)
    assert [
        (f.app, f.cwd or None if want[1] is None else f.cwd, f.line, f.column)
        for f, want in zip(found, expected, strict=True)
    ] == expected


def test_variables_and_folders_reach_the_server():
    text = "export A=1\ncd apps\ncd one\nB=2 streamlit run app.py\n"
    [found] = launches({"run.sh": text, "apps/one/app.py": ""})
    assert (found.cwd, found.environment) == ("apps/one", {"A": "1", "B": "2"})


@pytest.mark.parametrize(
    ("text", "cwd"),
    [
        ('cd "$(dirname "$0")"', "scripts"),
        ('cd "$(dirname "${BASH_SOURCE[0]}")/.."', ""),
        ('cd "$( cd "$( dirname "${BASH_SOURCE[0]}" )" && pwd )"', "scripts"),
        ("HERE=$(dirname $0)\ncd $HERE/../ui", "ui"),
        ('cd "$(git rev-parse --show-toplevel)"', ""),
        ("cd $SOMEWHERE", None),
        ("cd ~/x", None),
        ("if [ -d ui ]; then cd ui; fi", None),
        ("(cd ui; true)", ""),
        ("cd ui && true &", ""),
        ("go() { cd ui; }", ""),
        ("cat <<EOF\ncd ui\nEOF", ""),
    ],
)
def test_the_folder_a_script_goes_to(text, cwd):
    [found] = launches({"scripts/run.sh": f"{text}\nstreamlit run app.py\n", "app.py": "", "ui/x.py": ""})
    assert found.cwd == cwd


@pytest.mark.parametrize(
    ("files", "django", "expected"),
    [
        ({"manage.py": ""}, False, []),
        ({"app.py": "# import streamlit\n", "b.py": "x = 'streamlit'\n"}, False, []),
        ({"tests/test_app.py": "import streamlit\n"}, False, []),
        ({"a.py": "import streamlit\n", "b.py": "import streamlit as st\n"}, False, []),
        ({"b.py": "def f():\n    import streamlit\n"}, False, []),
        ({"b.py": "import streamlit_x\n"}, False, []),
        ({"manage.py": ""}, True, [("django", "manage.py")]),
        ({"b.py": "import streamlit as st\n"}, False, [("streamlit", "b.py")]),
        ({"b.py": "from streamlit.web import cli\n"}, False, [("streamlit", "b.py")]),
        ({"a.py": "import streamlit\n", "ui/app.py": "import streamlit, os\n"}, False, [("streamlit", "ui/app.py")]),
    ],
)
def test_where_nothing_is_launched(files, django, expected):
    found = dev_servers.fallbacks(list(files), lambda path: files[path].encode(), lambda name: django)
    assert [(launch.server, launch.app) for launch in found] == expected
    assert not any(launch.certain for launch in found)


NAMES = [
    "run.sh",
    "Procfile",
    "Makefile",
    "Dockerfile",
    "compose.yml",
    "pyproject.toml",
    "package.json",
    ".vscode/launch.json",
]


@given(st.sampled_from(NAMES), st.text(alphabet="{}[]:,\"'-= \n\t\\/*ascdmCMDENV", max_size=60), st.binary(max_size=20))
def test_no_file_is_too_much(path, text, tail):
    for content in (text.encode() + b" streamlit run a.py " + tail, b'{"scripts": ' + tail + text.encode()):
        one = started.source(path, kinds.kind_of(path), content)
        for command in started.of_source(one) if one is not None else ():
            for launch in dev_servers.of_command(command):
                assert launch.server and launch.line >= 1 and launch.column >= 1
