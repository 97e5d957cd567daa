"""A start of an image that a service's own command takes the place of."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository
from watchlint.rules.launch import files, overridden, starts

IMAGE = "FROM python\nWORKDIR /srv\nCMD {}\n"
STREAMLIT, UVICORN = "streamlit run app.py", "uvicorn main:app --reload"


def service(rest: str) -> str:
    return f"services:\n  web:\n{rest}"


@pytest.mark.parametrize(
    ("command", "compose", "said"),
    [
        (STREAMLIT, None, False),
        (STREAMLIT, service("    build: .\n"), False),  # it starts what the image says
        (STREAMLIT, service(f"    image: other\n    command: {STREAMLIT}\n"), False),
        (STREAMLIT, service(f"    build: ./other\n    command: {STREAMLIT}\n"), False),
        (STREAMLIT, service(f"    build: .\n    command: {UVICORN}\n"), False),  # another server
        (STREAMLIT, service("    build: .\n    command: python x.py\n"), False),
        (STREAMLIT, service(f"    build: .\n    command: {STREAMLIT} --server.port 80\n"), True),
        (UVICORN, service(f"    build: {{context: ., dockerfile: Dockerfile}}\n    command: {UVICORN}\n"), True),
    ],
)
def test_by_service(folder, command, compose, said):
    tree = folder({"Dockerfile": IMAGE.format(command), "app.py": "", "main.py": ""})
    if compose:
        tree.write({"compose.yml": compose})
    repository = NearRepository(str(tree))
    (source,) = files.sources(repository, ("dockerfile",))
    (launch,) = starts.launches(source, repository)
    assert overridden.by_service(launch, repository) is said


def test_only_an_image_is_overridden(folder):
    repository = NearRepository(
        str(folder({"run.sh": f"{STREAMLIT}\n", "compose.yml": service(f"    build: .\n    command: {STREAMLIT}\n")}))
    )
    found = {
        launch.path: launch for source in files.sources(repository) for launch in starts.launches(source, repository)
    }
    assert sorted(found) == ["compose.yml", "run.sh"]
    assert not any(overridden.by_service(launch, repository) for launch in found.values())
    assert not overridden.by_service(found["run.sh"]._replace(command=None), repository)
