"""Oracle tests ask the real thing. They need Linux for counting watches, a network once for the environments."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # so that these tests share trees, running and environments

import trees  # noqa: E402
from doctor_started import Started  # noqa: E402


@pytest.fixture
def project(request, tmp_path):
    """The tree of the shape that the test names by parameter; readable again afterwards."""
    yield trees.build(request.param, tmp_path)
    trees.open_again(tmp_path)


@pytest.fixture
def started():
    servers: list[Started] = []

    def start(*given, **environ) -> Started:
        servers.append(Started(*given, **environ))
        return servers[-1]

    yield start
    for server in servers:
        server.stop()


def pytest_collection_modifyitems(items):
    here = str(Path(__file__).parent)
    for item in items:
        if (
            str(item.path).startswith(here)
            and item.name.startswith("test_watches")
            and not sys.platform.startswith("linux")
        ):
            item.add_marker(pytest.mark.skip(reason="inotify watches can be counted on Linux only"))
