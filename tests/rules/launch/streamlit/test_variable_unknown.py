"""launch-variable-unknown."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import fixed, look, seen
from watchlint.facts.repository.repository import Repository

RULE = "launch-variable-unknown"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "the watcher that never was, in an image": (
        {"Dockerfile": "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nENV STREAMLIT_SERVER_ENABLE_FILE_WATCHER=false\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
        [("error", "Dockerfile", 4)],
        {"Dockerfile": "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
    ),
    "run together": (
        {"Dockerfile": "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nENV A=1 \\\n    STREAMLIT_SERVER_FILEWATCHERTYPE=\"poll\" \\\n    # why\n    B=2\n"},
        [("error", "Dockerfile", 5)],
        {"Dockerfile": "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nENV A=1 \\\n    STREAMLIT_SERVER_FILE_WATCHER_TYPE=\"poll\" \\\n    # why\n    B=2\n"},
    ),
    "legacy ENV": (
        {"Containerfile": "FROM x\nENV STREAMLIT_SERVER_RUNONSAVE true\n"},
        [("error", "Containerfile", 2)],
        {"Containerfile": "FROM x\nENV STREAMLIT_SERVER_RUN_ON_SAVE true\n"},
    ),
    "the section is missing": (
        {".env": "STREAMLIT_GATHER_USAGE_STATS=false # quiet\r\nPYTHONDONTWRITEBYTECODE=1\r\n"},
        [("error", ".env", 1)],
        {".env": "STREAMLIT_BROWSER_GATHER_USAGE_STATS=false # quiet\r\nPYTHONDONTWRITEBYTECODE=1\r\n"},
    ),
    "in a compose mapping": (
        {"compose.yaml": "services:\n  web:\n    image: x\n    environment:\n      STREAMLIT_SERVER_ENABLE_FILE_WATCHER: 'false'  # off\n"},
        [("error", "compose.yaml", 5)],
        {"compose.yaml": "services:\n  web:\n    image: x\n    environment:\n      STREAMLIT_SERVER_FILE_WATCHER_TYPE: 'none'  # off\n"},
    ),
    "in a compose list": (
        {"docker-compose.dev.yml": "services:\n  web:\n    environment:\n      - STREAMLIT_SERVER_FILE_WATCHER=off\n"},
        [("error", "docker-compose.dev.yml", 4)],
        {"docker-compose.dev.yml": "services:\n  web:\n    environment:\n      - STREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n"},
    ),
    "watchfiles' delay": (
        {"run.sh": "#!/bin/sh\nexport WATCHFILES_POLL_DELAY=300\n"},
        [("error", "run.sh", 2)],
        {},
    ),
    "watchfiles' delay in seconds": (
        {"run.sh": "export WATCHFILES_POLL_DELAY=1\n"},
        [("error", "run.sh", 1)],
        {},
    ),
    "watchfiles' delay, its unit in a comment": (
        {".env": "WATCHFILES_POLL_DELAY=10  # seconds\nPYTHONDONTWRITEBYTECODE=1\n"},
        [("error", ".env", 1)],
        {},
    ),
    "watchfiles' polling beside its right name": (
        {"run.sh": "export WATCHFILES_POLLING=true\nexport WATCHFILES_FORCE_POLLING=false\nuvicorn a:app --reload\n"},
        [("error", "run.sh", 1)],
        {},
    ),
    "two names for watchfiles' polling": (
        {"run.sh": "WATCHFILES_POLLING=true WATCHFILES_USE_POLLING=false uvicorn a:app --reload\n"},
        [("error", "run.sh", 1), ("error", "run.sh", 1)],
        {},
    ),
    "in front of a command": (
        {"Procfile": "web: STREAMLIT_SERVER_RUNONSAVE=true streamlit run app.py\n"},
        [("error", "Procfile", 1)],
        {"Procfile": "web: STREAMLIT_SERVER_RUN_ON_SAVE=true streamlit run app.py\n"},
    ),
    "in a workflow": (
        {".github/workflows/ci.yml": "jobs:\n  t:\n    env:\n      WATCHFILES_POLLING: true\n    steps:\n      - run: |\n          make\n          STREAMLIT_SERVER_FILEWATCHERTYPE=none make x\n"},
        [("error", ".github/workflows/ci.yml", 4), ("error", ".github/workflows/ci.yml", 8)],
        {".github/workflows/ci.yml": "jobs:\n  t:\n    env:\n      WATCHFILES_FORCE_POLLING: true\n    steps:\n      - run: |\n          make\n          STREAMLIT_SERVER_FILE_WATCHER_TYPE=none make x\n"},
    ),
    "in a devcontainer": (
        {".devcontainer/devcontainer.json": "{\n  // ours\n  \"containerEnv\": {\"STREAMLIT_SERVER_FILEWATCHERTYPE\": \"none\"},\n}\n"},
        [("error", ".devcontainer/devcontainer.json", 3)],
        {".devcontainer/devcontainer.json": "{\n  // ours\n  \"containerEnv\": {\"STREAMLIT_SERVER_FILE_WATCHER_TYPE\": \"none\"},\n}\n"},
    ),
    "in a unit": (
        {"deploy/app.service": "[Service]\nEnvironment=\"STREAMLIT_SERVER_FILEWATCHERTYPE=none\" A=1\n"},
        [("error", "deploy/app.service", 2)],
        {"deploy/app.service": "[Service]\nEnvironment=\"STREAMLIT_SERVER_FILE_WATCHER_TYPE=none\" A=1\n"},
    ),
    "in a Makefile": (
        {"Makefile": "export WATCHFILES_POLL = true\nrun:\n\tSTREAMLIT_SERVER_RUNONSAVE=true make x\n"},
        [("error", "Makefile", 1), ("error", "Makefile", 3)],
        {"Makefile": "export WATCHFILES_FORCE_POLLING = true\nrun:\n\tSTREAMLIT_SERVER_RUN_ON_SAVE=true make x\n"},
    ),
    "in a task": (
        {"pyproject.toml": "[tool.poe.tasks]\nrun = \"env STREAMLIT_SERVER_RUNONSAVE=true streamlit run app.py\"\n"},
        [("error", "pyproject.toml", 2)],
        {"pyproject.toml": "[tool.poe.tasks]\nrun = \"env STREAMLIT_SERVER_RUN_ON_SAVE=true streamlit run app.py\"\n"},
    ),
    "the right one stands beside it": (
        {".env.prod": "STREAMLIT_SERVER_FILEWATCHERTYPE=none\nSTREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n"},
        [("error", ".env.prod", 1)],
        {},
    ),
    "in a compose merge key": (
        {"compose.yaml": "x-env: &env\n  STREAMLIT_SERVER_FILEWATCHERTYPE: none\nservices:\n  a:\n    image: x\n    environment:\n      <<: *env\n      B: c\n"},
        [("error", "compose.yaml", 2)],
        {"compose.yaml": "x-env: &env\n  STREAMLIT_SERVER_FILE_WATCHER_TYPE: none\nservices:\n  a:\n    image: x\n    environment:\n      <<: *env\n      B: c\n"},
    ),
    "in a Kubernetes manifest": (
        {"k8s/web.yaml": "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: STREAMLIT_SERVER_FILEWATCHERTYPE\n              value: none\n"},
        [("error", "k8s/web.yaml", 8)],
        {"k8s/web.yaml": "kind: Deployment\nspec:\n  template:\n    spec:\n      containers:\n        - name: web\n          env:\n            - name: STREAMLIT_SERVER_FILE_WATCHER_TYPE\n              value: none\n"},
    ),
    "in Taskfile.yml": (
        {"Taskfile.yml": "version: '3'\nenv:\n  STREAMLIT_SERVER_FILEWATCHERTYPE: none\ntasks:\n  run:\n    cmds: [streamlit run app.py]\n"},
        [("error", "Taskfile.yml", 3)],
        {"Taskfile.yml": "version: '3'\nenv:\n  STREAMLIT_SERVER_FILE_WATCHER_TYPE: none\ntasks:\n  run:\n    cmds: [streamlit run app.py]\n"},
    ),
    "in mise.toml": (
        {"mise.toml": "[env]\nSTREAMLIT_SERVER_FILEWATCHERTYPE = \"none\"\n"},
        [("error", "mise.toml", 2)],
        {"mise.toml": "[env]\nSTREAMLIT_SERVER_FILE_WATCHER_TYPE = \"none\"\n"},
    ),
    "in a justfile": (
        {"justfile": "export STREAMLIT_SERVER_FILEWATCHERTYPE := \"none\"\nrun:\n    streamlit run app.py\n"},
        [("error", "justfile", 1)],
        {"justfile": "export STREAMLIT_SERVER_FILE_WATCHER_TYPE := \"none\"\nrun:\n    streamlit run app.py\n"},
    ),
    "in supervisord.conf": (
        {"supervisord.conf": "[program:web]\nenvironment=STREAMLIT_SERVER_FILEWATCHERTYPE=\"none\"\ncommand=streamlit run app.py\n"},
        [("error", "supervisord.conf", 2)],
        {"supervisord.conf": "[program:web]\nenvironment=STREAMLIT_SERVER_FILE_WATCHER_TYPE=\"none\"\ncommand=streamlit run app.py\n"},
    ),
    "a slip of the pen": (
        {".env.prod": "STREAMLIT_SERVER_HEADLES=true\n"},
        [("warning", ".env.prod", 1)],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "right names": {"Dockerfile": "FROM python:3.13\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none STREAMLIT_SERVER_PORT=80\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
    "click's own family": {".env.prod": "STREAMLIT_RUN_SERVER_RUNONSAVE=true\n"},
    "somebody's own variable": {"run.sh": "STREAMLIT_SERVER_COUNT=2\nfor i in $(seq \"$STREAMLIT_SERVER_COUNT\"); do x; done\n"},
    "read by the app": {".env.prod": "STREAMLIT_SERVER_URL=x\n", "a.py": "import os\nos.environ[\"STREAMLIT_SERVER_URL\"]\n"},
    "a name of one word": {".env.prod": "STREAMLIT_PORT=80\nSTREAMLIT_VERSION=1\nSTREAMLIT_CLOUD_URL=x\n"},
    "an option of an older release": {".env.prod": "STREAMLIT_CLIENT_CACHING=false\n"},
    "a comment": {"Dockerfile": "FROM x\n# ENV STREAMLIT_SERVER_FILEWATCHERTYPE=none\n", ".env": "# WATCHFILES_POLL_DELAY=1\n"},
    "only printed": {"a.sh": "echo STREAMLIT_SERVER_FILEWATCHERTYPE=none\n"},
    "no YAML, no JSON": {"compose.yml": "a: [STREAMLIT_\n", ".vscode/settings.json": "{", "Dockerfile": "\u0000STREAMLIT_X=1"},
    "nothing": {"README.md": "STREAMLIT_SERVER_RUNONSAVE=1"},
    "an app's own address": {".env": "STREAMLIT_SERVER_URL=http://localhost\n"},
    "a here-document": {"run.sh": "cat <<'EOF'\nexport STREAMLIT_SERVER_FILEWATCHERTYPE=none\nEOF\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []


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
    tree = repository({".env.prod": f"{name}=/a\n", "requirements.txt": requirement + "\n"})
    found = look(Repository(str(tree)), RULE)
    assert [finding.message for finding in found] == ([expected] if expected else [])


def test_a_finding_says_where(repository):
    tree = repository({"Dockerfile": "FROM x\nENV A=1 STREAMLIT_SERVER_RUNONSAVE=true\n"})
    (finding,) = look(Repository(str(tree)), RULE)
    assert (finding.line, finding.column, finding.end_line, finding.end_column) == (2, 9, 2, 40)
    assert (finding.severity, finding.path) == ("error", "Dockerfile")
    assert "STREAMLIT_SERVER_RUN_ON_SAVE" in finding.help
