"""The files that say what a project asks for, and the project that each is of."""

from __future__ import annotations

import pytest

from watchlint.facts.packages.files import ENDS, WORDS, project_folder, role


@pytest.mark.parametrize(
    ("path", "folder"),
    [
        ("requirements.txt", ""),
        ("requirements/base.txt", ""),
        ("app/requirements/edx/base.in", "app"),
        ("app/pyproject.toml", "app"),
    ],
)
def test_project_folder(path, folder):
    assert project_folder(path) == folder


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("requirements.txt", "requirements"),
        ("requirements-dev.txt", "requirements"),
        ("dev_requirements.txt", "requirements"),
        ("a/Requirements.TXT", None),
        ("a/Requirements.txt", "requirements"),
        ("requirements/base.txt", "requirements"),
        ("requirements/edx/base.in", "requirements"),
        ("requirements.lock", "requirements"),
        ("constraints.txt", "constraints"),
        ("requirements/constraints.txt", "constraints"),
        ("a/pyproject.toml", "pyproject"),
        ("Pipfile", "pipfile"),
        ("Pipfile.lock", "lock"),
        ("pylock.dev.toml", "lock"),
        ("environment.yml", "environment"),
        ("environment-dev.yaml", "environment"),
        ("ci/test-environment.yml", "environment"),
        (".python-version", "python"),
        ("{{cookiecutter.slug}}/requirements.txt", None),
        ("notes.txt", None),
        ("MANIFEST.in", None),
        ("docs/environments.md", None),
        ("my.python-version", None),
        ("Cargo.lock", None),
        ("tox.ini", None),
        ("requirements/README.md", None),
        ("mysetup.py", None),
    ],
)
def test_role(path, expected):
    assert role(path) == expected


@pytest.mark.parametrize(
    "path",
    [
        "requirements.txt", "REQUIREMENTS-dev.txt", "a/reqs/base.txt", "reqs.txt", "requires.txt", "dev-reqs.txt", "pylock.dev.toml",
        "requirements/dev.in", "constraints.txt", "constraints/x.txt", "environment.yml", "runtime.txt", "Pipfile.lock", "x/setup.cfg",
    ],
)  # fmt: skip
def test_what_a_listing_is_searched_for_finds_every_role(path):
    assert role(path) is not None
    assert path.endswith(ENDS) or any(word in path.lower() for word in WORDS)
