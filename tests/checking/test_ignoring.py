"""`--add-ignores`: after it nothing fails, and nothing else has changed."""

from __future__ import annotations

import json

import pytest

CLEAN = {".gitignore": "__pycache__/\n*.pyc\n", "a.py": "import b\n", "b.py": "B = 1\n"}
STREAMLIT = {**CLEAN, "requirements.txt": "streamlit==1.45.1\n", "app.py": "import streamlit\n"}
CONFIG = ".streamlit/config.toml"
BROKEN = {**STREAMLIT, CONFIG: "[server]\nprot = 1\n", "x.pyc": "x", "x.so": "x"}


def test_every_error_and_warning_is_answered(repository, run):
    tree = repository(BROKEN)
    before = json.loads(run("check_all", "--output-format", "json", cwd=tree).out)
    serious = [finding for finding in before["findings"] if finding["severity"] != "info"]
    shown = run("check_all", "--add-ignores", cwd=tree)
    assert shown.code == 0 and "«TODO: say why»" in shown.out.splitlines()[-1]
    after = json.loads(run("check_all", "--output-format", "json", cwd=tree).out)
    assert [finding for finding in after["findings"] if finding["severity"] != "info"] == []
    assert after["suppressed"] == len(serious) > 2
    assert (
        tree / CONFIG
    ).read_text() == "[server]\n# watchlint: ignore[streamlit-option-unknown] TODO: say why\nprot = 1\n"
    changed = {path for path, data in tree.contents().items() if BROKEN.get(path, "").encode() != data}
    assert changed == {CONFIG, ".watchlint.toml"}
    again = tree.contents()
    run("check_all", "--add-ignores", cwd=tree)
    assert tree.contents() == again


def test_notes_are_not_answered_but_by_name(repository, run):
    tree = repository({**CLEAN, "requirements.txt": "watchfiles==1.1.0\n"})
    assert run("check_all", "--add-ignores", cwd=tree).code == 0
    assert not (tree / ".watchlint.toml").exists()
    run("check_all", "--add-ignores", "--select", "inotify-tier-unset", cwd=tree)
    assert 'inotify-tier-unset = "TODO: say why"' in (tree / ".watchlint.toml").read_text()


def test_diff_changes_nothing(repository, run):
    tree = repository(BROKEN)
    before = tree.contents()
    shown = run("check_all", "--add-ignores", "--diff", cwd=tree)
    assert shown.code == 1 and "+# watchlint: ignore[streamlit-option-unknown] TODO: say why" in shown.out
    assert tree.contents() == before


def test_not_together_with_fix(repository, run):
    shown = run("check_all", "--add-ignores", "--fix", cwd=repository(CLEAN))
    assert shown.code == 2 and "--fix and --add-ignores exclude each other" in shown.err


@pytest.mark.parametrize("kind", ["pyproject.toml", ".watchlint.toml"])
def test_settings_are_written_where_they_are(repository, run, kind):
    table = "tool.watchlint." if kind == "pyproject.toml" else ""
    tree = repository({**CLEAN, "x.so": "x", kind: "" if table else 'profile = "development"\n'})
    run("check_all", "--add-ignores", cwd=tree)
    assert f'[{table}per-path-ignore]\n"x.so" = ["compiled-extension-tracked"]' in (tree / kind).read_text()


def test_what_no_comment_can_stand_beside_is_ignored_in_the_settings(repository, run):
    """A line more in a block of text is another text."""
    workflow = "jobs:\n  t:\n    steps:\n      - run: |\n          STREAMLIT_SERVER_FILEWATCHERTYPE=none make x\n"
    tree = repository({**CLEAN, ".github/workflows/ci.yml": workflow})
    assert run("check_all", cwd=tree).code == 1
    assert run("check_all", "--add-ignores", cwd=tree).code == 0
    assert (tree / ".github/workflows/ci.yml").read_text() == workflow
    assert "launch-variable-unknown" in (tree / ".watchlint.toml").read_text()
    assert run("check_all", cwd=tree).code == 0
