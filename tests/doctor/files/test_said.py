"""What the files of a folder say, where no server of it runs: each kind beside one that is near it and says nothing."""

from __future__ import annotations

import subprocess
import sys

import pytest

from watchlint.cli import doctor
from watchlint.doctor.files.said import said
from watchlint.facts.repository.near import NearRepository

APP = {"main.py": "app = None\n", "requirements.txt": "uvicorn[standard]\n"}
DJANGO = {
    "manage.py": "import os\nos.environ.setdefault('DJANGO_SETTINGS_MODULE','p.settings')\n",
    "p/__init__.py": "",
    "p/settings.py": "INSTALLED_APPS = ['django_extensions']\n",
}
IMAGE = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD ["uvicorn", "main:app", "--reload"]\n'
SERVICE = "services:\n  web:\n    build: .\n    command: uvicorn main:app --reload\n"


def compose(*volumes: str, more: str = "") -> str:
    return SERVICE + ("    volumes:\n" if volumes else "") + "".join(f"      - {one}\n" for one in volumes) + more


CASES = {
    "a file mounted alone": ({**APP, "compose.yaml": compose("./main.py:/app/main.py")}, ["file-mounted-alone"]),
    "a file mounted alone, the long form": (
        {**APP, "compose.yaml": f"{SERVICE}    volumes:\n      - source: ./main.py\n        target: /app/main.py\n        type: bind\n"},
        ["file-mounted-alone"],
    ),
    "a settings file mounted alone is read at the start": ({**APP, "compose.yaml": compose("./nginx.conf:/etc/nginx.conf")}, []),
    "code in the image": ({**APP, "Dockerfile": IMAGE}, ["code-copied"]),
    "code in the image of a service": ({**APP, "Dockerfile": IMAGE, "compose.yaml": SERVICE}, ["code-copied"]),
    "code in the image, the folder over it": ({**APP, "Dockerfile": IMAGE, "compose.yaml": compose(".:/app")}, ["shared-folder"]),
    "code in the image that compose copies again": (
        {**APP, "Dockerfile": IMAGE, "compose.yaml": SERVICE + "    develop:\n      watch:\n        - path: .\n          action: sync\n          target: /app\n"},
        [],
    ),
    "code in the image of a server that does not reload": ({**APP, "Dockerfile": IMAGE.replace(', "--reload"', "")}, ["started-without-reload"]),
    "a folder of the host": ({**APP, "compose.yaml": compose(".:/app")}, ["shared-folder"]),
    "a folder of the host, and it polls": (
        {**APP, "compose.yaml": compose(".:/app", more="    environment:\n      WATCHFILES_FORCE_POLLING: 'true'\n")}, []
    ),
    "code in the image, the folder mounted by hand": (
        {**APP, "Dockerfile": IMAGE, "Makefile": "run:\n\tdocker run --rm -p 8000:8000 -v $(shell pwd):/app app\n"}, ["shared-folder"]
    ),
    "the same over two lines, in the README": (
        {**APP, "Dockerfile": IMAGE, "README.md": 'Run it:\n\n```sh\ndocker run --rm \\\n  -v "$(pwd)":/app app\n```\n'}, ["shared-folder"]
    ),
    "a volume by hand that holds no code": (
        {**APP, "Dockerfile": IMAGE, "Makefile": "run:\n\tdocker run --rm -v data:/data app\n"}, ["code-copied"]
    ),
    "another command's -v": ({**APP, "Dockerfile": IMAGE, "Makefile": "run:\n\tdocker run app\n\trsync -v ./x y\n"}, ["code-copied"]),
    "an image for Intel": (
        {"app.py": "import streamlit\n", "requirements.txt": "streamlit\nwatchdog\n", "compose.yaml": "services:\n  a:\n    image: x\n    platform: linux/amd64\n    command: streamlit run app.py\n"},
        ["emulated"],
    ),
    "an image for Intel, and watchfiles polls there": (
        {**APP, "compose.yaml": SERVICE + "    platform: linux/amd64\n"}, []
    ),
    "an image for ARM": (
        {"app.py": "import streamlit\n", "requirements.txt": "streamlit\nwatchdog\n", "compose.yaml": "services:\n  a:\n    image: x\n    platform: linux/arm64\n    command: streamlit run app.py\n"},
        [],
    ),
    "FLASK_ENV that Flask reads": (
        {"app.py": "", "requirements.txt": "Flask==2.2.5\n", "Procfile": "web: FLASK_ENV=development flask run\n"}, []
    ),
    "FLASK_ENV that it may not read": ({"app.py": "", "requirements.txt": "Flask\n", "Procfile": "web: FLASK_ENV=development flask run\n"}, ["started-without-reload"]),
    "uvicorn.Server told to reload": (
        {"main.py": "import uvicorn\nuvicorn.Server(uvicorn.Config('m:app', reload=True)).run()\n"}, ["started-without-reload"]
    ),
    "uvicorn.Server with a supervisor": (
        {"main.py": "import uvicorn\nfrom uvicorn.supervisors import ChangeReload\nconfig = uvicorn.Config('m:app', reload=True)\nserver = uvicorn.Server(config)\nChangeReload(config, server.run, []).run()\n"}, []
    ),
    "uvicorn.Server that need not reload": ({"main.py": "import uvicorn\nuvicorn.Server(uvicorn.Config('m:app', reload=False)).run()\n"}, []),
    "uvicorn.Server beside a start that reloads": (
        {**APP, "serve.py": "import uvicorn\nuvicorn.Server(uvicorn.Config('m:app', reload=True)).run()\n", "Procfile": "web: uvicorn main:app --reload\n"}, []
    ),
    "NiceGUI and its environment": ({"main.py": "from nicegui import ui\nui.run()\n", "requirements.txt": "nicegui==3.2\n"}, ["environment-watched"]),
    "NiceGUI that leaves it out": ({"main.py": "from nicegui import ui\nui.run()\n", "requirements.txt": "nicegui==3.8.0\n"}, []),
    "NiceGUI with a folder of its own": (
        {"main.py": "from nicegui import ui\nui.run(uvicorn_reload_dirs='app')\n", "requirements.txt": "nicegui==3.2\n"}, []
    ),
    "a front end in a folder of the host": (
        {"package.json": "{}", "compose.yaml": "services:\n  web:\n    image: node:22\n    working_dir: /app\n    volumes:\n      - .:/app\n    command: npx vite --host\n"},
        ["shared-folder"],
    ),
    "a front end in a folder of the host, and it polls": (
        {
            "package.json": "{}",
            "vite.config.ts": "export default { server: { watch: { usePolling: true } } }\n",
            "compose.yaml": "services:\n  web:\n    image: node:22\n    working_dir: /app\n    volumes:\n      - .:/app\n    command: npx vite --host\n",
        },
        [],
    ),
    "a front end that is built": (
        {"package.json": "{}", "compose.yaml": "services:\n  web:\n    image: node:22\n    working_dir: /app\n    volumes:\n      - .:/app\n    command: npx vite build\n"},
        [],
    ),
    "a front end in a development container": (
        {"package.json": '{"scripts": {"dev": "vite"}}', ".devcontainer/devcontainer.json": '{"image": "node"}'}, ["shared-folder"]
    ),
    "a server in a development container": (
        {**APP, "Procfile": "web: uvicorn main:app --reload\n", ".devcontainer/devcontainer.json": '{"image": "python"}'}, ["shared-folder"]
    ),
    "the same, and it polls": (
        {**APP, "Procfile": "web: uvicorn main:app --reload\n", ".devcontainer/devcontainer.json": '{"image": "python", "containerEnv": {"WATCHFILES_FORCE_POLLING": "1"}}'}, []
    ),
    "the same in a volume": (
        {**APP, "Procfile": "web: uvicorn main:app --reload\n", ".devcontainer/devcontainer.json": '{"image": "python", "workspaceMount": "source=x,target=/w,type=volume"}'}, []
    ),
    "a development container without a server": ({"main.py": "", ".devcontainer/devcontainer.json": '{"image": "python"}'}, []),
    "a volume of Docker's own": ({**APP, "compose.yaml": compose("data:/app/data")}, []),
    "a virtual machine": ({**APP, "Vagrantfile": 'config.vm.synced_folder ".", "/srv"\n'}, ["shared-folder"]),
    "a virtual machine that gets copies": ({**APP, "Vagrantfile": 'config.vm.synced_folder ".", "/srv", type: "rsync"\n'}, ["shared-folder"]),
    "a virtual machine for something else": ({"main.c": "", "Vagrantfile": "x\n"}, []),
    "gunicorn without reloading": ({"Procfile": "web: gunicorn main:app\n"}, ["started-without-reload"]),
    "gunicorn that reloads": ({"Procfile": "web: gunicorn --reload main:app\n"}, []),
    "uvicorn's worker": ({"Procfile": "web: gunicorn -k uvicorn.workers.UvicornWorker --reload main:app\n"}, ["worker-ignores-reload"]),
    "uvicorn's worker, the other form": ({"Procfile": "web: gunicorn --worker-class=uvicorn_worker.UvicornWorker --reload main:app\n"}, ["worker-ignores-reload"]),
    "a worker of its own": ({"Procfile": "web: gunicorn -k gthread --reload main:app\n"}, []),
    "a log in what is watched": (
        {"Procfile": "web: gunicorn --reload main:app > output.log\n", "requirements.txt": "gunicorn>=25\ninotify\n"}, ["log-in-watched-folder"]
    ),
    "a log in what is watched, by an option": (
        {"Procfile": "web: gunicorn --reload --access-logfile access.log main:app\n", "requirements.txt": "gunicorn>=25\ninotify\n"}, ["log-in-watched-folder"]
    ),
    "a log elsewhere": ({"Procfile": "web: gunicorn --reload main:app > /tmp/output.log\n", "requirements.txt": "gunicorn>=25\ninotify\n"}, []),
    "a log on the terminal": ({"Procfile": "web: gunicorn --reload --access-logfile - main:app 2>&1\n", "requirements.txt": "gunicorn>=25\ninotify\n"}, []),
    "a log and polling": ({"Procfile": "web: gunicorn --reload main:app > output.log\n", "requirements.txt": "gunicorn>=25\n"}, []),
    "the folders of the start": ({"Procfile": "web: gunicorn --reload main:app\n", "requirements.txt": "gunicorn==23.0.0\ninotify\n"}, ["watches-at-start"]),
    "a log and the folders of the start": (
        {"Procfile": "web: gunicorn --reload main:app > x.log\n", "requirements.txt": "gunicorn==20.0.4\ninotify\n"}, ["log-in-watched-folder", "watches-at-start"]
    ),
    "uvicorn that polls": ({**APP, "requirements.txt": "uvicorn\n", "Procfile": "web: uvicorn main:app --reload\n"}, ["polls"]),
    "uvicorn that waits for events": ({**APP, "Procfile": "web: uvicorn main:app --reload\n"}, []),
    "uvicorn, and no word of packages": ({"Procfile": "web: uvicorn main:app --reload\n"}, []),
    "runserver that polls": ({**DJANGO, "requirements.txt": "Django\n", "Procfile": "web: python manage.py runserver\n"}, ["polls"]),
    "runserver with django-watchfiles": (
        {**DJANGO, "p/settings.py": "INSTALLED_APPS = ['django_watchfiles']\n", "requirements.txt": "Django\ndjango-watchfiles\n", "Procfile": "web: python manage.py runserver\n"},
        [],
    ),
    "runserver_plus that polls": ({**DJANGO, "requirements.txt": "django-extensions\nWerkzeug\n", "Procfile": "web: python manage.py runserver_plus\n"}, ["polls"]),
    "runserver_plus in a script without an ending": (
        {**DJANGO, "requirements.txt": "django-extensions\nWerkzeug\n", "compose/local/django/start": "#!/bin/bash\npython manage.py runserver_plus\n"}, ["polls"]
    ),
    "gunicorn in a script without a first line": (
        {"compose/local/start": "/usr/local/bin/gunicorn config.asgi -k uvicorn.workers.UvicornWorker --reload\n"}, ["worker-ignores-reload"]
    ),
    "a text of such a name": ({"start": "To start: gunicorn main:app\n"}, []),
    "runserver_plus with any watchdog": ({**DJANGO, "requirements.txt": "django-extensions\nWerkzeug[watchdog]\n", "Procfile": "web: python manage.py runserver_plus\n"}, ["watchdog-release"]),
    "runserver_plus with an old watchdog": ({**DJANGO, "requirements.txt": "django-extensions\nWerkzeug\nwatchdog<7\n", "Procfile": "web: python manage.py runserver_plus\n"}, []),
    "runserver_plus that keeps templates": (
        {**DJANGO, "requirements.txt": "Django==4.1.1\ndjango-extensions==3.2.1\nWerkzeug\nwatchdog<7\n", "Procfile": "web: python manage.py runserver_plus\n"}, ["templates-kept"]
    ),
    "runserver_plus that forgets templates": (
        {**DJANGO, "requirements.txt": "Django==4.1.1\ndjango-extensions>=3.2.3\nWerkzeug\nwatchdog<7\n", "Procfile": "web: python manage.py runserver_plus\n"}, []
    ),
    "a service of the system": ({**APP, "app.service": "[Service]\nExecStart=/srv/bin/uvicorn main:app --reload\n"}, ["reloads-in-production"]),
    "celery": ({"Procfile": "worker: celery -A proj worker\n"}, ["started-without-reload"]),
    "celery below watchmedo": ({"Procfile": "worker: watchmedo auto-restart -d . -p '*.py' -R -- celery -A proj worker\n"}, []),
    "celery below watchmedo, and by itself": (
        {"Procfile": "worker: celery -A proj worker\ndev: watchmedo auto-restart -d . -p '*.py' -R -- celery -A proj worker\n"}, []
    ),
    "celery's scheduler": ({"Procfile": "beat: celery -A proj beat\n"}, []),
    "mkdocs with any click": ({"Makefile": "docs:\n\tmkdocs serve\n"}, ["livereload-off"]),
    "mkdocs with a click that is well": ({"Makefile": "docs:\n\tmkdocs serve\n", "requirements.txt": "click>=8.4\n"}, []),
    "mkdocs that is told to": ({"Makefile": "docs:\n\tmkdocs serve --livereload\n"}, []),
    "mkdocs builds": ({"Makefile": "docs:\n\tmkdocs build\n"}, []),
    "a pattern that watchdog 6 takes for less": (
        {"Makefile": "dev:\n\twatchmedo auto-restart -d . -p '**/*.py' -R python main.py\n", "main.py": "", "requirements.txt": "watchdog==6.0.0\n"}, ["pattern-too-narrow"]
    ),
    "the same with no file at the top": (
        {"Makefile": "dev:\n\twatchmedo auto-restart -d . -p '**/*.py' -R python a/main.py\n", "a/main.py": "", "requirements.txt": "watchdog==6.0.0\n"}, []
    ),
    "both patterns": (
        {"Makefile": "dev:\n\twatchmedo auto-restart -d . -p '*.py;**/*.py' -R python main.py\n", "main.py": "", "requirements.txt": "watchdog==6.0.0\n"}, []
    ),
    "a pattern that watchdog 7 takes for less": (
        {"Makefile": "dev:\n\twatchmedo auto-restart -d . -p '*.txt' -R python main.py\n", "requirements.txt": "watchdog>=7\n"}, ["pattern-too-narrow"]
    ),
    "a pattern, and no word of the release": ({"Makefile": "dev:\n\twatchmedo auto-restart -d . -p '*.txt' -R python main.py\n"}, []),
    "a start without reloading beside one that does": (
        {**APP, "Procfile": "web: uvicorn main:app\ndev: uvicorn main:app --reload\n"}, ["started-without-reload"]
    ),
}  # fmt: skip


def write(root, files):
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


@pytest.mark.parametrize("name", CASES)
def test_what_files_say(name, tmp_path):
    files, expected = CASES[name]
    write(tmp_path, files)
    found = said(NearRepository(str(tmp_path)))
    assert [row["id"].removeprefix("files-") for row in found] == expected
    assert all(row["steps"] and row["severity"] == "info" for row in found)


def test_the_same_is_said_once_and_of_one_kind_three_are_named(tmp_path):
    write(tmp_path, {f"s{number}/Procfile": f"web: gunicorn m{number}:app\n" for number in range(9)})
    assert len(said(NearRepository(str(tmp_path)))) == 1
    files = {f"m{number}.py": "" for number in range(9)}
    write(tmp_path, {**files, "compose.yaml": compose(*(f"./{name}:/app/{name}" for name in files))})
    assert [row["id"] for row in said(NearRepository(str(tmp_path)))].count("files-file-mounted-alone") == 3


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for running servers in /proc")


@linux
@pytest.mark.parametrize(
    "files, code, first",
    [
        (CASES["a file mounted alone"][0], 0, "No server that is known runs in this folder. Its files say: compose.yaml:6: service web mounts ./main.py by itself: "),
        ({"compose.yaml": compose("/mnt/c/app:/app")}, 1, "1 problem: compose.yaml:6: service web: uvicorn --reload gets no events from /mnt/c/app:/app"),
        ({"main.py": ""}, 0, "I know no server here: "),
        ({"pyproject.toml": "[tool.watchlint]\nnonsense = 1\n"}, 0, "I know no server here: "),
    ],
)  # fmt: skip
def test_the_first_line_where_nothing_runs(files, code, first, tmp_path, capfdbinary):
    write(tmp_path, files)
    assert doctor.main([str(tmp_path)]) == code
    assert capfdbinary.readouterr().out.decode().startswith(first)


@linux
def test_what_was_seen_comes_before_what_files_say(tmp_path, capfdbinary):
    write(
        tmp_path,
        {"compose.yaml": compose("/mnt/c/app:/app"), "x.log": "OSError: [Errno 28] inotify watch limit reached\n"},
    )
    assert doctor.main([str(tmp_path), "--log", str(tmp_path / "x.log")]) == 1
    lines = capfdbinary.readouterr().out.decode().splitlines()
    assert "x.log (line 1, from watchdog)" in lines[0] and lines[1].startswith("  also: compose.yaml:6: ")


@linux
def test_a_repository_of_git_is_looked_at_the_same(tmp_path, capfdbinary):
    write(tmp_path, CASES["code in the image"][0])
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert doctor.main([str(tmp_path)]) == 0
    assert b"runs the copy of the code that was put into the image" in capfdbinary.readouterr().out
