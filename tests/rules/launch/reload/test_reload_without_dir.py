"""launch-reload-without-dir."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import HEAVY, SHOP, fixed, seen

RULE = "launch-reload-without-dir"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "a service and the Dockerfile it is built from": (
        {**SHOP, "front/node_modules/150-empty-folders": "", "Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nCMD uvicorn shop.main:app --reload\n", "compose.yml": "services:\n  a:\n    build: .\n    command: uvicorn shop.main:app --reload --port 80\n"},
        [("warning", "compose.yml", 4)],
        {"compose.yml": "services:\n  a:\n    build: .\n    command: uvicorn shop.main:app --reload --reload-dir shop --port 80\n"},
    ),
    "a command that a service merges in": (
        {**SHOP, "front/node_modules/150-empty-folders": "", "compose.yml": "x-base: &base\n  image: python:3.13\n  working_dir: /srv\n  volumes: ['.:/srv']\n  command: uvicorn shop.main:app --reload\nservices:\n  a:\n    <<: *base\n"},
        [("warning", "compose.yml", 5)],
        {"compose.yml": "x-base: &base\n  image: python:3.13\n  working_dir: /srv\n  volumes: ['.:/srv']\n  command: uvicorn shop.main:app --reload --reload-dir shop\nservices:\n  a:\n    <<: *base\n"},
    ),
    "reload": (
        {**SHOP, "run.sh": "uvicorn shop.main:app --reload --port 80\n"},
        [("info", "run.sh", 1)],
        {"run.sh": "uvicorn shop.main:app --reload --reload-dir shop --port 80\n"},
    ),
    "reload of a module at the root": (
        {**SHOP, "run.sh": "uvicorn main:app --reload\n"},
        [("info", "run.sh", 1)],
        {},
    ),
    "a virtual environment": (
        {**SHOP, **HEAVY, "run.sh": "uvicorn shop.main:app --reload\n"},
        [("warning", "run.sh", 1)],
        {"run.sh": "uvicorn shop.main:app --reload --reload-dir shop\n"},
    ),
    "fastapi dev": (
        {**SHOP, **HEAVY, "requirements.txt": "fastapi[standard]\n", "Makefile": "run:\n\tfastapi dev shop/main.py\n"},
        [("warning", "Makefile", 2)],
        {},
    ),
    "a variable of make": (
        {**SHOP, **HEAVY, "Makefile": "PY = .venv/bin/python\nrun:\n\t$(PY) -m uvicorn shop.main:app --reload\n"},
        [("warning", "Makefile", 3)],
        {"Makefile": "PY = .venv/bin/python\nrun:\n\t$(PY) -m uvicorn shop.main:app --reload --reload-dir shop\n"},
    ),
    "a front end below": (
        {**SHOP, "front/node_modules/150-empty-folders": "", "run.sh": "uvicorn shop.main:app --reload\n"},
        [("warning", "run.sh", 1)],
        {"run.sh": "uvicorn shop.main:app --reload --reload-dir shop\n"},
    ),
    "a front end below, copied into an image, in exec form": (
        {**SHOP, "front/node_modules/150-empty-folders": "", "Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nCMD [\"uvicorn\", \"shop.main:app\", \"--reload\"]\n"},
        [("warning", "Dockerfile", 4)],
        {"Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY . .\nCMD [\"uvicorn\", \"shop.main:app\", \"--reload\", \"--reload-dir\", \"shop\"]\n"},
    ),
    "a list of a service that mounts the tree": (
        {**SHOP, "front/node_modules/150-empty-folders": "", "compose.yml": "services:\n  a:\n    image: python:3.13\n    working_dir: /srv\n    volumes:\n      - .:/srv\n    command:\n      - uvicorn\n      - shop.main:app\n      - --reload\n"},
        [("warning", "compose.yml", 10)],
        {"compose.yml": "services:\n  a:\n    image: python:3.13\n    working_dir: /srv\n    volumes:\n      - .:/srv\n    command:\n      - uvicorn\n      - shop.main:app\n      - --reload\n      - --reload-dir\n      - shop\n"},
    ),
    "in justfile, Taskfile.yml, mise.toml and supervisord.conf": (
        {**SHOP, "front/node_modules/150-empty-folders": "", "justfile": "run:\n    uvicorn shop.main:app --reload\n", "Taskfile.yml": "version: '3'\ntasks:\n  run:\n    cmds:\n      - uvicorn shop.main:app --reload\n", "mise.toml": "[tasks.run]\nrun = \"uvicorn shop.main:app --reload\"\n"},
        [("warning", "Taskfile.yml", 5), ("warning", "justfile", 2), ("warning", "mise.toml", 2)],
        {"Taskfile.yml": "version: '3'\ntasks:\n  run:\n    cmds:\n      - uvicorn shop.main:app --reload --reload-dir shop\n", "justfile": "run:\n    uvicorn shop.main:app --reload --reload-dir shop\n", "mise.toml": "[tasks.run]\nrun = \"uvicorn shop.main:app --reload --reload-dir shop\"\n"},
    ),
    "entrypoint with command": (
        {**SHOP, "front/node_modules/150-empty-folders": "", "compose.yml": "services:\n  a:\n    image: python:3.13\n    working_dir: /srv\n    volumes: ['.:/srv']\n    entrypoint: [uvicorn]\n    command: [shop.main:app, '--reload']\n"},
        [("warning", "compose.yml", 7)],
        {"compose.yml": "services:\n  a:\n    image: python:3.13\n    working_dir: /srv\n    volumes: ['.:/srv']\n    entrypoint: [uvicorn]\n    command: [shop.main:app, '--reload', '--reload-dir', 'shop']\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "a folder is named": {**SHOP, **HEAVY, "a.sh": "uvicorn shop.main:app --reload --reload-dir shop\n"},
    "no reload": {**SHOP, **HEAVY, "a.sh": "uvicorn shop.main:app\n"},
    "reload, not known": {**SHOP, **HEAVY, "a.py": "import uvicorn\nuvicorn.run('a:b', reload=DEBUG)\n"},
    "reload with folders": {**SHOP, **HEAVY, "a.py": "import uvicorn\nuvicorn.run('a:b', reload=True, reload_dirs=['x'])\n"},
    "a fresh install polls": {**SHOP, **HEAVY, "requirements.txt": "fastapi\nuvicorn\n", "run.sh": "uvicorn shop.main:app --reload\n"},
    "nothing says what is installed": {**SHOP, **HEAVY, "requirements.txt": "", "run.sh": "uvicorn shop.main:app --reload\n"},
    "told to poll": {**SHOP, **HEAVY, "run.sh": "WATCHFILES_FORCE_POLLING=1 uvicorn shop.main:app --reload\n"},
    "a folder to watch by its pattern": {**SHOP, **HEAVY, "run.sh": "uvicorn shop.main:app --reload --reload-include shop\n"},
    "where it starts is not known": {**SHOP, **HEAVY, "web.service": "[Service]\nExecStart=/srv/venv/bin/uvicorn shop.main:app --reload\n", "run.sh": "cd \"$HOME\"\nuvicorn shop.main:app --reload\n"},
    "an image without the environment": {**SHOP, **HEAVY, "Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCOPY shop shop\nCMD uvicorn shop.main:app --reload\n"},
    "one folder of the tree is mounted": {**SHOP, **HEAVY, "compose.yml": "services:\n  a:\n    image: python:3.13\n    working_dir: /srv\n    volumes: ['./shop:/srv/shop']\n    command: uvicorn shop.main:app --reload\n"},
    "started from Python, from nobody knows where": {**SHOP, **HEAVY, "serve.py": "import uvicorn\nuvicorn.run(\"shop.main:app\", reload=True)\n"},
    "a test": {**SHOP, **HEAVY, "tests/run.sh": "uvicorn shop.main:app --reload\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
