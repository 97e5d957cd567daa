"""check-launch-files: what is found, what is left alone, and what --fix makes of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.findings import ERROR, INFO
from watchlint.rules.launch.hook import check
from watchlint.settings import Settings

FIXTURES = Path(__file__).resolve().parents[3] / "fixtures" / "check-launch-files"

IMAGE = "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\n"
STREAMLIT = 'CMD ["streamlit", "run", "app.py"]\n'


def look(tree, **given):
    settings = Settings()
    for name, value in given.items():
        setattr(settings, name, value)
    return list(check(Repository(str(tree)), settings))


def rules(findings):
    return sorted(finding.rule.name for finding in findings)


# (path, text, rules, text after --fix --unsafe-fixes or None where nothing can be mended)
CASES = {
    # variables nobody reads
    "the watcher that never was, in an image": (
        "Dockerfile", IMAGE + "ENV STREAMLIT_SERVER_ENABLE_FILE_WATCHER=false\n" + STREAMLIT, ["launch-variable-unknown"],
        IMAGE + "ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n" + STREAMLIT,
    ),
    "run together": (
        "Dockerfile", IMAGE + "ENV A=1 \\\n    STREAMLIT_SERVER_FILEWATCHERTYPE=\"poll\" \\\n    # why\n    B=2\n",
        ["launch-variable-unknown"],
        IMAGE + "ENV A=1 \\\n    STREAMLIT_SERVER_FILE_WATCHER_TYPE=\"poll\" \\\n    # why\n    B=2\n",
    ),
    "legacy ENV": (
        "Containerfile", "FROM x\nENV STREAMLIT_SERVER_RUNONSAVE true\n", ["launch-variable-unknown"],
        "FROM x\nENV STREAMLIT_SERVER_RUN_ON_SAVE true\n",
    ),
    "the section is missing": (
        ".env", "STREAMLIT_GATHER_USAGE_STATS=false # quiet\r\nPYTHONDONTWRITEBYTECODE=1\r\n", ["launch-variable-unknown"],
        "STREAMLIT_BROWSER_GATHER_USAGE_STATS=false # quiet\r\nPYTHONDONTWRITEBYTECODE=1\r\n",
    ),
    "in a compose mapping": (
        "compose.yaml",
        "services:\n  web:\n    image: x\n    environment:\n      STREAMLIT_SERVER_ENABLE_FILE_WATCHER: 'false'  # off\n",
        ["launch-variable-unknown"],
        "services:\n  web:\n    image: x\n    environment:\n      STREAMLIT_SERVER_FILE_WATCHER_TYPE: 'none'  # off\n",
    ),
    "in a compose list": (
        "docker-compose.dev.yml",
        "services:\n  web:\n    environment:\n      - STREAMLIT_SERVER_FILE_WATCHER=off\n",
        ["launch-variable-unknown"],
        "services:\n  web:\n    environment:\n      - STREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n",
    ),
    "watchfiles' delay": (
        "run.sh", "#!/bin/sh\nexport WATCHFILES_POLL_DELAY=300\n", ["launch-variable-unknown"],
        None,
    ),
    "watchfiles' delay in seconds": ("run.sh", "export WATCHFILES_POLL_DELAY=1\n", ["launch-variable-unknown"], None),
    "watchfiles' delay, its unit in a comment": (
        ".env", "WATCHFILES_POLL_DELAY=10  # seconds\nPYTHONDONTWRITEBYTECODE=1\n", ["launch-variable-unknown"], None,
    ),
    "in front of a command": (
        "Procfile", "web: STREAMLIT_SERVER_RUNONSAVE=true streamlit run app.py\n", ["launch-variable-unknown"],
        "web: STREAMLIT_SERVER_RUN_ON_SAVE=true streamlit run app.py\n",
    ),
    "in a workflow": (
        ".github/workflows/ci.yml",
        "jobs:\n  t:\n    env:\n      WATCHFILES_POLLING: true\n    steps:\n      - run: |\n          make\n          STREAMLIT_SERVER_FILEWATCHERTYPE=none make x\n",
        ["launch-variable-unknown", "launch-variable-unknown"],
        "jobs:\n  t:\n    env:\n      WATCHFILES_FORCE_POLLING: true\n    steps:\n      - run: |\n          make\n          STREAMLIT_SERVER_FILE_WATCHER_TYPE=none make x\n",
    ),
    "in a devcontainer": (
        ".devcontainer/devcontainer.json",
        '{\n  // ours\n  "containerEnv": {"STREAMLIT_SERVER_FILEWATCHERTYPE": "none"},\n}\n', ["launch-variable-unknown"],
        '{\n  // ours\n  "containerEnv": {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": "none"},\n}\n',
    ),
    "in a unit": (
        "deploy/app.service",
        '[Service]\nEnvironment="STREAMLIT_SERVER_FILEWATCHERTYPE=none" A=1\n', ["launch-variable-unknown"],
        '[Service]\nEnvironment="STREAMLIT_SERVER_FILE_WATCHER_TYPE=none" A=1\n',
    ),
    "in a Makefile": (
        "Makefile", "export WATCHFILES_POLL = true\nrun:\n\tSTREAMLIT_SERVER_RUNONSAVE=true make x\n",
        ["launch-variable-unknown", "launch-variable-unknown"],
        "export WATCHFILES_FORCE_POLLING = true\nrun:\n\tSTREAMLIT_SERVER_RUN_ON_SAVE=true make x\n",
    ),
    "in a task": (
        "pyproject.toml", '[tool.poe.tasks]\nrun = "env STREAMLIT_SERVER_RUNONSAVE=true streamlit run app.py"\n',
        ["launch-variable-unknown"],
        '[tool.poe.tasks]\nrun = "env STREAMLIT_SERVER_RUN_ON_SAVE=true streamlit run app.py"\n',
    ),
    "the right one stands beside it": (
        ".env.prod", "STREAMLIT_SERVER_FILEWATCHERTYPE=none\nSTREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n",
        ["launch-variable-unknown"], None,
    ),
    "no option at all": (".env.prod", "STREAMLIT_SERVER_QUUX_FROBNICATE=1\n", ["launch-variable-unknown"], None),
    # values
    "polling": (
        ".env.prod", "STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling\n", ["launch-variable-value"],
        "STREAMLIT_SERVER_FILE_WATCHER_TYPE=poll\n",
    ),
    "None": (
        ".env.prod", "STREAMLIT_SERVER_FILE_WATCHER_TYPE='None'\n", ["launch-variable-value"],
        "STREAMLIT_SERVER_FILE_WATCHER_TYPE='none'\n",
    ),
    "a watcher nobody knows": (".env.prod", "STREAMLIT_SERVER_FILE_WATCHER_TYPE=inotify\n", ["launch-variable-value"], None),
    "a list in JSON": (
        "Dockerfile", "FROM x\nENV STREAMLIT_SERVER_FOLDER_WATCH_LIST='[\"/a\", \"/b\"]'\n", ["launch-variable-value"],
        "FROM x\nENV STREAMLIT_SERVER_FOLDER_WATCH_LIST='/a /b'\n",
    ),
    "a list with commas, unquoted": (
        "run.sh", "export STREAMLIT_SERVER_FOLDER_WATCH_LIST=/a,/b\n", ["launch-variable-value"], None,
    ),
    "no truth value": (".env.prod", "STREAMLIT_SERVER_HEADLESS=maybe\n", ["launch-variable-value"], None),
    "polling that zero turns on": (
        ".env.prod", "WATCHFILES_FORCE_POLLING=0\n", ["launch-variable-value"], "WATCHFILES_FORCE_POLLING=false\n",
    ),
    # run on save
    "run on save": (
        "Dockerfile", IMAGE + "ENV STREAMLIT_SERVER_RUN_ON_SAVE=false\n", ["launch-run-on-save-misread"],
        IMAGE + "ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n",
    ),
    # bytecode
    "bytecode 0": (
        "Dockerfile", "FROM x\nENV PYTHONDONTWRITEBYTECODE=0\n", ["launch-bytecode-flag"],
        "FROM x\nENV PYTHONDONTWRITEBYTECODE=1\n",
    ),
    "bytecode false": (
        "compose.yml", "services:\n  a:\n    environment:\n      PYTHONDONTWRITEBYTECODE: false\n", ["launch-bytecode-flag"],
        "services:\n  a:\n    environment:\n      PYTHONDONTWRITEBYTECODE: 1\n",
    ),
    "missing, no ENV": (
        "Dockerfile", "FROM python:3.13-slim\nWORKDIR /app\n" + STREAMLIT, ["launch-bytecode-written"],
        "FROM python:3.13-slim\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\n" + STREAMLIT,
    ),
    "missing, legacy ENV, CRLF": (
        "Dockerfile.dev", "FROM python:3.13\r\nWORKDIR /app\r\nENV A 1\r\nCMD streamlit run app.py\r\n", ["launch-bytecode-written"],
        "FROM python:3.13\r\nWORKDIR /app\r\nENV A 1\r\nENV PYTHONDONTWRITEBYTECODE 1\r\nCMD streamlit run app.py\r\n",
    ),
    "missing in a service with a list": (
        "compose.yml",
        "services:\n  a:\n    image: python:3.13\n    environment:\n      - A=1  # x\n    command: streamlit run src/app.py\n",
        ["launch-bytecode-written"],
        "services:\n  a:\n    image: python:3.13\n    environment:\n      - A=1  # x\n      - PYTHONDONTWRITEBYTECODE=1\n    command: streamlit run src/app.py\n",
    ),
    "missing in a service with a mapping": (
        "compose.yml",
        "services:\n  a:\n    image: python:3.13\n    environment:\n      A: b\n\n    command: streamlit run src/app.py\n",
        ["launch-bytecode-written"],
        'services:\n  a:\n    image: python:3.13\n    environment:\n      A: b\n      PYTHONDONTWRITEBYTECODE: "1"\n\n    command: streamlit run src/app.py\n',
    ),
    "missing in a service without": (
        "compose.yml", "services:\n  a:\n    command:\n      - streamlit\n      - run\n      - app.py\n    image: python:3.13\n",
        ["launch-bytecode-written"],
        'services:\n  a:\n    command:\n      - streamlit\n      - run\n      - app.py\n    environment:\n      PYTHONDONTWRITEBYTECODE: "1"\n    image: python:3.13\n',
    ),
    "missing in .env": (
        ".env", "export FLASK_DEBUG=1", ["launch-bytecode-written"], "export FLASK_DEBUG=1\nexport PYTHONDONTWRITEBYTECODE=1",
    ),
    "missing in a devcontainer": (
        ".devcontainer/devcontainer.json", '{\n\t"image": "x",\n\t"postStartCommand": "streamlit run app.py"\n}\n',
        ["launch-bytecode-written"],
        '{\n\t"containerEnv": {"PYTHONDONTWRITEBYTECODE": "1"},\n\t"image": "x",\n\t"postStartCommand": "streamlit run app.py"\n}\n',
    ),
    # sysctl
    "a whole RUN": (
        "Dockerfile", "FROM x\nRUN echo fs.inotify.max_user_watches=524288 >> /etc/sysctl.conf && sysctl -p\nRUN ls\n",
        ["launch-sysctl-in-container"], "FROM x\nRUN ls\n",
    ),
    "the last of several": (
        "Dockerfile", "FROM x\nRUN apt-get update && \\\n    sysctl -w fs.inotify.max_user_watches=1\nUSER x\n",
        ["launch-sysctl-in-container"], "FROM x\nRUN apt-get update\nUSER x\n",
    ),
    "the first of several": (
        "Dockerfile", "FROM x\nRUN sysctl -w fs.inotify.max_user_watches=1 && apt-get update\n",
        ["launch-sysctl-in-container"], "FROM x\nRUN apt-get update\n",
    ),
    "one in the middle": (
        "Dockerfile", "FROM x\nRUN a \\\n && echo fs.inotify.max_user_watches=1 | tee -a /etc/sysctl.conf \\\n && b\n",
        ["launch-sysctl-in-container"], "FROM x\nRUN a \\\n && b\n",
    ),
    "within an if": (
        "Dockerfile", "FROM x\nRUN if true; then sysctl -w fs.inotify.max_user_watches=1; fi\n",
        ["launch-sysctl-in-container"], None,
    ),
    "compose, alone": (
        "compose.yml", "services:\n  a:\n    image: x\n    sysctls:\n      - fs.inotify.max_user_watches=1\n    ports: [1]\n",
        ["launch-sysctl-in-container"], "services:\n  a:\n    image: x\n    ports: [1]\n",
    ),
    "compose, beside another": (
        "compose.yml", "services:\n  a:\n    sysctls:\n      net.core.somaxconn: 1024\n      fs.inotify.max_user_watches: 1\n",
        ["launch-sysctl-in-container"], "services:\n  a:\n    sysctls:\n      net.core.somaxconn: 1024\n",
    ),
    "docker run": (
        "run.sh", "docker run -d \\\n  --sysctl fs.inotify.max_user_watches=1 \\\n  image\n", ["launch-sysctl-in-container"],
        "docker run -d \\\n  image\n",
    ),
    "runArgs": (
        ".devcontainer/devcontainer.json", '{"runArgs": ["--init", "--sysctl", "fs.inotify.max_user_watches=1"]}\n',
        ["launch-sysctl-in-container"], '{"runArgs": ["--init"]}\n',
    ),
    "sysctl -p": (
        "setup.sh", "echo x | sudo tee /etc/sysctl.d/60-x.conf\nsudo sysctl -p\n", ["launch-sysctl-not-loaded"],
        "echo x | sudo tee /etc/sysctl.d/60-x.conf\nsudo sysctl --system\n",
    ),
    # reload
    "reload": (
        "run.sh", "uvicorn shop.main:app --reload --port 80\n", ["launch-reload-without-dir"],
        "uvicorn shop.main:app --reload --reload-dir shop --port 80\n",
    ),
    "reload in exec form": (
        "Dockerfile", IMAGE + 'COPY . .\nCMD ["uvicorn", "shop.main:app", "--reload"]\n', ["launch-reload-without-dir"],
        IMAGE + 'COPY . .\nCMD ["uvicorn", "shop.main:app", "--reload", "--reload-dir", "shop"]\n',
    ),
    "reload in a block list": (
        "compose.yml", "services:\n  a:\n    working_dir: /s\n    volumes: [.:/s]\n    command:\n      - uvicorn\n      - shop.main:app\n      - --reload\n",
        ["launch-reload-without-dir"],
        "services:\n  a:\n    working_dir: /s\n    volumes: [.:/s]\n    command:\n      - uvicorn\n      - shop.main:app\n      - --reload\n      - --reload-dir\n      - shop\n",
    ),
    "limits that an alias repeats": (
        "compose.yml", "x-l: &limits\n  fs.inotify.max_user_watches: 1\nservices:\n  a:\n    image: x\n    sysctls: *limits\n",
        ["launch-sysctl-in-container"], None,
    ),
    "reload of a module at the root": ("run.sh", "uvicorn main:app --reload\n", ["launch-reload-without-dir"], None),
    "reload in Python": (
        "serve.py", 'import uvicorn\nuvicorn.run("main:app", reload=True)\n', ["launch-reload-without-dir"], None,
    ),
    "an exclude": (
        "run.sh", "uvicorn shop.main:app --reload --reload-dir . --reload-exclude 'node_modules/*'\n",
        ["launch-exclude-saves-nothing"], None,
    ),
    "the blacklist": (".env.prod", "STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST=/data\n", ["launch-exclude-saves-nothing"], None),
    # no working folder
    "no WORKDIR": (
        "Dockerfile", 'FROM python:3.13\nENV PYTHONDONTWRITEBYTECODE=1\nCOPY app.py .\nCMD ["streamlit", "run", "app.py"]\n',
        ["launch-no-workdir"], None,
    ),
    "a stage below, uvicorn": (
        "Dockerfile",
        'FROM debian AS base\nENV PYTHONDONTWRITEBYTECODE=1\nFROM base\nCMD uvicorn a:b --reload --reload-dir . --reload-exclude "*.log"\n',
        [], None,
    ),
    "in the app": (
        "app.py", 'import os\nimport streamlit as st\nos.environ["STREAMLIT_SERVER_FILE_WATCHER_TYPE"] = "none"\n',
        ["launch-variable-in-app"], None,
    ),
    "a Windows drive": (
        "compose.yml",
        "services:\n  a:\n    image: x\n    command: streamlit run app.py\n    volumes:\n      - C:\\work:/app\n",
        ["launch-mount-without-polling"], None,
    ),
    "a network volume": (
        "compose.yml",
        "services:\n  a:\n    image: x\n    command: uvicorn shop.main:app --reload --reload-dir shop\n    volumes: [code:/app]\n"
        "volumes:\n  code:\n    driver_opts: {type: nfs, o: 'addr=10.0.0.1', device: ':/x'}\n",
        ["launch-mount-without-polling"], None,
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(case, repository):
    from watchlint.fixes import plan

    path, text, expected, mended = case
    tree = repository({"shop/main.py": "", path: text})
    assert rules(look(tree)) == expected
    made = plan.make(Repository(str(tree)), lambda repo: list(check(repo, Settings())), lambda finding: True)
    assert not made.refused
    assert made.changes.get(path) == (mended.encode() if mended is not None else None)
    if mended is not None:
        assert not [finding for finding in check(made.after, Settings()) if finding.fix]


CLEAN = {
    "right names": {"Dockerfile": IMAGE + "ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none STREAMLIT_SERVER_PORT=80\n" + STREAMLIT},
    "click's own family": {".env.prod": "STREAMLIT_RUN_SERVER_RUNONSAVE=true\n"},
    "somebody's own variable": {"run.sh": 'STREAMLIT_SERVER_COUNT=2\nfor i in $(seq "$STREAMLIT_SERVER_COUNT"); do x; done\n'},
    "read by the app": {".env.prod": "STREAMLIT_SERVER_URL=x\n", "a.py": 'import os\nos.environ["STREAMLIT_SERVER_URL"]\n'},
    "a name of one word": {".env.prod": "STREAMLIT_PORT=80\nSTREAMLIT_VERSION=1\nSTREAMLIT_CLOUD_URL=x\n"},
    "an option of an older release": {".env.prod": "STREAMLIT_CLIENT_CACHING=false\n"},
    "a value from elsewhere": {
        "compose.yml": "services:\n  a:\n    environment:\n      STREAMLIT_SERVER_FILE_WATCHER_TYPE: ${X:-polling}\n"
        "      PYTHONDONTWRITEBYTECODE: ${Y:-0}\n"
    },
    "a comment": {"Dockerfile": "FROM x\n# ENV STREAMLIT_SERVER_FILEWATCHERTYPE=none\n", ".env": "# WATCHFILES_POLL_DELAY=1\n"},
    "only printed": {"a.sh": "echo STREAMLIT_SERVER_FILEWATCHERTYPE=none\n"},
    "run on save, watcher off": {
        ".env.prod": "STREAMLIT_SERVER_RUN_ON_SAVE=false\nSTREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n"
    },
    "run on save, watcher in the configuration": {
        ".env.prod": "STREAMLIT_SERVER_RUN_ON_SAVE=false\n", ".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n'
    },
    "a list with blanks": {".env.prod": 'STREAMLIT_SERVER_FOLDER_WATCH_LIST="/a /b"\n'},
    "empty is not set": {".env.prod": "STREAMLIT_SERVER_HEADLESS=\nPYTHONDONTWRITEBYTECODE=\n"},
    "a runner is a machine": {
        ".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: sudo sysctl fs.inotify.max_user_watches=524288\n"
    },
    "a host's script": {"setup.sh": "sudo sysctl -w fs.inotify.max_user_watches=524288\n"},
    "another sysctl": {"compose.yml": "services:\n  a:\n    sysctls:\n      net.core.somaxconn: 1024\n"},
    "a privileged service": {
        "compose.yml": "services:\n  a:\n    privileged: true\n    command: sysctl -w fs.inotify.max_user_watches=1\n"
    },
    "an insecure build": {"Dockerfile": "FROM x\nRUN --security=insecure sysctl -w fs.inotify.max_user_watches=1\n"},
    "sysctl -p with a file": {"a.sh": "tee /etc/sysctl.d/60-x.conf\nsysctl -p /etc/sysctl.d/60-x.conf\n"},
    "a folder is named": {"a.sh": "uvicorn shop.main:app --reload --reload-dir shop\n"},
    "no reload": {"a.sh": "uvicorn shop.main:app\n"},
    "reload, not known": {"a.py": "import uvicorn\nuvicorn.run('a:b', reload=DEBUG)\n"},
    "reload with folders": {"a.py": "import uvicorn\nuvicorn.run('a:b', reload=True, reload_dirs=['x'])\n"},
    "excluded files": {"a.sh": "uvicorn shop.main:app --reload --reload-dir shop --reload-exclude '*.log'\n"},
    "excluded outside": {"a.sh": "uvicorn shop.main:app --reload --reload-dir shop --reload-exclude node_modules\n"},
    "an image that may set WORKDIR": {
        "Dockerfile": 'FROM tiangolo/uvicorn\nENV PYTHONDONTWRITEBYTECODE=1\nCMD ["streamlit", "run", "app.py"]\n'
    },
    "an app in a folder below /": {
        "Dockerfile": 'FROM python\nENV PYTHONDONTWRITEBYTECODE=1\nCMD ["streamlit", "run", "/srv/app.py"]\n'
    },
    "WORKDIR of the stage above": {
        "Dockerfile": "FROM python AS a\nWORKDIR /x\nENV PYTHONDONTWRITEBYTECODE=1\nFROM a\n" + STREAMLIT
    },
    "no watcher in the root": {
        "Dockerfile": "FROM python\nCMD streamlit run app.py --server.fileWatcherType none\n"
    },
    "bytecode kept elsewhere": {"Dockerfile": "FROM python\nWORKDIR /a\nENV PYTHONPYCACHEPREFIX=/tmp/c\n" + STREAMLIT},
    "set in the image that is built": {
        "compose.yml": "services:\n  a:\n    build: .\n    command: streamlit run app.py\n",
        "Dockerfile": "FROM python\nENV PYTHONDONTWRITEBYTECODE=1\n",
    },
    "from an anchor": {
        "compose.yml": "x-a: &a {A: b}\nservices:\n  a:\n    image: python\n    environment: *a\n    command: streamlit run app.py\n"
    },
    "an example": {".env.example": "STREAMLIT_SERVER_PORT=80\n"},
    "set for a child": {
        "a.py": 'import os, subprocess, streamlit\nos.environ["STREAMLIT_SERVER_PORT"] = "1"\nsubprocess.run(["streamlit"])\n'
    },
    "a secret that is read late": {"a.py": 'import os, streamlit\nos.environ["STREAMLIT_SERVER_COOKIE_SECRET"] = "1"\n'},
    "polled on Windows": {
        "compose.yml": "services:\n  a:\n    command: streamlit run app.py\n    image: x\n    environment: {STREAMLIT_SERVER_FILE_WATCHER_TYPE: poll}\n    volumes: ['C:\\work:/app']\n"
    },
    "no YAML, no JSON": {"compose.yml": "a: [STREAMLIT_\n", ".vscode/settings.json": "{", "Dockerfile": "\0STREAMLIT_X=1"},
    "nothing": {"README.md": "STREAMLIT_SERVER_RUNONSAVE=1"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert look(repository({"shop/main.py": "", **files})) == []


@pytest.mark.parametrize(
    ("requirement", "name", "expected"),
    [
        ("streamlit", "STREAMLIT_SERVER_FOLDER_WATCH_LIST", None),
        ("streamlit>=1.45", "STREAMLIT_SERVER_FOLDER_WATCH_LIST", None),
        ("streamlit<1.40", "STREAMLIT_MAPBOX_TOKEN", None),
        ("streamlit==1.45.1", "STREAMLIT_SERVER_FOLDER_WATCH_LIST", "Streamlit 1.45.1 does not read STREAMLIT_SERVER_FOLDER_WATCH_LIST: the option came with 1.46.0"),
        ("streamlit<1.46", "STREAMLIT_SERVER_FOLDER_WATCH_LIST", "Streamlit 1.45.1 does not read STREAMLIT_SERVER_FOLDER_WATCH_LIST: the option came with 1.46.0"),
        ("streamlit==1.65.0", "STREAMLIT_MAPBOX_TOKEN", "Streamlit 1.65.0 does not read STREAMLIT_MAPBOX_TOKEN: the option went with 1.64.0"),
    ],
)  # fmt: skip
def test_a_variable_of_another_release(requirement, name, expected, repository):
    found = look(repository({".env.prod": f"{name}=/a\n", "requirements.txt": requirement + "\n"}))
    assert [finding.message for finding in found] == ([expected] if expected else [])


@pytest.mark.skipif(os.name == "nt", reason="making a symbolic link needs a privilege on Windows")
def test_a_program_in_bin_is_no_problem(repository, run):
    tree = repository(
        {"requirements.txt": "streamlit\nwatchdog\nflask\n", "env/bin/x": "", ".gitignore": "__pycache__/\n*.pyc*\n"}
    )
    (tree / "env/bin/python").symlink_to("/usr/bin/env")
    tree.git("add", "-A")
    for hook in ("check_launch_files", "check_reloader", "check_inotify_tier"):
        assert "symbolic link" not in run(hook, str(tree)).err


def test_a_column_counts_characters(repository):
    tree = repository(
        {"app.py": 'import os\nimport streamlit as st\né = "ä"; os.environ["STREAMLIT_SERVER_RUN_ON_SAVE"] = "true"\n'}
    )
    (finding,) = look(tree)
    assert (finding.line, finding.column) == (3, 21)


def test_a_unit_without_a_working_directory_starts_in_the_root(repository):
    tree = repository({"x.service": "[Service]\nExecStart=/srv/venv/bin/uvicorn app:app --reload\n"})
    (finding,) = look(tree)
    assert finding.message == "uvicorn --reload watches / and everything below: no folder is named"


def test_a_finding_says_where(repository):
    (finding,) = look(repository({"Dockerfile": "FROM x\nENV A=1 STREAMLIT_SERVER_RUNONSAVE=true\n"}))
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (2, 9, 2, 40)
    assert (finding.severity, finding.path) == (ERROR, "Dockerfile")
    assert "STREAMLIT_SERVER_RUN_ON_SAVE" in finding.help


def test_bytecode_is_an_information(repository):
    (finding,) = look(repository({"Dockerfile": "FROM python\nWORKDIR /a\n" + STREAMLIT}))
    assert finding.severity == INFO


def test_in_production_a_watcher_is_an_error(repository):
    tree = repository({"Procfile": "web: streamlit run app.py\n", "Procfile.dev": "web: streamlit run app.py\n"})
    assert [(f.rule.name, f.path) for f in look(tree, profile="production")] == [("launch-watcher-on", "Procfile")]
    assert look(tree) == []


SETTINGS = {
    "no excludes": ('{\n  "a": 1\n}\n', '{\n  "files.watcherExclude": {"**/.venv/**": true},\n  "a": 1\n}\n'),
    "nothing in it": ("{}", '{"files.watcherExclude": {"**/.venv/**": true}}'),
    "others": (
        '{\n  // why\n  "files.watcherExclude": {\n    "**/data/**": true,\n  },\n}\n',
        '{\n  // why\n  "files.watcherExclude": {\n    "**/.venv/**": true,\n    "**/data/**": true,\n  },\n}\n',
    ),
    "switched off": (
        '{"files.watcherExclude": {"**/venv/**": false}}',
        '{"files.watcherExclude": {"**/.venv/**": true, "**/venv/**": false}}',
    ),
    "named": ('{"files.watcherExclude": {"**/.venv": true}}', None),
    "named with others": ('{"files.watcherExclude": {"**/{.venv,node_modules}/**": true}}', None),
}


@pytest.mark.parametrize("before, after", SETTINGS.values(), ids=SETTINGS)
def test_the_virtual_environment_in_the_workspace(before, after, repository):
    from watchlint.fixes import plan

    files = {".vscode/settings.json": before, ".gitignore": ".venv/\n"}
    tree = repository(files)
    assert look(tree) == []
    tree.write({".venv/pyvenv.cfg": "home = x\n"})
    assert rules(look(tree)) == (["launch-editor-watches-venv"] if after else [])
    made = plan.make(Repository(str(tree)), lambda repo: list(check(repo, Settings())), lambda finding: True)
    assert made.changes.get(".vscode/settings.json") == (after.encode() if after else None)
    assert not made.refused


def stored(kind: str, case: str) -> dict[str, bytes]:
    folder = FIXTURES / kind / case
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("case", sorted(path.name for path in (FIXTURES / "broken").iterdir()))
def test_the_command_mends_a_stored_case(case, repository, run):
    tree = repository(stored("broken", case))
    assert run("check_launch_files", "--fix", "--unsafe-fixes", cwd=tree).code == 1
    assert tree.contents() == stored("fixed", case)
    again = run("check_launch_files", "--fix", "--unsafe-fixes", cwd=tree)
    assert (again.code, again.err) == (0, "")
    assert tree.contents() == stored("fixed", case)


@pytest.mark.parametrize("case", sorted(path.name for path in (FIXTURES / "clean").iterdir()))
def test_the_command_is_silent_on_a_clean_case(case, repository, run):
    tree = repository(stored("clean", case))
    assert run("check_launch_files", "--quiet", cwd=tree) == (0, "", "")
