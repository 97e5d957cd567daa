"""Where a server starts: resolved, or said not to be known. The shapes are those of public repositories."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.places import resolver
from watchlint.facts.repository.near import NearRepository
from watchlint.servers.launches import launches

UVICORN = "uvicorn main:app --reload"
IMAGE = "FROM python:3.13\nWORKDIR /app\nCOPY . .\n"

# (what it shows, files, (folder, whole))
CASES = [
    ("a script with a container's folder", {"dev/docker/scripts/startup.sh": "cd /app/server\nuvicorn polar.app:app --reload --reload-dir polar\n", "server/polar/app.py": ""}, (None, False)),
    ("the same, with the container that has it", {"dev/docker/scripts/startup.sh": "cd /app/server\nuvicorn polar.app:app --reload\n", "server/polar/app.py": "", "dev/docker/docker-compose.yml": "services:\n  api:\n    image: x\n    volumes: ['../..:/app']\n    command: /app/dev/docker/scripts/startup.sh\n"}, ("server", True)),
    ("a service's mount", {"project/main.py": "", "project/Dockerfile": IMAGE, "compose.yml": f"services:\n  web:\n    build: ./project\n    volumes: ['./project:/usr/src/app']\n    working_dir: /usr/src/app\n    command: {UVICORN}\n"}, ("project", True)),
    ("a service's image", {"project/main.py": "", "project/Dockerfile": IMAGE, "compose.yml": f"services:\n  web:\n    build: ./project\n    command: {UVICORN}\n"}, ("project", True)),
    ("an image that another service builds", {"main.py": "", "Dockerfile": IMAGE, "compose.yml": f"services:\n  a:\n    image: x\n    build: .\n  b:\n    image: x\n    command: {UVICORN}\n"}, ("", True)),
    ("an image that none builds", {"main.py": "", "Dockerfile": IMAGE, "compose.yml": f"services:\n  a:\n    image: y\n    build: .\n  b:\n    image: x\n    command: {UVICORN}\n"}, (None, False)),
    ("an image that none builds, with one file of ours", {"main.py": "", ".env": "", "compose.yml": f"services:\n  a:\n    image: x\n    working_dir: /app\n    volumes: ['.env:/app/.env']\n    command: {UVICORN}\n"}, (None, False)),
    ("an image that none builds, with the app", {"main.py": "", "compose.yml": f"services:\n  a:\n    image: x\n    working_dir: /app\n    volumes: ['./main.py:/app/main.py']\n    command: {UVICORN}\n"}, ("", False)),
    ("the image of the file below", {"web/main.py": "", "web/Dockerfile": IMAGE, "compose.yml": "services:\n  web:\n    build: web\n", "compose.dev.yml": f"services:\n  web:\n    command: {UVICORN}\n"}, ("web", True)),
    ("mounted by the file above", {"main.py": "", "Dockerfile": "FROM python\nWORKDIR /app\n", "docker-compose.yml": f"services:\n  web:\n    build: .\n    command: {UVICORN}\n", "docker-compose.override.yml": "services:\n  web:\n    volumes: ['.:/app']\n"}, ("", True)),
    ("what a COPY seems to take from above", {"main.py": "", "requirements.txt": "", "docker/dev.dockerfile": f"FROM python\nWORKDIR /app\nCOPY ../requirements.txt ./../requirements.txt /app/\nCOPY . .\nCMD {UVICORN}\n"}, ("", True)),
    ("an image of some files", {"main.py": "", "other/x.py": "", "Dockerfile": f"FROM python\nWORKDIR /app\nCOPY main.py ./\nCMD {UVICORN}\n"}, ("", False)),
    ("what .dockerignore leaves out", {"main.py": "", ".dockerignore": ".git\n", "Dockerfile": f"{IMAGE}CMD {UVICORN}\n"}, ("", False)),
    ("a stage inherits", {"main.py": "", "Dockerfile": f"FROM python AS base\nWORKDIR /app\nCOPY . .\nFROM base\nCMD {UVICORN}\n"}, ("", True)),
    ("a folder named by a variable", {"main.py": "", "Dockerfile": f"FROM python\nARG HOME_OF=/app\nWORKDIR ${{HOME_OF}}\nCOPY . ${{HOME_OF}}\nCMD {UVICORN}\n"}, ("", True)),
    ("from another stage", {"main.py": "", "Dockerfile": f"FROM python AS b\nWORKDIR /app\nCOPY . .\nFROM python\nCOPY --from=b /app /srv\nWORKDIR /srv\nCMD {UVICORN}\n"}, ("", True)),
    ("an image that copies nothing", {"main.py": "", "Dockerfile": f"FROM python\nWORKDIR /app\nCMD {UVICORN}\n"}, (None, False)),
    ("a base that is not known", {"main.py": "", "Dockerfile": f"FROM ours\nCOPY . .\nCMD {UVICORN}\n"}, (None, False)),
    ("cd in an image", {"web/main.py": "", "Dockerfile": f"{IMAGE}CMD cd web && {UVICORN}\n"}, ("web", True)),
    ("a script that an image starts", {"backend/main.py": "", "main.py": "", "backend/start.sh": f"{UVICORN}\n", "backend/Dockerfile": "FROM python\nWORKDIR /app\nCOPY main.py start.sh /app/\nCMD ['/app/start.sh']\nCMD [\"/app/start.sh\"]\n"}, ("backend", False)),
    ("a script without an ending that compose starts", {"config/asgi.py": "", "compose/local/django/start": "#!/bin/bash\nexec uvicorn config.asgi:application --reload\n", "compose/local/django/Dockerfile": "FROM python\nARG APP_HOME=/app\nWORKDIR ${APP_HOME}\nCOPY --chown=django:django ./compose/local/django/start /start\n", "docker-compose.local.yml": "services:\n  django:\n    build:\n      context: .\n      dockerfile: ./compose/local/django/Dockerfile\n    volumes: ['.:/app']\n    command: /start\n"}, ("", True)),
    ("a script that an image has under another name", {"config/asgi.py": "", "compose/local/api/start": "#!/bin/bash\nexec uvicorn config.asgi:application --reload\n", "compose/local/Dockerfile": "FROM python\nWORKDIR /app\nCOPY ./compose/local/api/start /start-api\n", "compose.yml": "services:\n  api:\n    build:\n      context: .\n      dockerfile: ./compose/local/Dockerfile\n    volumes: ['.:/app']\n    command: /start-api\n"}, ("", True)),
    ("the same, and nothing starts it", {"config/asgi.py": "", "compose/local/api/start": "#!/bin/bash\nexec uvicorn config.asgi:application --reload\n", "compose/local/Dockerfile": "FROM python\nWORKDIR /app\nCOPY ./compose/local/api/start /start-api\n", "compose.yml": "services:\n  api:\n    build:\n      context: .\n      dockerfile: ./compose/local/Dockerfile\n    volumes: ['./web:/app']\n    command: /start\n"}, ("", True)),
    ("make's variables", {"main.py": "", "Makefile": "PY := .venv/bin/python\nrun:\n\t$(PY) -m uvicorn main:app --reload\n"}, ("", True)),
    ("a folder in a variable of make", {"web/main.py": "", "Makefile": f"DIR = web\nrun:\n\tcd $(DIR) && {UVICORN}\n"}, ("web", True)),
    ("one shell for each target", {"main.py": "", "Makefile": f".ONESHELL:\na:\n\tcd web\n\tls\n\n# b\nb: a\n\t@echo b\n\t{UVICORN}\n"}, ("", True)),
    ("one shell for a target", {"web/main.py": "", "Makefile": f".ONESHELL:\na:\n\tcd web\n# and\n\n\t{UVICORN}\n"}, ("web", True)),
    ("a folder that make computes", {"web/main.py": "", "Makefile": f"DIR = $(shell x)\nrun:\n\tcd $(DIR) && {UVICORN}\n"}, (None, False)),
    ("supervisord in no container we know", {"main.py": "", "supervisord.conf": f"[program:web]\ndirectory=/srv/app\ncommand={UVICORN}\n"}, (None, False)),
    ("supervisord in an image", {"main.py": "", "supervisord.conf": f"[program:web]\ndirectory=/app\ncommand={UVICORN} ; why\n", "Dockerfile": IMAGE}, ("", True)),
    ("a unit", {"main.py": "", "web.service": f"[Service]\nWorkingDirectory=/srv/x\nExecStart={UVICORN}\n"}, (None, False)),
    ("a development container", {"main.py": "", ".devcontainer/devcontainer.json": f'{{"postAttachCommand": "{UVICORN}"}}'}, ("", True)),
    ("its workspace below", {"api/main.py": "", ".devcontainer/devcontainer.json": f'{{"workspaceFolder": "/workspaces/${{localWorkspaceFolderBasename}}/api", "postAttachCommand": "{UVICORN}"}}'}, ("api", True)),
    ("a subshell", {"main.py": "", "run.sh": f"(cd web; true)\n{UVICORN}\n", "web/x": ""}, ("", True)),
    ("two folders that may be", {"main.py": "", "scripts/main.py": "", "scripts/run.sh": f"{UVICORN}\n"}, (None, False)),
    ("the one with the app", {"main.py": "", "scripts/run.sh": f"{UVICORN}\n"}, ("", True)),
]  # fmt: skip


ENTRY = 'ENTRYPOINT ["/app/entrypoint.sh"]\n'
HANDS_ON = 'set -e\nuntil nc -z db 5432; do sleep 1; done\nexec "$@"\n'

# (what it shows, files, (folder, whole) of each start)
HANDED = [
    ("a script that starts something else", {"main.py": "", "entrypoint.sh": "exec gunicorn main:app\n", "Dockerfile": f"{IMAGE}{ENTRY}CMD {UVICORN}\n"}, set()),
    ("a script that is not here", {"main.py": "", "Dockerfile": f"{IMAGE}{ENTRY}CMD {UVICORN}\n"}, set()),
    ("one of two that is not known which", {"main.py": "", "a/entrypoint.sh": HANDS_ON, "b/entrypoint.sh": "echo\n", "Dockerfile": f'FROM ours\nENTRYPOINT ["entrypoint.sh"]\nCMD {UVICORN}\n'}, set()),
    ("a script that starts what it is given", {"main.py": "", "entrypoint.sh": HANDS_ON, "Dockerfile": f'{IMAGE}{ENTRY}CMD ["uvicorn", "main:app", "--reload"]\n'}, {("", True)}),
    ("the same in shell form", {"main.py": "", "entrypoint.sh": HANDS_ON, "Dockerfile": f"{IMAGE}{ENTRY}CMD {UVICORN}\n"}, {("", True)}),
    ("by a program that starts what follows", {"main.py": "", "Dockerfile": f'{IMAGE}ENTRYPOINT ["tini", "--"]\nCMD {UVICORN} \\\n  # why\n  --port 1\n'}, {("", True)}),
    ("by a shell", {"main.py": "", "entrypoint.sh": HANDS_ON, "Dockerfile": f'{IMAGE}ENTRYPOINT ["bash", "-e", "entrypoint.sh"]\nCMD ["sh", "-c", "{UVICORN}"]\n'}, {("", True)}),
    ("by its name on the path", {"main.py": "", "docker/docker-entrypoint": f"#!/bin/sh\n{HANDS_ON}", "Dockerfile": f'{IMAGE}COPY docker/docker-entrypoint /usr/local/bin/\nENTRYPOINT ["docker-entrypoint"]\nCMD {UVICORN}\n'}, {("", True)}),
    ("in a service", {"main.py": "", "entrypoint.sh": HANDS_ON, "compose.yml": f"services:\n  web:\n    image: python\n    working_dir: /app\n    volumes: ['.:/app']\n    entrypoint: /app/entrypoint.sh\n    command: {UVICORN}\n"}, {("", True)}),
    ("a script that goes elsewhere first", {"web/main.py": "", "entrypoint.sh": f"cd web\n{HANDS_ON}", "Dockerfile": f"{IMAGE}{ENTRY}CMD {UVICORN}\n"}, {("web", True)}),
    ("a script that goes where nothing of ours is", {"main.py": "", "entrypoint.sh": f"cd /srv\n{HANDS_ON}", "Dockerfile": f"{IMAGE}{ENTRY}CMD {UVICORN}\n"}, {(None, False)}),
]  # fmt: skip


@pytest.mark.parametrize(("files", "wanted"), [case[1:] for case in HANDED], ids=[case[0] for case in HANDED])
def test_what_a_script_is_given_to_start(folder, files, wanted):
    found = [launch for launch in launches(NearRepository(str(folder(files)))) if launch.reloads]
    assert {(launch.place.folder, launch.place.whole) for launch in found} == wanted


@pytest.mark.parametrize(("files", "wanted"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_where_a_server_starts(folder, files, wanted):
    found = [launch for launch in launches(NearRepository(str(folder(files)))) if launch.reloads]
    assert {(launch.place.folder, launch.place.whole) for launch in found} == {wanted}


DIRS = {"main.py": "", "web/a/x": "", "web/b/x": "", "node_modules/p/x": "", "api/x": "", "api/data/x": ""}

# (what it shows, files, the folders that are missing)
MISSING = [
    ("all is there", {"Dockerfile": f"{IMAGE}CMD {UVICORN}\n"}, []),
    ("one file", {"Dockerfile": f"FROM python\nWORKDIR /app\nCOPY main.py .\nCMD {UVICORN}\n"}, ["api", "node_modules", "web"]),
    ("two folders", {"Dockerfile": f"FROM python\nWORKDIR /app\nCOPY main.py .\nCOPY api api\nCOPY web/a web/a\nCMD {UVICORN}\n"}, ["node_modules", "web/b"]),
    ("left out", {".dockerignore": "node_modules\n**/data\n", "Dockerfile": f"{IMAGE}CMD {UVICORN}\n"}, ["api/data", "node_modules"]),
    ("taken in again", {".dockerignore": "web\n!web/a\n", "Dockerfile": f"{IMAGE}CMD {UVICORN}\n"}, ["web/b"]),
    ("nothing that lies here", {".dockerignore": "*.pyc\n.git\n", "Dockerfile": f"{IMAGE}CMD {UVICORN}\n"}, []),
    ("a volume over it is its own", {"Dockerfile": IMAGE, "compose.yml": f"services:\n  web:\n    build: .\n    volumes: ['.:/app', /app/node_modules]\n    command: {UVICORN}\n"}, []),
    ("one folder is mounted into an image", {"Dockerfile": "FROM python\nWORKDIR /app\nCOPY main.py .\n", "compose.yml": f"services:\n  web:\n    build: .\n    volumes: ['./api:/app/api']\n    command: {UVICORN}\n"}, ["node_modules", "web"]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "missing"), [case[1:] for case in MISSING], ids=[case[0] for case in MISSING])
def test_which_folders_are_missing(folder, files, missing):
    repository = NearRepository(str(folder({**DIRS, **files})))
    (launch,) = launches(repository)
    assert resolver.of(repository).missing(launch.place) == missing


def test_what_is_there(folder):
    files = {
        "main.py": "",
        "web/x": "",
        ".dockerignore": ".git\n**/web\n!web/x\n",
        "Dockerfile": f"{IMAGE}CMD {UVICORN}\n",
    }
    repository = NearRepository(str(folder(files)))
    (launch,) = launches(repository)
    places = resolver.of(repository)
    assert [places.holds(launch.place, name) for name in (".git", "main.py", "web", "nothing")] == [
        False,
        True,
        False,
        False,
    ]
