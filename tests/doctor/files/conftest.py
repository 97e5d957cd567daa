"""What a file says, beside what is expected of it."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.near import NearRepository


@pytest.fixture
def tells(folder):
    """`tells(said, files, expected)`: of these files it says this: (id, path, line, how the step begins) each."""

    def compare(said, files, expected):
        found = list(said(NearRepository(str(folder(files)))))
        assert [(one.id, one.path, one.line) for one in found] == [row[:3] for row in expected]
        for one, row in zip(found, expected, strict=True):
            assert one.step.startswith(row[3]) and one.step and one.message and "\n" not in one.message + one.step

    return compare
