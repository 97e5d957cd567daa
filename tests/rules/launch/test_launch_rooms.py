"""The parts of check-launch-files: which files, a Dockerfile's instructions, splices, Python's own reading of the flag."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from watchlint.facts.launch import kinds
from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base import instructions
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.formats import dockerfile
from watchlint.facts.repository.repository import Repository
from watchlint.fixes.refused import Refused
from watchlint.fixes.splice import spliced

KINDS = {
    "Dockerfile": "dockerfile", "docker/Dockerfile.dev": "dockerfile", "web.dockerfile": "dockerfile",
    "Containerfile": "dockerfile", "Dockerfile.dockerignore": None, "docs/Dockerfile.md": None,
    "docker-compose.yml": "compose", "compose.override.yaml": "compose", "a/docker-compose.dev.yml": "compose",
    ".devcontainer/devcontainer.json": "devcontainer", ".devcontainer.json": "devcontainer",
    ".env": "dotenv", ".env.local": "dotenv", "web.env": "dotenv", ".env.d.ts": None,
    "Procfile": "procfile", "Procfile.dev": "procfile", "Makefile": "makefile", "tasks.mk": "makefile",
    "run.sh": "shell", "deploy/web.service": "systemd", ".github/workflows/ci.yml": "workflow", "ci.yml": None,
    ".vscode/settings.json": "vscode", "settings.json": None, "pyproject.toml": "tasks", "README.md": None,
}  # fmt: skip


@pytest.mark.parametrize("path, kind", KINDS.items())
def test_what_a_file_is(path, kind):
    assert kinds.kind_of(path) == kind


def test_every_launch_file_is_found_and_no_other(repository):
    tree = repository({**dict.fromkeys(KINDS, "x"), "bin/start": "#!/bin/sh\n", "bin/tool": "#!/usr/bin/env python3\n"})
    found = kinds.candidates(Repository(str(tree)))
    assert found == {**{path: kind for path, kind in KINDS.items() if kind}, "bin/start": "shell"}


def test_without_candidates_identify_is_not_imported(repository):
    tree = repository({f"pkg{n}/m.py": "" for n in range(3)})
    code = (
        "import sys; before = set(sys.modules); from watchlint.rules.catalogue import hook; from watchlint.facts.repository.repository import Repository;"
        "from watchlint.settings import Settings; own = hook('check-launch-files'); names = [one.name for one in own.entries];"
        "assert not list(own.findings(Repository(sys.argv[1]), Settings(), names));"
        "assert not [name for name in sys.modules if name.startswith('watchlint.rules.launch.') and name.count('.') > 3];"
        "print(sorted({'identify', 'yaml', 'ast', 'json'} & set(sys.modules) - before))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tree)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def words(text):
    return [(one.word, text[one.body : one.end]) for one in instructions.instructions(text)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("FROM a\nRUN b \\\n  c\nCMD d", [("FROM", "a"), ("RUN", "b \\\n  c"), ("CMD", "d")]),
        ("FROM a\r\nENV b=c\r\n", [("FROM", "a"), ("ENV", "b=c")]),
        ("RUN a \\\n# no\n\n  b\nCMD c\n", [("RUN", "a \\\n# no\n\n  b"), ("CMD", "c")]),
        ("# escape=`\nRUN a `\n b\nCMD c:\\\nUSER d\n", [("RUN", "a `\n b"), ("CMD", "c:\\"), ("USER", "d")]),
        ("RUN <<EOF\nENV a=b\nEOF\nCMD c\n", [("RUN", "<<EOF\nENV a=b\nEOF"), ("CMD", "c")]),
        ("COPY <<-'X' /a\n\tENV a=b\n\tX\nCMD c\n", [("COPY", "<<-'X' /a\n\tENV a=b\n\tX"), ("CMD", "c")]),
        ("RUN <<EOF\nnever closed\n", [("RUN", "<<EOF"), ("NEVER", "closed")]),
        ("\ufeffFROM a\n", [("FROM", "a")]),
        ("RUN a \\", [("RUN", "a \\")]),
        ("", []),
    ],
)
def test_the_instructions_of_a_dockerfile(text, expected):
    assert words(text) == expected


@pytest.mark.parametrize(
    "text, folder",
    [
        ("FROM python:3.13\n", "/"),
        ("FROM docker.io/library/python:3.13-slim@sha256:1\n", "/"),
        ("FROM ghcr.io/us/base\n", None),
        ("FROM ghcr.io/us/base\nWORKDIR /a\nWORKDIR b\n", "/a/b"),
        ("FROM python AS one\nWORKDIR /a\nFROM one\nWORKDIR b\n", "/a/b"),
        ("FROM python AS one\nWORKDIR /a\nFROM python\n", "/"),
        ("FROM python\nWORKDIR $HOME\n", None),
        ("FROM python\nWORKDIR /\n", "/"),
        ("ARG V\nFROM python:${V}\n", "/"),
        ("FROM ${BASE}\n", None),
    ],
)
def test_the_working_folder_of_a_stage(text, folder):
    read = Source("Dockerfile", "dockerfile", text.encode())
    assert dockerfile.images(read)[-1].workdir == folder


@pytest.mark.parametrize(
    "kind, text, value",
    [
        ("shell", "export STREAMLIT_SERVER_PORT=80", "80"),
        ("shell", "env STREAMLIT_SERVER_PORT='80' x", "80"),
        ("shell", "docker run -e STREAMLIT_SERVER_PORT=80 x", "80"),
        ("shell", 'docker run -e "STREAMLIT_SERVER_PORT=80" x', "80"),
        ("shell", "STREAMLIT_SERVER_PORT=$PORT x", None),
        ("shell", 'STREAMLIT_SERVER_PORT="${PORT:-80}" x', None),
        ("shell", "STREAMLIT_SERVER_PORT=`x` y", None),
        ("dotenv", "STREAMLIT_SERVER_PORT = 80 # why", "80"),
        ("dotenv", 'STREAMLIT_SERVER_PORT="80" # why', "80"),
        ("dotenv", "STREAMLIT_SERVER_PORT={{ port }}", None),
        ("systemd", "Environment=STREAMLIT_SERVER_PORT=80", "80"),
        ("makefile", "run:\n\tSTREAMLIT_SERVER_PORT=80 x", "80"),
        ("makefile", "STREAMLIT_SERVER_PORT ?= 80", "80"),
        ("dockerfile", "ENV STREAMLIT_SERVER_PORT 80", "80"),
        ("dockerfile", "# escape=`\nENV A=b `\n STREAMLIT_SERVER_PORT=80", "80"),
        ("dockerfile", "RUN STREAMLIT_SERVER_PORT=80 x", "80"),
        ("compose", "services: {a: {environment: {STREAMLIT_SERVER_PORT: 80}}}", "80"),
        ("compose", "services:\n a:\n  command: STREAMLIT_SERVER_PORT=80 x", "80"),
        ("workflow", "env:\n  STREAMLIT_SERVER_PORT: ${{ env.X }}", None),
        ("tasks", "[tool.pdm.scripts]\nx = {cmd = 'y', env = {STREAMLIT_SERVER_PORT = '80'}}", "80"),
    ],
)
def test_a_variable_and_its_place(kind, text, value):
    path = "a.yml" if kind in ("compose", "workflow") else "a"
    (one,) = assignments(Source(path, kind, text.encode()))
    assert (one.name, one.value) == ("STREAMLIT_SERVER_PORT", value)
    assert text[one.at : one.end] == one.name
    if value is not None:
        assert text[one.value_at : one.value_end] == value


def test_splices_keep_every_other_byte():
    data = b"\xef\xbb\xbfa\r\n\xff b\r\n"
    assert spliced(data, [(5, 6, "c"), (5, 6, "c")]) == b"\xef\xbb\xbfa\r\n\xffcb\r\n"
    assert spliced(data, []) == data


@pytest.mark.parametrize("splices", [[(0, 3, "a"), (2, 4, "b")], [(3, 2, "")], [(0, 99, "")]])
def test_splices_that_do_not_fit_are_refused(splices):
    with pytest.raises(Refused):
        spliced(b"abcdef", splices)


@pytest.mark.parametrize("offset, line, column", [(0, 1, 1), (1, 1, 1), (3, 2, 1), (4, 2, 2)])
def test_places_count_from_one_and_not_the_mark_in_front(offset, line, column):
    read = Source("a", "shell", "\ufeffa\nbc".encode())
    place = read.place(offset)
    assert (place["line"], place["column"]) == (line, column)


@pytest.mark.skipif(os.name == "nt", reason="making a symbolic link needs a privilege on Windows")
def test_a_program_in_bin_is_no_problem(repository, run):
    tree = repository(
        {"requirements.txt": "streamlit\nwatchdog\nflask\n", "env/bin/x": "", ".gitignore": "__pycache__/\n*.pyc*\n"}
    )
    (tree / "env/bin/python").symlink_to("/usr/bin/env")
    tree.git("add", "-A")
    for hook in ("check_launch_files", "check_reloader", "check_inotify_tier"):
        assert "symbolic link" not in run(hook, str(tree)).err
