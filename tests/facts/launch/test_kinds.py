"""Which files start things."""

from __future__ import annotations

import pytest

from watchlint.facts.launch import kinds
from watchlint.facts.repository.repository import Repository

PATHS = {
    "Dockerfile": "dockerfile", "a/Dockerfile.dev": "dockerfile", "web.dockerfile": "dockerfile", "Containerfile": "dockerfile",
    "Dockerfile-dev": "dockerfile", "Dockerfile.md": None, "Dockerfile.j2": None, "Dockerfile.dockerignore": None, "dockerfile.py": None,
    "compose.yml": "compose", "docker-compose.override.yaml": "compose", "a/my-compose-dev.yml": "compose", "values.yml": None,
    ".env": "dotenv", ".env.example": "dotenv", "prod.env": "dotenv", "env.example": "dotenv", ".env.ts": None, ".envrc": None,
    "Procfile": "procfile", "Procfile.dev": "procfile", "Makefile": "makefile", "rules.mk": "makefile", "Makefile.am": "makefile",
    "run.sh": "shell", "a.bash": "shell", "web.service": "systemd", ".github/workflows/ci.yml": "workflow",
    "a/.github/workflows/ci.yaml": "workflow", "workflows/ci.yml": None, ".vscode/settings.json": "vscode", ".vscode/tasks.json": "vscode",
    ".vscode/extensions.json": None, "settings.json": None, "pyproject.toml": "tasks", "Pipfile": "tasks", "mise.toml": "tasks",
    "Cargo.toml": None, "justfile": "justfile", "a.just": "justfile", "Taskfile.yml": "taskfile", "package.json": "package",
    "supervisord.conf": "supervisor", "supervisor/web.conf": "supervisor", "nginx/web.conf": None,
    "k8s/web.yml": "kubernetes", "deploy/manifests/web.yaml": "kubernetes", "deploy/web.yaml": None, "README.md": None,
    ".devcontainer/devcontainer.json": "devcontainer", ".devcontainer.json": "devcontainer",
}  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_kind_of(path):
    assert kinds.kind_of(path) == PATHS[path]


@pytest.mark.parametrize("kind", kinds.READERS)
def test_a_reader_of_each_kind(kind):
    assert callable(kinds.reader(kind).commands) and callable(kinds.reader(kind).assignments)


def test_each_file_that_has_a_kind_is_a_candidate(repository):
    tree = repository(dict.fromkeys(PATHS, "x"))
    wanted = {path: kind for path, kind in PATHS.items() if kind}
    assert kinds.candidates(Repository(str(tree))) == wanted


SH, PYTHON = "#!/bin/sh\nflask run\n", "#!/usr/bin/env python\n"


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"bin/dev": SH, "scripts/b": SH, "a/bin/x": SH, "bin/a/b": SH}, {"bin/dev", "scripts/b", "a/bin/x"}),
        ({"bin/dev": PYTHON, "bin/prog": b"\x7fELF", "cabin/x": SH, "bin/x.rb": SH}, set()),
        ({"start": SH, "a/entrypoint": "/usr/bin/env x\n", "serve": PYTHON, "run": "hello"}, {"start", "a/entrypoint"}),
        (
            {"Dockerfile": "COPY ./docker/boot /boot\n", "docker/boot": SH, "docker/other": SH},
            {"Dockerfile", "docker/boot"},
        ),
        ({"docker/Dockerfile": "COPY boot /boot\n", "docker/boot": SH}, {"docker/Dockerfile", "docker/boot"}),
        ({"Dockerfile": "COPY a \\\n  b /x/\nRUN c\n", "a": PYTHON, "b": SH, "c": SH}, {"Dockerfile", "b"}),
        ({"compose.yml": "services: {a: {command: ./boot}}\n", "boot": SH}, {"compose.yml", "boot"}),
        ({"Dockerfile": "COPY ../boot .. /\n"}, {"Dockerfile"}),
    ],
)
def test_scripts_without_an_ending(repository, files, wanted):
    found = kinds.candidates(Repository(str(repository(files))))
    assert found.keys() == wanted
    assert list(found) == sorted(found)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"#!/bin/sh\n", True), (b"#!/usr/bin/env bash\n", True), (b"#!/usr/bin/env -S zsh -e\n", True), (b"#!/usr/bin/python3\n", False),
        (b"echo\n", False), (b"#!\n", False), (b"", False), (b"#!\xff\n", False),
    ],
)  # fmt: skip
def test_is_shell(data, wanted):
    assert kinds.is_shell(data) is wanted


@pytest.mark.parametrize(
    ("path", "wanted"),
    [("tests/Dockerfile", True), ("a/tests/x/run.sh", True), ("a/test/apps/b/package.json", True), ("test/run.sh", True), ("test.sh", False), ("testing/run.sh", False), ("node_modules/a/Makefile", True), ("test_run.sh", True), ("a/run.sh", False),
     ("tests", False), ("latest/run.sh", False)],
)  # fmt: skip
def test_is_test(path, wanted):
    assert kinds.is_test(path) is wanted
