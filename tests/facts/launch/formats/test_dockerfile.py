"""Dockerfiles: stages, what each starts, and what it sets."""

from __future__ import annotations

import pytest

from tests.facts.launch.reading import commands, variables
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.formats import dockerfile

CASES = {
    "": [],
    "CMD flask run\n": [],
    "FROM python\nCMD flask run\n": [("flask run", "/", {})],
    'FROM python\nCMD ["flask", "run"]\n': [("flask run", "/", {})],
    "FROM ours\nCMD flask run\n": [("flask run", None, {})],
    "FROM ours\nWORKDIR /app\nCMD flask run\n": [("flask run", "/app", {})],
    "FROM ours\nWORKDIR app\nCMD flask run\n": [("flask run", None, {})],
    "FROM python\nWORKDIR app\nWORKDIR ../x\nCMD flask run\n": [("flask run", "/x", {})],
    "FROM python\nWORKDIR $D\nCMD a\n": [("a", None, {})],
    # ENTRYPOINT and CMD
    'FROM python\nENTRYPOINT ["flask"]\nCMD ["run"]\n': [("flask run", "/", {})],
    'FROM python\nENTRYPOINT flask\nCMD ["run"]\n': [("flask", "/", {})],
    'FROM python\nENTRYPOINT ["flask"]\nCMD run\n': [("flask /bin/sh -c run", "/", {})],
    'FROM python AS a\nCMD ["run"]\nFROM a\nENTRYPOINT ["flask"]\n': [("run", "/", {}), ("flask", "/", {})],
    "FROM python\nCMD a\nCMD b\n": [("b", "/", {})],
    'FROM python\nENTRYPOINT []\nCMD ["a"]\n': [("a", "/", {})],
    # stages
    "FROM python AS a\nWORKDIR /x\nENV A=1\nFROM A\nCMD b\n": [("b", "/x", {"A": "1"})],
    "FROM python AS a\nCMD b\nFROM a\nWORKDIR /x\n": [("b", "/x", {})],
    "FROM --platform=x python AS a\nCMD b\nFROM ours\n": [("b", "/", {})],
    # variables
    "FROM python\nENV A=1\nENV A=2 B=$A-2\nENV C 3 4\nCMD b\n": [("b", "/", {"A": "2", "B": "1-2", "C": "3 4"})],
    "ARG A=1\nFROM python\nENV B=$A\nARG A\nENV C=$A\nCMD b\n": [("b", "/", {"B": "$A", "C": "1"})],
    "FROM python\nARG A=x\nWORKDIR /$A\nCMD b\n": [("b", "/x", {})],
}


@pytest.mark.parametrize("text", CASES)
def test_commands(text):
    assert commands("Dockerfile", text) == CASES[text]


@pytest.mark.parametrize(
    ("base", "wanted"),
    [
        ("python", True), ("python:3.13-slim", True), ("docker.io/library/python:3", True), ("python@sha256:0", True),
        ("public.ecr.aws/docker/library/node:22", True), ("localhost:5000/python", False), ("python:$V", True), ("$BASE", False),
        ("tiangolo/uvicorn-gunicorn", False), ("scratch", True),
    ],
)  # fmt: skip
def test_a_base_that_is_known(base, wanted):
    (stage,) = dockerfile.stages(Source("Dockerfile", "dockerfile", f"FROM {base}\n".encode()))
    assert dockerfile.base_is_plain(stage) is wanted


def test_only_so_many_stages_are_read():
    text = "FROM python\n" * (dockerfile.MOST_STAGES + 1)
    assert len(dockerfile.stages(Source("Dockerfile", "dockerfile", text.encode()))) == dockerfile.MOST_STAGES


@pytest.mark.parametrize(
    ("workdir", "named", "wanted"),
    [("/a", "b", "/a/b"), ("/a", "/b/../c", "/c"), (None, "b", None), (None, "/b", "/b"), ("/a", "$B", None), ("/a", "", None)],
)  # fmt: skip
def test_within(workdir, named, wanted):
    assert dockerfile.within(workdir, named) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FROM a\nENV FLASK_DEBUG=1 X=2\n", [("FLASK_DEBUG", "1")]),
        ("FROM a\nENV FLASK_DEBUG 1\n", [("FLASK_DEBUG", "1")]),
        ("FROM a\nENV X=2 \\\n  FLASK_DEBUG='1'\n", [("FLASK_DEBUG", "1")]),
        ("FROM a\nENV FLASK_DEBUG=$D\n", [("FLASK_DEBUG", None)]),
        ("FROM a\nRUN FLASK_DEBUG=1 flask x\n", [("FLASK_DEBUG", "1")]),
        ("FROM a\nCMD FLASK_DEBUG=1 flask run\n", [("FLASK_DEBUG", "1")]),
        ("FROM a\nLABEL FLASK_DEBUG=1\n# ENV FLASK_DEBUG=1\n", []),
    ],
)
def test_assignments(text, wanted):
    assert variables("Dockerfile", text) == wanted
