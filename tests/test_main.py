"""`python -m watchlint`."""

from __future__ import annotations

import ast
import subprocess
import sys

import pytest

from tests.conftest import PROJECT


def test_it_is_the_command():
    done = subprocess.run([sys.executable, "-m", "watchlint", "--version"], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.startswith("watchlint ")


@pytest.mark.parametrize("release", [(3, 9), (3, 8), (3, 7), (3, 6)])
def test_what_an_older_python_reads_first_it_can_read(release, monkeypatch, capsys):
    """Its grammar accepts the module that refuses it, and the refusal is one line with the remedy."""
    text = (PROJECT / "watchlint/__init__.py").read_text(encoding="utf-8")
    compile(ast.parse(text, feature_version=release), "x", "exec")
    monkeypatch.setattr(sys, "version_info", (*release, 0, "final", 0))
    with pytest.raises(SystemExit) as left:
        exec(text, {})
    said = capsys.readouterr().err
    assert left.value.code == 2 and said.count("\n") == 1
    assert f"is {release[0]}.{release[1]}: write `language_version: python3.10`" in said
