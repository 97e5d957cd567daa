"""Inotify limits that services, development containers, pods and `docker run` ask for."""

from __future__ import annotations

import json

import pytest

from watchlint.facts.launch import started
from watchlint.facts.launch.base.source import Source
from watchlint.fixes.splice import spliced
from watchlint.rules.launch.containers import limits_in_services as services

KEY = "fs.inotify.max_user_watches"


def cut(source, found) -> str:
    return spliced(source.text.encode(), [splice for one in found for splice in one.splices]).decode()


# a service -> what is left of it; None where nothing is said
COMPOSE = {
    "image: x": None,
    "sysctls: {net.core.somaxconn: 1}": None,
    "privileged: true\ncommand: sysctl -w fs.inotify.x=1": None,
    f"image: x\nsysctls:\n  {KEY}: 1": "image: x",
    f"image: x\nsysctls:\n  - {KEY}=1": "image: x",
    f"image: x\nsysctls:\n  {KEY}: 1\n  net.core.somaxconn: 1": "image: x\nsysctls:\n  net.core.somaxconn: 1",
    f"image: x\nsysctls:\n  - net.core.somaxconn=1\n  - {KEY}=1": "image: x\nsysctls:\n  - net.core.somaxconn=1",
    f"sysctls:\n  {KEY}: 1": f"sysctls:\n  {KEY}: 1",  # a service would be left that says nothing
    f"image: x\nsysctls: {{{KEY}: 1}}": f"image: x\nsysctls: {{{KEY}: 1}}",
    f"image: x\nsysctls: [{KEY}=1]": f"image: x\nsysctls: [{KEY}=1]",
    f"image: x\nsysctls: &l\n  {KEY}: 1": f"image: x\nsysctls: &l\n  {KEY}: 1",
    f"image: x\nsysctls:\n  {KEY}: 1\n  <<: *other": f"image: x\nsysctls:\n  {KEY}: 1\n  <<: *other",
    f"image: x\nsysctls:\n  {KEY}: 1\n  fs.inotify.max_user_instances: 2": "image: x",
    "command: sh -c 'sysctl -w fs.inotify.x=1 && run'": "command: sh -c 'sysctl -w fs.inotify.x=1 && run'",
    "entrypoint: [sysctl, -w, fs.inotify.x=1]": "entrypoint: [sysctl, -w, fs.inotify.x=1]",
}  # fmt: skip


def a_service(text: str) -> Source:
    indented = "".join(f"    {line}\n" for line in text.split("\n"))
    other = "" if "*other" not in text else "x-o: &other\n  net.core.somaxconn: 1\n"
    return Source("compose.yml", "compose", f"{other}services:\n  web:\n{indented}".encode())


@pytest.mark.parametrize("text", COMPOSE)
def test_of_a_service(text):
    source = a_service(text)
    found = list(services.of_compose(source))
    assert bool(found) is (COMPOSE[text] is not None)
    if found:
        assert (
            cut(source, found) == a_service(COMPOSE[text]).text
            or "*other" in text
            and cut(source, found) == source.text
        )
        assert all(source.text[one.at : one.end].strip() for one in found)


def test_a_service_is_named():
    (one,) = services.of_compose(a_service(f"image: x\nsysctls:\n  - {KEY}=1"))
    assert one.message == f"service web: Docker refuses {KEY}, and the container does not start"


OPTION = f"--sysctl={KEY}=1"


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ({}, None),
        ({"runArgs": ["--sysctl", "net.core.somaxconn=1", "--sysctl"]}, None),
        ({"runArgs": [1, {}]}, None),
        ({"runArgs": ["--privileged"], "postStartCommand": f"sysctl -w {KEY}=1"}, None),
        ({"privileged": True, "postStartCommand": f"sysctl -w {KEY}=1"}, None),
        ({"initializeCommand": f"sysctl -w {KEY}=1"}, None),  # runs on the host
        ({"runArgs": [OPTION]}, {"runArgs": []}),
        ({"runArgs": ["--rm", OPTION]}, {"runArgs": ["--rm"]}),
        ({"runArgs": ["--sysctl", f"{KEY}=1", "--rm"]}, {"runArgs": ["--rm"]}),
        ({"postStartCommand": f"sysctl -w {KEY}=1"}, {"postStartCommand": f"sysctl -w {KEY}=1"}),
        ({"postCreateCommand": ["sysctl", "-w", f"{KEY}=1"]}, {"postCreateCommand": ["sysctl", "-w", f"{KEY}=1"]}),
    ],
)  # fmt: skip
def test_of_a_container_that_develops(said, left):
    source = Source(".devcontainer.json", "devcontainer", json.dumps(said).encode())
    found = list(services.of_devcontainer(source))
    assert bool(found) is (left is not None) and (left is None or json.loads(cut(source, found)) == left)


POD = "kind: Pod\nspec:\n  securityContext:\n    sysctls:\n      - {{name: {}, value: '1'}}\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("kind: Pod\nspec: {}\n", 0),
        (POD.format("net.core.somaxconn"), 0),
        ("kind: Pod\nspec: {securityContext: {sysctls: [{value: '1'}, x]}}\n", 0),
        (POD.format(KEY), 1),
        (POD.format(KEY) + "---\n" + POD.format("fs.inotify.max_user_instances"), 2),
        ("a: &a\n  - *a\n", 0),  # a list that holds itself
        ("x: &p\n  securityContext: {sysctls: [{name: " + KEY + "}]}\na: *p\nb: *p\n", 1),
    ],
)
def test_of_a_pod(text, found):
    said = list(services.of_kubernetes(Source("k8s/a.yaml", "kubernetes", text.encode())))
    assert len(said) == found and all("the pod does not start" in one.message and not one.splices for one in said)


RUN = f"docker run --sysctl {KEY}=1 image"


@pytest.mark.parametrize(
    ("line", "left"),
    [
        (f"echo {RUN}", None),
        (f"make {RUN}", None),
        (f"docker build --sysctl {KEY}=1 .", None),
        ("docker run --sysctl net.core.somaxconn=1 image", None),
        ("docker run image --sysctl", None),
        (f"docker run {KEY}=1", None),
        (RUN, "docker run image"),
        (f"sudo -E podman create {OPTION} image", "sudo -E podman create image"),
        (f'docker run "{OPTION}" "image"', 'docker run "image"'),
        (f"docker run {OPTION} \\\n  image", "docker run image"),
        (f"docker run --rm --sysctl {KEY}=1", f"docker run --rm --sysctl {KEY}=1"),  # the image is not said
        (f"docker run {OPTION} image && x", "docker run image && x"),
    ],
)  # fmt: skip
def test_of_a_command(line, left):
    source = Source("run.sh", "shell", f"{line}\n".encode())
    found = [one for command in started.of_source(source) for one in services.of_command(command)]
    assert bool(found) is (left is not None)
    if left is not None:
        assert cut(source, found) == f"{left}\n"
