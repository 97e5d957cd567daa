"""What containers and virtual machines do to edits: the places and the steps that are told."""

from __future__ import annotations

import pytest

from watchlint.doctor.files.containers import said

IMAGE = 'FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD ["uvicorn", "main:app", "--reload"]\n'
SERVICE = "services:\n  web:\n    build: .\n    command: uvicorn main:app --reload\n"
APP = {"main.py": "app = None\n", "requirements.txt": "uvicorn[standard]\n"}
VAGRANT = '# synced_folder\nconfig.vm.synced_folder ".", "/srv"{}\n'
NODE = "services:\n  web:\n    image: node\n    working_dir: /app\n    command: npm run dev\n    volumes: ['.:/app']\n"
COOKIES = {
    "local.yml": "services:\n  django:\n    build: .\n    volumes: ['.:/app:z']\n    command: /start\n",
    "Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY start /start\n",
    "start": "#!/bin/bash\nexec python manage.py runserver_plus 0.0.0.0:8000\n",
    "requirements.txt": "django\nWerkzeug[watchdog]\n",
    "manage.py": "",
}

# (what it shows, files, [(kind, path, line, how the step begins)])
CASES = [
    ("a file alone", {**APP, "compose.yml": f"{SERVICE}    volumes:\n      - ./main.py:/srv/main.py\n"},
     [("file-mounted-alone", "compose.yml", 6, "- .:/srv  # in volumes")]),
    ("a file alone, further down", {**APP, "a/b.py": "", "compose.yml": f"{SERVICE}    volumes: ['./a/b.py:/srv/b.py']\n"},
     [("file-mounted-alone", "compose.yml", 5, "- ./a:/srv  # in volumes")]),
    ("a file that is not there", {**APP, "compose.yml": f"{SERVICE}    volumes: ['./gone.py:/srv/gone.py']\n"}, []),
    ("a file of the folder above", {**APP, "compose.yml": f"{SERVICE}    volumes: ['../main.py:/srv/main.py']\n"}, []),
    ("a copy", {**APP, "Dockerfile": IMAGE}, [("code-copied", "Dockerfile", 4, 'docker run -v "$(realpath .)":/app …')]),
    ("a copy of a folder", {"requirements.txt": "uvicorn[standard]\n", "web/main.py": "", "Dockerfile": IMAGE.replace("COPY . .", "COPY web .")},
     [("code-copied", "Dockerfile", 4, 'docker run -v "$(realpath web)":/app …')]),
    ("a copy that tests use", {**APP, "tests/Dockerfile": IMAGE}, []),
    ("an image without the code", {**APP, "Dockerfile": IMAGE.replace("COPY . .\n", "")}, []),
    ("a folder of the host", {**APP, "compose.yml": f"{SERVICE}    working_dir: /app\n    volumes: ['.:/app']\n"},
     [("shared-folder", "compose.yml", 4, "WATCHFILES_FORCE_POLLING=")]),
    ("the same, of no known place in it", {**APP, "compose.yml": SERVICE.replace("build: .", "image: ours") + "    volumes: ['./:/x']\n"},
     [("shared-folder", "compose.yml", 4, "WATCHFILES_FORCE_POLLING=")]),
    ("a socket of the host", {**APP, "compose.yml": f"{SERVICE}    volumes: ['./docker.sock:/x.sock']\n"}, []),
    ("a server that polls by itself", {"main.py": "", "requirements.txt": "uvicorn\n", "compose.yml": f"{SERVICE}    volumes: ['.:/app']\n"}, []),
    ("a front end that a script starts", {"package.json": '{"scripts": {"dev": "vite"}}', "compose.yml": NODE}, [("shared-folder", "compose.yml", 5, "CHOKIDAR_USEPOLLING=1 ")]),
    ("one that polls", {"package.json": '{"scripts": {"dev": "nodemon -L x.js"}}', "compose.yml": NODE}, []),
    ("one that is told to", {"package.json": '{"scripts": {"dev": "nodemon x.js"}}', "compose.yml": NODE}, [("shared-folder", "compose.yml", 5, "nodemon -L  # in its command line")]),
    ("one whose settings poll", {"package.json": '{"scripts": {"dev": "vite"}}', "vite.config.ts": "usePolling: true", "compose.yml": NODE}, []),
    ("one that was copied", {"package.json": '{"scripts": {"dev": "vite"}}', "Dockerfile": "FROM node\nWORKDIR /app\nCOPY . .\nCMD npm run dev\n"}, [("code-copied", "Dockerfile", 4, 'docker run -v "$(realpath .)":/app ')]),
    ("a command of the image, over which a part is mounted", {**APP, "src/x.py": "", "Dockerfile": IMAGE, "compose.yml": "services:\n  web:\n    build: .\n    volumes: ['./src:/app/src']\n"},
     [("shared-folder", "Dockerfile", 4, "WATCHFILES_FORCE_POLLING=1 ")]),
    ("the same, of another image", {**APP, "src/x.py": "", "Dockerfile": IMAGE, "compose.yml": "services:\n  web:\n    image: x\n    volumes: ['./src:/app/src']\n"}, []),
    ("the same, that is told to poll", {**APP, "src/x.py": "", "Dockerfile": IMAGE, "compose.yml": "services:\n  web:\n    build: .\n    environment: [WATCHFILES_FORCE_POLLING=1]\n    volumes: ['./src:/app/src']\n"}, []),
    ("a script of a container", COOKIES, [("shared-folder", "start", 2, "runserver_plus --reloader-type stat ")]),
    ("the same for Intel", {**COOKIES, "local.yml": COOKIES["local.yml"] + "    platform: linux/x86_64\n"},
     [("emulated", "local.yml", 6, "docker compose build"), ("shared-folder", "start", 2, "runserver_plus --reloader-type stat ")]),
    ("the same without watchdog", {**COOKIES, "requirements.txt": "django\n"}, []),
    ("a virtual machine", {**APP, "Vagrantfile": VAGRANT.format("")}, [("shared-folder", "Vagrantfile", 2, "export WATCHFILES_FORCE_POLLING=")]),
    ("one of Streamlit", {"requirements.txt": "streamlit\n", "Vagrantfile": VAGRANT.format("")}, [("shared-folder", "Vagrantfile", 2, "")]),
    ("one that is not shared", {**APP, "Vagrantfile": VAGRANT.format(", disabled: true")}, [("shared-folder", "Vagrantfile", 1, "")]),
    ("one that gets copies", {**APP, "Vagrantfile": VAGRANT.format(', type: "rsync"')}, [("shared-folder", "Vagrantfile", 2, "vagrant rsync-auto")]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_places_and_steps(tells, files, expected):
    tells(said, files, expected)
