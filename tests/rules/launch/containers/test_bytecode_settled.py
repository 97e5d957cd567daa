"""Where a container's PYTHONDONTWRITEBYTECODE is set by something else than its own lines."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.base.nodes import get
from watchlint.facts.launch.base.source import Source
from watchlint.facts.repository.near import NearRepository
from watchlint.fixes.splice import spliced
from watchlint.rules.launch import files
from watchlint.rules.launch.containers import bytecode_settled as settled


def compose(folder, service: str, more: dict[str, str], path: str = "compose.yml"):
    """(the repository, the compose file's source) of one service."""
    repository = NearRepository(str(folder({path: f"services:\n  web: {service}\n", **more})))
    return repository, next(one for one in files.sources(repository, ("compose",)) if one.path == path)


@pytest.mark.parametrize(
    ("service", "more", "known"),
    [
        ("{}", {}, False),
        ("{image: ours}", {}, False),
        ("{image: 'python:3.13'}", {}, True),
        ("{build: .}", {}, False),  # its Dockerfile is not here
        ("{build: .}", {"Dockerfile": "FROM ours\n"}, False),
        ("{build: .}", {"Dockerfile": ""}, False),
        ("{build: .}", {"Dockerfile": "FROM python\nENV PYTHONPYCACHEPREFIX=/x\n"}, False),
        ("{build: .}", {"Dockerfile": "FROM python AS one\nFROM ours\n"}, False),
        ("{build: .}", {"Dockerfile": "FROM python\n"}, True),
        ("{build: ./api}", {"api/Dockerfile": "FROM python\n"}, True),
        ("{build: {context: api, dockerfile: web.Dockerfile}}", {"api/web.Dockerfile": "FROM ours AS one\nFROM python\n"}, True),
        ("{build: {}}", {"Dockerfile": "FROM python\n"}, True),
    ],
)  # fmt: skip
def test_whether_the_image_is_known_to_leave_it_alone(folder, service, more, known):
    repository, source = compose(folder, service, more)
    assert settled.image_is_known(source, get(source.tree, "services", "web"), repository) is known


def test_a_build_counts_from_the_file_s_own_folder(folder):
    repository, source = compose(folder, "{build: .}", {"api/Dockerfile": "FROM python\n"}, "api/compose.yml")
    assert settled.image_is_known(source, get(source.tree, "services", "web"), repository)


FLAG = "{environment: {PYTHONDONTWRITEBYTECODE: 1}}"


@pytest.mark.parametrize(
    ("path", "service", "said"),
    [
        ("api/compose.override.yml", f"web: {FLAG}", False),  # another folder
        ("compose.override.yml", f"ui: {FLAG}", False),
        ("compose.override.yml", "web: {environment: {A: 1}}", False),
        ("compose.override.yml", f"web: {FLAG}", True),
    ],
)
def test_another_compose_file_may_set_it(folder, path, service, said):
    repository, source = compose(folder, "{image: python}", {path: f"services:\n  {service}\n"})
    assert settled.in_other_compose(source, "web", repository) is said


@pytest.mark.parametrize(
    ("path", "text", "after"),
    [
        (".env.example", "FLASK_DEBUG=1\n", None),
        ("prod.env", "FLASK_DEBUG=1\n", None),
        (".env", "FLASK_DEBUG=0\n", None),
        (".env", "FLASK_DEBUG=\n", None),
        (".env", "A=1\n", None),
        (".env", "FLASK_DEBUG=1\nPYTHONDONTWRITEBYTECODE=\n", None),
        (".env", "FLASK_DEBUG=1\nSTREAMLIT_SERVER_FILE_WATCHER_TYPE=none\n", None),
        (".env", "UVICORN_RELOAD=1", "UVICORN_RELOAD=1\nPYTHONDONTWRITEBYTECODE=1"),
        (".env", "A=1\nFLASK_DEBUG=True # x\nB=1\n", "A=1\nFLASK_DEBUG=True # x\nPYTHONDONTWRITEBYTECODE=1\nB=1\n"),
        (".env", "FLASK_DEBUG=on\r\nB=1\r\n", "FLASK_DEBUG=on\r\nPYTHONDONTWRITEBYTECODE=1\r\nB=1\r\n"),
        (".env", "\ufeffFLASK_DEBUG=1\n", "\ufeffFLASK_DEBUG=1\nPYTHONDONTWRITEBYTECODE=1\n"),
        (".env", "export STREAMLIT_SERVER_PORT=1\n", "export STREAMLIT_SERVER_PORT=1\nexport PYTHONDONTWRITEBYTECODE=1\n"),
    ],
)  # fmt: skip
def test_an_environment_file(path, text, after):
    found = list(settled.in_dotenv(Source(path, "dotenv", text.encode())))
    assert len(found) == (0 if after is None else 1)
    for one in found:
        changed = spliced(text.encode(), one.splices)
        assert changed == after.encode() and list(settled.in_dotenv(Source(path, "dotenv", changed))) == []
