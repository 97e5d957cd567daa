"""Which project a dependency file belongs to."""

from __future__ import annotations

import pytest

from watchlint.facts.packages.project_folders import project_folder


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
