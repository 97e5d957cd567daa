"""The containers that a repository describes, and those in which a command runs."""

from __future__ import annotations

import pytest

from watchlint.facts.launch import started
from watchlint.facts.launch.places.containers import Containers
from watchlint.facts.launch.places.tree import Tree
from watchlint.facts.repository.near import NearRepository

IMAGE = "FROM python\nWORKDIR /app\nCOPY . .\n"
SERVICE = "services: {a: {build: ., volumes: ['.:/x'], command: flask run}, b: {image: x, command: make}}\n"
DEVELOPED = '{"workspaceFolder": "/w", "postStartCommand": "flask run"}'


def containers(folder, files) -> Containers:
    repository = NearRepository(str(folder(files)))
    return Containers(repository, Tree(repository))


# (files, what the first command's containers have where)
CASES = [
    ({"Dockerfile": f"{IMAGE}CMD flask run\n"}, [{"/app": ""}]),
    ({"a/Dockerfile": f"{IMAGE}CMD flask run\n"}, [{"/app": "a"}, {"/app": ""}]),
    ({"a/Dockerfile": f"{IMAGE}CMD flask run\n", "compose.yml": "services: {a: {build: ./a}}\n"}, [{"/app": "a"}]),
    ({"compose.yml": SERVICE, "Dockerfile": IMAGE}, [{"/app": "", "/x": ""}]),
    ({".devcontainer.json": DEVELOPED}, [{"/w": ""}]),
    ({"Procfile": "web: flask run\n", "Dockerfile": IMAGE}, []),
    ({"run.sh": "flask run\n", "Dockerfile": IMAGE}, [{"/app": ""}]),
    ({"web.service": "[Service]\nExecStart=flask run\n", "compose.yml": SERVICE, ".devcontainer.json": DEVELOPED}, [{"/w": ""}, {"/x": ""}, {}]),
]  # fmt: skip


@pytest.mark.parametrize(("files", "wanted"), CASES)
def test_where_a_command_runs(folder, files, wanted):
    found = containers(folder, files)
    own = [one for one in started.of_repository(found.repository) if one.path == next(iter(files))]
    worlds = found.of(own[0])
    assert [{one.target: one.origin for one in world.mounts if one.origin is not None} for world in worlds] == wanted


@pytest.mark.parametrize(
    ("files", "wanted"),
    [
        ({"Dockerfile": IMAGE}, [""]),
        ({"docker/Dockerfile": IMAGE}, ["docker", ""]),
        ({"docker/Dockerfile": "FROM python\nCOPY web /w\n", "web/x": ""}, [""]),
        ({"docker/Dockerfile": "FROM python\nCOPY start /w\n", "docker/start": ""}, ["docker"]),
        ({"docker/Dockerfile": "FROM python\nCOPY gone /w\n"}, []),
        ({"docker/Dockerfile": IMAGE, "c/compose.yml": "services: {a: {build: {context: .., dockerfile: docker/Dockerfile}}}\n"}, [""]),
    ],
)  # fmt: skip
def test_where_an_image_may_be_built_from(folder, files, wanted):
    assert containers(folder, files).contexts(next(iter(files))) == wanted


def test_all_of_them(folder):
    found = containers(
        folder,
        {"Dockerfile": IMAGE, "compose.yml": SERVICE, ".devcontainer.json": DEVELOPED, "empty/Dockerfile": "#\n"},
    )
    assert [len(world.mounts) for world in found.every] == [1, 1, 2, 0]
