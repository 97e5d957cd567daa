"""launch-dockerignore-missing."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import fixed, seen

RULE = "launch-dockerignore-missing"
IMAGE = "FROM python:3.13\nWORKDIR /srv\nCOPY . .\n"
HEAVY = {".gitignore": "__pycache__/\nnode_modules/\n", "node_modules/120-empty-folders": ""}

# what it shows: (files, [(severity, path, line)], what --fix --unsafe-fixes writes)
CASES = {
    "node_modules": ({**HEAVY, "Dockerfile": IMAGE}, [("warning", "Dockerfile", 3)], "node_modules\n.git\n**/__pycache__\n"),
    "an environment, added": (
        {".gitignore": ".venv/\n", ".venv/untracked-pyvenv.cfg": "", ".venv/100-empty-folders": "", "Dockerfile": "FROM x\nADD --chown=1 ./ /srv\n"},
        [("warning", "Dockerfile", 2)], ".venv\n.git\n**/__pycache__\n",
    ),
    "nothing large": ({"Dockerfile": IMAGE}, [("info", "Dockerfile", 3)], ".git\n**/__pycache__\n"),
    "in exec form": ({"Dockerfile": 'FROM x\nCOPY [".", "/srv"]\n'}, [("info", "Dockerfile", 2)], ".git\n**/__pycache__\n"),
    "git is asked for a version": (
        {"Dockerfile": IMAGE, "pyproject.toml": '[build-system]\nrequires = ["setuptools-scm"]\n'},
        [("info", "Dockerfile", 3)], "**/__pycache__\n",
    ),
    "what another line copies stays": (
        {**HEAVY, "node_modules/a/b.js": "", "Dockerfile": IMAGE + "COPY node_modules/a /a\n"},
        [("info", "Dockerfile", 3)], ".git\n**/__pycache__\n",
    ),
    "what git tracks stays": (
        {"node_modules/a.js": "", "node_modules/120-empty-folders": "", "Dockerfile": IMAGE},
        [("info", "Dockerfile", 3)], ".git\n**/__pycache__\n",
    ),
    "two images of one folder": ({"Dockerfile": IMAGE, "Dockerfile.dev": IMAGE}, [("info", "Dockerfile", 3)], ".git\n**/__pycache__\n"),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "written"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_writes(files, expected, written, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == {".dockerignore": written}


def test_it_is_written_where_the_image_is_built_from(repository):
    files = {"compose.yml": "services:\n  a:\n    build: ./api\n", "api/Dockerfile": IMAGE, "api/app.py": ""}
    assert seen(repository, files, RULE) == [("info", "api/Dockerfile", 3)]
    assert fixed(repository, files, RULE) == {"api/.dockerignore": "**/__pycache__\n"}


CLEAN = {
    "there is one": {**HEAVY, "Dockerfile": IMAGE, ".dockerignore": "node_modules\n"},
    "there is one for this file": {**HEAVY, "Dockerfile": IMAGE, "Dockerfile.dockerignore": "node_modules\n"},
    "one folder is copied": {**HEAVY, "Dockerfile": "FROM x\nCOPY src .\n", "src/app.py": ""},
    "from another stage": {**HEAVY, "Dockerfile": "FROM x AS a\nFROM x\nCOPY --from=a . .\n"},
    "a comment": {**HEAVY, "Dockerfile": "FROM x\n# COPY . .\n"},
    "built from two folders": {
        **HEAVY, "Dockerfile": IMAGE, "api/app.py": "",
        "compose.yml": "services:\n  a:\n    build: .\n  b:\n    build: {context: api, dockerfile: ../Dockerfile}\n",
    },
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
