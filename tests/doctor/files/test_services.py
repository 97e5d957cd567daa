"""Which services of compose start a server."""

from __future__ import annotations

import pytest

from watchlint.doctor.files.services import running, sources
from watchlint.facts.repository.near import NearRepository
from watchlint.servers.launches import launches

APP = {"main.py": "app = None\n", "requirements.txt": "uvicorn[standard]\n"}
IMAGE = "FROM python:3.13\nWORKDIR /app\nCOPY . .\nCMD uvicorn main:app --reload\n"
SCRIPT = {
    "Dockerfile": "FROM python:3.13\nWORKDIR /app\nCOPY start /start\nCOPY . .\n",
    "start": "#!/bin/sh\nexec uvicorn main:app --reload\n",
}
BUILT = "services:\n  web:\n    build: .\n{}"


@pytest.mark.parametrize(
    ("files", "names"),
    [
        (
            {
                "compose.yml": "services:\n  web:\n    image: x\n    command: uvicorn main:app --reload\n  db:\n    image: y\n"
            },
            ["web"],
        ),
        ({"Dockerfile": IMAGE, "compose.yml": BUILT.format("")}, ["web"]),
        ({"Dockerfile": IMAGE, "compose.yml": BUILT.format("    command: sleep 9\n")}, []),
        ({"Dockerfile": IMAGE, "compose.yml": BUILT.replace("build: .", "build: web").format("")}, []),
        ({**SCRIPT, "local.yml": BUILT.format("    volumes: ['.:/app']\n    command: /start\n")}, ["web"]),
        ({"start.sh": SCRIPT["start"], "compose.yml": BUILT.format("")}, []),
        ({"Dockerfile": IMAGE}, []),
    ],
)
def test_the_services_that_start_it(folder, files, names):
    repository = NearRepository(str(folder({**APP, **files})))
    found = [service.name for launch in launches(repository) for _, service in running(launch, repository)]
    assert found == names


def test_the_compose_files_of_tests_are_left_out(folder):
    files = dict.fromkeys(
        ("compose.yml", "tests/compose.yml", "local.yml", "prod.yml"), "services:\n  a:\n    image: x\n"
    )
    assert [one.path for one in sources(NearRepository(str(folder(files))))] == ["compose.yml", "local.yml"]
