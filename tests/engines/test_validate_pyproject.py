"""validate-pyproject, the real one, reads our schema by its entry point."""

from __future__ import annotations

import subprocess
import sys

import pytest


def judged(tmp_path, text: str) -> tuple[int, str]:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "a"\nversion = "1"\n' + text)
    done = subprocess.run(
        [sys.executable, "-m", "validate_pyproject", "pyproject.toml"], cwd=tmp_path, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize(
    ("table", "word"),
    [
        ('[tool.watchlint]\ninotify-tier = "huge"\n', "inotify-tier"),
        ("[tool.watchlint]\nstrict = 'yes'\n", "strict"),
        ("[tool.watchlint]\nzzz = 1\n", "zzz"),
        ("[tool.watchlint.ignore]\na = 1\n", "ignore"),
    ],
)
def test_a_fault_is_named(tmp_path, table, word):
    code, said = judged(tmp_path, table)
    assert code == 1 and word in said


@pytest.mark.parametrize(
    "table",
    [
        "",
        '[tool.watchlint]\ninotify-tier = "small"\nstrict = true\nextends = "../pyproject.toml"\n',
        '[tool.watchlint]\nper-path-ignore = {"docs/*" = ["gitignore-*"]}\nignore = {a = "b"}\n',
    ],
)
def test_what_is_right_passes(tmp_path, table):
    code, said = judged(tmp_path, table)
    assert code == 0, said
