"""What a compose service or a development container holds of a repository."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.formats import compose
from watchlint.facts.launch.kinds import COMPOSE, DEVCONTAINER
from watchlint.facts.launch.places.services import build_of, of_devcontainer, of_service
from watchlint.facts.launch.places.tree import Tree
from watchlint.facts.repository.near import NearRepository

IMAGE = "FROM python AS base\nWORKDIR /app\nCOPY . .\nFROM base AS dev\nWORKDIR /dev\n"


def tree_of(folder, files) -> Tree:
    return Tree(NearRepository(str(folder({"web/x": "", "Dockerfile": IMAGE, "web/Dockerfile": IMAGE, **files}))))


# (the service, (what is where, the folder it starts in))
CASES = [
    ("{image: python}", ({}, "/")),
    ("{image: ours}", ({}, None)),
    ("{build: .}", ({"/app": ""}, "/dev")),
    ("{build: {context: ., target: base}}", ({"/app": ""}, "/app")),
    ("{build: {target: gone}}", ({"/app": ""}, "/dev")),
    ("{build: ./web}", ({"/app": "web"}, "/dev")),
    ("{build: {context: ., dockerfile: web/Dockerfile}}", ({"/app": ""}, "/dev")),
    ("{build: ./gone}", ({}, None)),
    ("{build: $DIR}", ({}, None)),
    ("{build: 'https://x/y.git'}", ({}, None)),
    ("{build: {dockerfile_inline: FROM python}}", ({}, None)),
    ("{build: ., working_dir: /x/, volumes: ['.:/x']}", ({"/app": "", "/x": ""}, "/x")),
    ("{build: ., working_dir: $X}", ({"/app": ""}, "/dev")),
    ("{image: ours, volumes: ['./web:/x:ro', 'data:/y', '/z']}", ({"/x": "web", "/y": None, "/z": None}, None)),
    ("{image: ours, volumes: ['${PWD}/web:/x', '..:/y', '$X:/z', './web:$X']}", ({"/x": "web", "/y": None, "/z": None}, None)),
    ("{image: ours, volumes: [{type: bind, source: ./web, target: /x}, {source: web, target: /y}]}", ({"/x": "web", "/y": None}, None)),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_a_service(folder, text, wanted):
    tree = tree_of(folder, {"compose.yml": f"services: {{a: {text}}}\n"})
    source = tree.source("compose.yml", COMPOSE)
    (service,) = compose.services(source)
    world = of_service(source, service, tree)
    assert ({one.target: one.origin for one in world.mounts}, world.workdir) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("{image: x}", None), ("{build: .}", ("docker", "docker/Dockerfile", None)), ("{build: ..}", ("", "Dockerfile", None)),
        ("{build: {context: .., dockerfile: a.Dockerfile, target: dev}}", ("", "a.Dockerfile", "dev")), ("{build: $X}", None),
    ],
)  # fmt: skip
def test_what_is_built(folder, text, wanted):
    tree = tree_of(folder, {"docker/compose.yml": f"services: {{a: {text}}}\n"})
    source = tree.source("docker/compose.yml", COMPOSE)
    (service,) = compose.services(source)
    assert build_of(source, service) == wanted


HERE = "/workspaces/${localWorkspaceFolderBasename}"
CONTAINERS = [
    ("{}", ({HERE: ""}, HERE)),
    (f'{{"workspaceFolder": "{HERE}/web"}}', ({HERE: ""}, f"{HERE}/web")),
    ('{"workspaceFolder": "/app"}', ({"/app": ""}, "/app")),
    ('{"workspaceFolder": "/app", "workspaceMount": "source=${localWorkspaceFolder}/web,target=/app,type=bind"}', ({"/app": "web"}, "/app")),
    ('{"workspaceFolder": "/app", "workspaceMount": "src=vol,dst=/app"}', ({}, "/app")),
    ('{"workspaceFolder": "/app", "dockerComposeFile": "../c.yml", "service": "a"}', ({"/app": ""}, "/app")),
    ('{"workspaceFolder": "/app", "dockerComposeFile": ["gone.yml", "../c.yml"], "service": "a"}', ({"/app": ""}, "/app")),
    ('{"workspaceFolder": "/app", "dockerComposeFile": "../c.yml", "service": "b"}', ({}, "/app")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), CONTAINERS)
@pytest.mark.parametrize("path", [".devcontainer/devcontainer.json", ".devcontainer/a/devcontainer.json"])
def test_a_development_container(folder, path, text, wanted):
    up = "../" * (path.count("/") - 1)
    files = {path: text.replace("../c.yml", f"{up}../c.yml"), "c.yml": "services: {a: {volumes: ['.:/app']}, b: {}}\n"}
    tree = tree_of(folder, files)
    world = of_devcontainer(tree.source(path, DEVCONTAINER), tree)
    assert ({one.target: one.origin for one in world.mounts}, world.workdir) == wanted
