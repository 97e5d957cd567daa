"""A compose file: its services' volumes, in both forms."""

from __future__ import annotations

import pytest

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
