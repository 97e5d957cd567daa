"""A release: the tag, the changelog and the pages agree, or it is not made."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import release
from watchlint import __version__

TAG = f"v{__version__}"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "docs").mkdir()
    (tmp_path / "CHANGELOG.md").write_text(f"# Changelog\n\n## {__version__} (2026-12-01)\n")
    (tmp_path / "README.md").write_text(f"```yaml\n    rev: {TAG}\n```\n")
    return tmp_path


def test_what_agrees_may_be_released(project):
    assert release.wrong(TAG, project) == []


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("CHANGELOG.md", f"## {__version__} (unreleased)\n", "no heading"),
        ("README.md", "  rev: v0.0.9\n", "README.md: rev: v0.0.9"),
        ("docs/ci.md", "  rev: v9\n", "docs/ci.md: rev: v9"),
    ],
)
def test_what_does_not_is_named(project, path, text, words):
    (project / path).write_text(text)
    (said,) = release.wrong(TAG, project)
    assert words in said


@pytest.mark.parametrize("tag", ["v9.9.9", __version__, ""])
def test_a_tag_of_another_version(project, tag):
    assert any(f"says {__version__}" in line for line in release.wrong(tag, project))


def test_the_pages_pin_this_version():
    assert [line for line in release.wrong(TAG) if "rev:" in line] == []
