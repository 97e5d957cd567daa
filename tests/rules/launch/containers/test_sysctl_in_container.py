"""launch-sysctl-in-container."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import fixed, seen

RULE = "launch-sysctl-in-container"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "compose, on one line": (
        {"compose.yml": "services:\n  a:\n    image: x\n    sysctls: {fs.inotify.max_user_watches: 1}\n"},
        [("error", "compose.yml", 4)],
        {},
    ),
    "compose, a block with an anchor": (
        {"compose.yml": "services:\n  a:\n    image: x\n    sysctls: &limits\n      fs.inotify.max_user_watches: 1\n      net.core.somaxconn: 1\n"},
        [("error", "compose.yml", 5)],
        {"compose.yml": "services:\n  a:\n    image: x\n    sysctls: &limits\n      net.core.somaxconn: 1\n"},
    ),
    "a container that develops, its only argument": (
        {".devcontainer.json": '{"image": "x", "runArgs": ["--sysctl=fs.inotify.max_user_watches=1"]}\n'},
        [("error", ".devcontainer.json", 1)],
        {".devcontainer.json": '{"image": "x", "runArgs": []}\n'},
    ),
    "a container that develops, the last of two": (
        {".devcontainer.json": '{"image": "x", "runArgs": ["--rm", "--sysctl", "fs.inotify.max_user_watches=1"]}\n'},
        [("error", ".devcontainer.json", 1)],
        {".devcontainer.json": '{"image": "x", "runArgs": ["--rm"]}\n'},
    ),
    "a container that develops, the first of two": (
        {".devcontainer.json": '{"image": "x", "runArgs": ["--sysctl", "fs.inotify.max_user_watches=1", "--rm"]}\n'},
        [("error", ".devcontainer.json", 1)],
        {".devcontainer.json": '{"image": "x", "runArgs": ["--rm"]}\n'},
    ),
    "a command in a container that develops": (
        {".devcontainer.json": '{"image": "x", "postStartCommand": "sudo sysctl -w fs.inotify.max_user_watches=1"}\n'},
        [("error", ".devcontainer.json", 1)],
        {},
    ),
    "a whole RUN": (
        {"Dockerfile": "FROM x\nRUN echo fs.inotify.max_user_watches=524288 >> /etc/sysctl.conf && sysctl -p\nRUN ls\n"},
        [("error", "Dockerfile", 2)],
        {"Dockerfile": "FROM x\nRUN ls\n"},
    ),
    "the last of several": (
        {"Dockerfile": "FROM x\nRUN apt-get update && \\\n    sysctl -w fs.inotify.max_user_watches=1\nUSER x\n"},
        [("error", "Dockerfile", 2)],
        {"Dockerfile": "FROM x\nRUN apt-get update\nUSER x\n"},
    ),
    "the first of several": (
        {"Dockerfile": "FROM x\nRUN sysctl -w fs.inotify.max_user_watches=1 && apt-get update\n"},
        [("error", "Dockerfile", 2)],
        {"Dockerfile": "FROM x\nRUN apt-get update\n"},
    ),
    "one in the middle": (
        {"Dockerfile": "FROM x\nRUN a \\\n && echo fs.inotify.max_user_watches=1 | tee -a /etc/sysctl.conf \\\n && b\n"},
        [("error", "Dockerfile", 3)],
        {"Dockerfile": "FROM x\nRUN a \\\n && b\n"},
    ),
    "within an if": (
        {"Dockerfile": "FROM x\nRUN if true; then sysctl -w fs.inotify.max_user_watches=1; fi\n"},
        [("error", "Dockerfile", 2)],
        {},
    ),
    "compose, with `? key`": (
        {"compose.yml": "services:\n  a:\n    image: x\n    sysctls:\n      ? fs.inotify.max_user_watches\n      : 1\n    ports: [1]\n"},
        [("error", "compose.yml", 4)],
        {"compose.yml": "services:\n  a:\n    image: x\n    ports: [1]\n"},
    ),
    "compose, `? key` beside another": (
        {
            "compose.yml": "services:\n  a:\n    image: x\n    sysctls:\n      ? fs.inotify.max_user_watches\n      : 1\n"
            "      net.core.somaxconn: 1\n"
        },
        [("error", "compose.yml", 5)],
        {},  # a key over two lines is left to its owner
    ),
    "compose, alone": (
        {"compose.yml": "services:\n  a:\n    image: x\n    sysctls:\n      - fs.inotify.max_user_watches=1\n    ports: [1]\n"},
        [("error", "compose.yml", 4)],
        {"compose.yml": "services:\n  a:\n    image: x\n    ports: [1]\n"},
    ),
    "compose, beside another": (
        {"compose.yml": "services:\n  a:\n    sysctls:\n      net.core.somaxconn: 1024\n      fs.inotify.max_user_watches: 1\n"},
        [("error", "compose.yml", 5)],
        {"compose.yml": "services:\n  a:\n    sysctls:\n      net.core.somaxconn: 1024\n"},
    ),
    "docker run": (
        {"run.sh": "docker run -d \\\n  --sysctl fs.inotify.max_user_watches=1 \\\n  image\n"},
        [("error", "run.sh", 2)],
        {"run.sh": "docker run -d \\\n  image\n"},
    ),
    "runArgs": (
        {".devcontainer/devcontainer.json": "{\"runArgs\": [\"--init\", \"--sysctl\", \"fs.inotify.max_user_watches=1\"]}\n"},
        [("error", ".devcontainer/devcontainer.json", 1)],
        {".devcontainer/devcontainer.json": "{\"runArgs\": [\"--init\"]}\n"},
    ),
    "sysctls of a pod": (
        {"k8s/web.yaml": "kind: Pod\nspec:\n  securityContext:\n    sysctls:\n      - name: fs.inotify.max_user_watches\n        value: '524288'\n  containers: []\n"},
        [("error", "k8s/web.yaml", 5)],
        {},
    ),
    "docker run, its option in quotes": (
        {"Makefile": "run:\n\tdocker run \"--sysctl=fs.inotify.max_user_instances=1\" -it image\n"},
        [("error", "Makefile", 2)],
        {"Makefile": "run:\n\tdocker run -it image\n"},
    ),
    "docker run, the image not said": (
        {"run.sh": "docker run --sysctl fs.inotify.max_user_watches=1\n"},
        [("error", "run.sh", 1)],
        {},
    ),
    "sysctls that stand elsewhere": (
        {"compose.yml": "x-l: &limits\n  fs.inotify.max_user_watches: 1\nservices:\n  a:\n    image: x\n    sysctls: *limits\n"},
        [("error", "compose.yml", 2)],
        {},
    ),
    "in a container that is not privileged": (
        {".devcontainer/devcontainer.json": "{\"runArgs\": [\"--init\"], \"postCreateCommand\": \"sudo sysctl -w fs.inotify.max_user_watches=524288\"}\n"},
        [("error", ".devcontainer/devcontainer.json", 1)],
        {},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "a runner is a machine": {".github/workflows/ci.yml": "jobs:\n  a:\n    steps:\n      - run: sudo sysctl fs.inotify.max_user_watches=524288\n"},
    "a host's script": {"setup.sh": "sudo sysctl -w fs.inotify.max_user_watches=524288\n"},
    "another sysctl": {"compose.yml": "services:\n  a:\n    sysctls:\n      net.core.somaxconn: 1024\n"},
    "a privileged service": {"compose.yml": "services:\n  a:\n    privileged: true\n    command: sysctl -w fs.inotify.max_user_watches=1\n"},
    "an insecure build": {"Dockerfile": "FROM x\nRUN --security=insecure sysctl -w fs.inotify.max_user_watches=1\n"},
    "a privileged container": {".devcontainer/devcontainer.json": "{\"runArgs\": [\"--privileged\"], \"postCreateCommand\": \"sudo sysctl -w fs.inotify.max_user_watches=524288\"}\n"},
    "a here-document": {"help.sh": "cat <<'EOF'\ndocker run --sysctl fs.inotify.max_user_watches=1 image\nEOF\n"},
    "only printed": {"help.sh": "echo docker run --sysctl fs.inotify.max_user_watches=1 image\n"},
    "another sysctl of a pod": {"k8s/web.yaml": "kind: Pod\nspec:\n  securityContext:\n    sysctls: [{name: net.core.somaxconn, value: '1024'}]\n  # inotify\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
