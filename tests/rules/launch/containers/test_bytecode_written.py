"""launch-bytecode-written."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import SHOP, fixed, seen

RULE = "launch-bytecode-written"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "a service on one line": (
        {**SHOP, "compose.yml": "services:\n  a: {image: 'python:3.13', command: streamlit run app.py}\n"},
        [("info", "compose.yml", 2)],
        {},
    ),
    "a command over several lines": (
        {**SHOP, "compose.yml": "services:\n  a:\n    image: python:3.13\n    command: |\n      streamlit run app.py\n"},
        [("info", "compose.yml", 5)],
        {},
    ),
    "variables on one line": (
        {**SHOP, "compose.yml": "services:\n  a:\n    image: python:3.13\n    environment: {A: b}\n    command: streamlit run app.py\n"},
        [("info", "compose.yml", 5)],
        {},
    ),
    "variables in a container that develops": (
        {**SHOP, ".devcontainer/devcontainer.json": "{\n  \"containerEnv\": {\"A\": \"b\"},\n  \"postStartCommand\": \"streamlit run app.py\"\n}\n"},
        [("info", ".devcontainer/devcontainer.json", 2)],
        {".devcontainer/devcontainer.json": "{\n  \"containerEnv\": {\"PYTHONDONTWRITEBYTECODE\": \"1\", \"A\": \"b\"},\n  \"postStartCommand\": \"streamlit run app.py\"\n}\n"},
    ),
    "a service and the Dockerfile it is built from": (
        {"Dockerfile": "FROM python:3.13\nWORKDIR /srv\nCMD streamlit run app.py\n", "compose.yml": "services:\n  a:\n    build: .\n    command: streamlit run app.py --server.port 80\n"},
        [("info", "compose.yml", 4)],
        {"compose.yml": 'services:\n  a:\n    build: .\n    command: streamlit run app.py --server.port 80\n    environment:\n      PYTHONDONTWRITEBYTECODE: "1"\n'},
    ),
    "missing, no ENV": (
        {**SHOP, "Dockerfile": "FROM python:3.13-slim\nWORKDIR /app\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
        [("info", "Dockerfile", 3)],
        {"Dockerfile": "FROM python:3.13-slim\nWORKDIR /app\nENV PYTHONDONTWRITEBYTECODE=1\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
    ),
    "missing, legacy ENV, CRLF": (
        {**SHOP, "Dockerfile.dev": "FROM python:3.13\r\nWORKDIR /app\r\nENV A 1\r\nCMD streamlit run app.py\r\n"},
        [("info", "Dockerfile.dev", 3)],
        {"Dockerfile.dev": "FROM python:3.13\r\nWORKDIR /app\r\nENV A 1\r\nENV PYTHONDONTWRITEBYTECODE 1\r\nCMD streamlit run app.py\r\n"},
    ),
    "missing in a service with a list": (
        {**SHOP, "compose.yml": "services:\n  a:\n    image: python:3.13\n    environment:\n      - A=1  # x\n    command: streamlit run src/app.py\n"},
        [("info", "compose.yml", 5)],
        {"compose.yml": "services:\n  a:\n    image: python:3.13\n    environment:\n      - A=1  # x\n      - PYTHONDONTWRITEBYTECODE=1\n    command: streamlit run src/app.py\n"},
    ),
    "missing in a service with a mapping": (
        {**SHOP, "compose.yml": "services:\n  a:\n    image: python:3.13\n    environment:\n      A: b\n\n    command: streamlit run src/app.py\n"},
        [("info", "compose.yml", 5)],
        {"compose.yml": "services:\n  a:\n    image: python:3.13\n    environment:\n      A: b\n      PYTHONDONTWRITEBYTECODE: \"1\"\n\n    command: streamlit run src/app.py\n"},
    ),
    "missing in a service without": (
        {**SHOP, "compose.yml": "services:\n  a:\n    command:\n      - streamlit\n      - run\n      - app.py\n    image: python:3.13\n"},
        [("info", "compose.yml", 6)],
        {"compose.yml": "services:\n  a:\n    command:\n      - streamlit\n      - run\n      - app.py\n    environment:\n      PYTHONDONTWRITEBYTECODE: \"1\"\n    image: python:3.13\n"},
    ),
    "missing in .env": (
        {**SHOP, ".env": "export FLASK_DEBUG=1"},
        [("info", ".env", 1)],
        {".env": "export FLASK_DEBUG=1\nexport PYTHONDONTWRITEBYTECODE=1"},
    ),
    "missing in a devcontainer": (
        {**SHOP, ".devcontainer/devcontainer.json": "{\n\t\"image\": \"x\",\n\t\"postStartCommand\": \"streamlit run app.py\"\n}\n"},
        [("info", ".devcontainer/devcontainer.json", 2)],
        {".devcontainer/devcontainer.json": "{\n\t\"containerEnv\": {\"PYTHONDONTWRITEBYTECODE\": \"1\"},\n\t\"image\": \"x\",\n\t\"postStartCommand\": \"streamlit run app.py\"\n}\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "variables from a file": {"compose.yml": "services:\n  a:\n    image: python\n    env_file: a.env\n    command: streamlit run app.py\n"},
    "an image nobody sees": {"compose.yml": "services:\n  a:\n    image: ours\n    command: streamlit run app.py\n"},
    "inherited": {"compose.yml": "services:\n  a:\n    extends: b\n    image: python\n    command: streamlit run app.py\n  b: {image: python}\n"},
    "variables that are no table": {".devcontainer/devcontainer.json": "{\"containerEnv\": [], \"postStartCommand\": \"streamlit run app.py\"}\n"},
    "the stage it starts from sets it": {"Dockerfile": "FROM python AS a\nENV PYTHONDONTWRITEBYTECODE=1\nFROM a\nWORKDIR /a\nCMD streamlit run app.py\n"},
    "bytecode kept elsewhere": {"Dockerfile": "FROM python\nWORKDIR /a\nENV PYTHONPYCACHEPREFIX=/tmp/c\nCMD [\"streamlit\", \"run\", \"app.py\"]\n"},
    "set in the image that is built": {"compose.yml": "services:\n  a:\n    build: .\n    command: streamlit run app.py\n", "Dockerfile": "FROM python\nENV PYTHONDONTWRITEBYTECODE=1\n"},
    "from an anchor": {"compose.yml": "x-a: &a {A: b}\nservices:\n  a:\n    image: python\n    environment: *a\n    command: streamlit run app.py\n"},
    "an example": {".env.example": "STREAMLIT_SERVER_PORT=80\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
