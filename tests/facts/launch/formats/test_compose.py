"""A compose file: its services' volumes, in both forms."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.formats import compose
from watchlint.facts.launch.kinds import COMPOSE


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("./src:/app", ("./src", "/app", "")),
        ("./src:/app:ro", ("./src", "/app", "")),
        ("${PWD}:/app", ("${PWD}", "/app", "")),
        ("data:/data", ("data", "/data", "")),
        ("/app/node_modules", ("", "/app/node_modules", "")),
        ("{type: bind, source: ./src, target: /app}", ("./src", "/app", "bind")),
        ("{type: tmpfs, target: /tmp}", ("", "/tmp", "tmpfs")),
        ("{source: data, target: /data}", ("data", "/data", "volume")),
        ("{}", ("", "", "volume")),
    ],
)
def test_a_volume(written, expected):
    source = Source("compose.yml", COMPOSE, f"services:\n  web:\n    volumes:\n      - {written}\n".encode())
    (service,) = compose.services(source)
    (volume,) = compose.volumes(service)
    assert (volume.origin, volume.target, volume.kind) == expected
    assert source.place(volume.node.start_mark.index)["line"] == 4


def test_a_service_without_volumes():
    (service,) = compose.services(Source("compose.yml", COMPOSE, b"services:\n  web: {image: x}\n"))
    assert compose.volumes(service) == []


CASES = {
    "": [],
    "services: {web: {command: flask run}}\n": [("flask run", "", {})],
    "services: {web: {command: [flask, run]}}\n": [("flask run", "", {})],
    "services: {web: {entrypoint: [flask], command: run --debug}}\n": [("flask run --debug", "", {})],
    "services: {web: {entrypoint: flask run}}\n": [("flask run", "", {})],
    "services: {web: {entrypoint: [], command: flask run}}\n": [("flask run", "", {})],
    "services: {web: {image: x}}\n": [],
    "services: {web: {command: a, working_dir: /app/}}\n": [("a", "/app", {})],
    "services: {web: {command: a, working_dir: app}}\n": [("a", None, {})],
    "services: {web: {command: a, environment: {A: 1, B: null, C: }}}\n": [("a", "", {"A": "1"})],
    "services: {web: {command: a, environment: [A=1, B]}}\n": [("a", "", {"A": "1"})],
    "services: {web: {command: a, env_file: .env, environment: {A: 1}}}\n": [("a", "", {"A": "1", "B": "2"})],
    "services: {web: {command: a, env_file: [.env, {path: none}, $X]}}\n": [("a", "", {"A": "0", "B": "2"})],
    "x-w: &w {command: a}\nservices: {web: {<<: *w}}\n": [("a", "", {})],
    "services: {web: {extends: base}, base: {command: a}}\n": [("a", "", {}), ("a", "", {})],
    "services: {web: {extends: {file: other/c.yml, service: base}}}\n": [("b", "", {"A": "9"})],
    "services: {web: {extends: {file: gone.yml, service: base}, command: a}}\n": [("a", "", {})],
    "services: {web: {extends: web, command: a}}\n": [("a", "", {})],
}  # fmt: skip
OTHERS = {
    ".env": "A=0\nB=2\n",
    "other/c.yml": "services: {base: {command: b, env_file: mine.env}}\n",
    "other/mine.env": "A=9\n",
}


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands("compose.yml", text, OTHERS) == CASES[text]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("services: {web: {environment: {FLASK_DEBUG: 1, X: 2}}}\n", [("FLASK_DEBUG", "1")]),
        ("services: {web: {environment: ['FLASK_DEBUG=1', X=2]}}\n", [("FLASK_DEBUG", "1")]),
        ("services: {web: {environment: ['FLASK_DEBUG=${D}']}}\n", [("FLASK_DEBUG", None)]),
        ("services: {web: {environment: [FLASK_DEBUG]}}\n", []),
        ("x: &x {FLASK_DEBUG: 1}\nservices: {web: {environment: {<<: *x}}}\n", [("FLASK_DEBUG", "1")]),
        ("services: {web: {command: FLASK_DEBUG=1 flask run}}\n", [("FLASK_DEBUG", "1")]),
        ("services: {web: {labels: {FLASK_DEBUG: 1}}}\n", []),
    ],
)
def test_assignments(text, wanted):
    assert variables("compose.yml", text) == wanted


@pytest.mark.parametrize(
    ("service", "variables"),
    [
        ("environment: [A=1=2, B]", {"A": "1=2"}),
        ("environment: {A: 1, B: }", {"A": "1"}),
        ("env_file: a.env", {"A": "file", "C": "file"}),
        ("env_file: [a.env, gone.env]", {"A": "file", "C": "file"}),
        ("env_file: [{path: a.env, required: false}]", {"A": "file", "C": "file"}),
        ("env_file: [{required: false}, $X/a.env]", {}),
        ("env_file: a.env\n    environment: {A: own}", {"A": "own", "C": "file"}),
    ],
)
def test_the_variables_of_a_command(service, variables):
    text = f"services:\n  web:\n    command: x\n    {service}\n"
    ((words, _, found),) = commands("compose.yml", text, {"a.env": "A=file\nC=file\n", "$X/a.env": "D=1\n"})
    assert (words, found) == ("x", variables)


BASE = "services: {web: {build: ., volumes: ['./a:/a', './b:/b'], environment: {A: base, B: base}, command: x}}\n"


@pytest.mark.parametrize(
    ("path", "text", "wanted"),
    [
        ("compose.override.yml", "services: {web: {command: y}}\n", [("y", "", {"A": "base", "B": "base"})]),
        ("compose.dev.yml", "services: {web: {command: y, environment: {A: own}}}\n", [("y", "", {"A": "own", "B": "base"})]),
        ("compose.dev.yml", "services: {web: {environment: {A: own}}}\n", []),  # the file below tells it
        ("compose.dev.yml", "services: {web: {build: dev, command: y}}\n", [("y", "", {})]),
        ("compose.dev.yml", "services: {web: {image: dev, command: y}}\n", [("y", "", {})]),
        ("compose.dev.yml", "services: {other: {command: y}}\n", [("y", "", {})]),
        ("deep/compose.dev.yml", "services: {web: {command: y}}\n", [("y", "", {})]),
    ],
)  # fmt: skip
def test_a_file_that_is_laid_over_another(path, text, wanted):
    assert commands(path, text, {"compose.yml": BASE}) == wanted


@pytest.mark.parametrize(
    ("own", "wanted"),
    [
        ("", ["./a:/a", "./b:/b"]),
        ("volumes: ['./c:/b', '/x']", ["./a:/a", "./c:/b", ":/x"]),
        ("extends: {file: compose.yml, service: web}, volumes: ['./c:/c']", ["./a:/a", "./b:/b", "./c:/c"]),
        ("image: x, volumes: ['./c:/c']", ["./c:/c"]),
    ],
)
def test_the_volumes_of_both(own, wanted):
    source = Source("compose.override.yml", COMPOSE, f"services: {{web: {{{own}}}}}\n".encode())
    (service,) = compose.services(source, {"compose.yml": BASE.encode()}.get)
    assert [f"{one.origin}:{one.target}" for one in compose.volumes(service)] == wanted


@pytest.mark.parametrize(
    ("path", "other", "wanted"),
    [
        ("compose.yml", "compose.override.yml", True), ("docker-compose.yml", "docker-compose.override.yaml", True),
        ("a/compose.yaml", "a/compose.override.yml", True), ("compose.dev.yml", "compose.override.yml", False),
        ("a/compose.yml", "compose.override.yml", False), ("compose.yml", "compose.dev.yml", False),
    ],
)  # fmt: skip
def test_what_is_laid_over_by_itself(path, other, wanted):
    source = Source(path, COMPOSE, BASE.encode())
    (service,) = compose.services(source)
    read = {path: BASE.encode(), other: b"services: {web: {volumes: ['./c:/c']}}\n"}.get
    found = compose.override(source, service, read)
    assert [one.target for one in compose.volumes(found)] == ["/a", "/b", "/c"] if wanted and found else found is None
