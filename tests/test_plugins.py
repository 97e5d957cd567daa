"""Plugins: the example package, built and installed for real, brings a rule and a server where the settings name it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLE = Path(__file__).resolve().parent.parent / "fixtures" / "plugin"
NAMED = '[tool.watchlint]\nplugins = ["watchlint-example"]\n'
RULE = "example-notes-in-root"


@pytest.fixture(scope="module")
def beside(tmp_path_factory) -> str:
    """A folder that the example is installed into."""
    target = tmp_path_factory.mktemp("plugins")
    words = ["pip", "install", "--quiet", "--no-deps", "--target", str(target), str(EXAMPLE)]
    subprocess.run([sys.executable, "-m", "uv", *words], check=True, capture_output=True)
    return str(target)


@pytest.fixture
def watchlint(beside):
    """Run `watchlint WORDS` where the example is installed."""

    def call(*words: str, cwd) -> tuple[int, str, str]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join([beside, str(EXAMPLE.parent.parent)])}
        done = subprocess.run(
            [sys.executable, "-m", "watchlint", *words], cwd=str(cwd), env=environment, capture_output=True, text=True
        )
        return done.returncode, done.stdout, done.stderr

    return call


def test_its_rule_reports_and_fixes_where_it_is_named(watchlint, repository):
    tree = repository({"notes.txt": "x\n", "pyproject.toml": NAMED})
    _, out, _ = watchlint("check", "--output-format", "json", cwd=tree)
    (finding,) = json.loads(out)["findings"]
    assert (finding["rule"], finding["hook"], finding["severity"]) == (RULE, "watchlint-example", "warning")
    assert finding["url"] == f"https://example.org/{RULE}"
    code, _, _ = watchlint("check", "--fix", cwd=tree)
    assert code == 1 and (tree / "docs/notes.txt").read_text() == "x\n"
    assert watchlint("check", cwd=tree)[:2] == (0, "0 errors, 0 warnings, 0 fixed, 0 suppressed\n")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--select", RULE), True),
        (("--select", "watchlint-example"), True),
        (("--ignore", RULE), False),
        (("--select", "check-gitignore"), False),
    ],
)
def test_it_is_selected_as_ours_are(watchlint, repository, words, found):
    tree = repository({"notes.txt": "x\n", "pyproject.toml": NAMED})
    code, out, err = watchlint("check", *words, cwd=tree)
    assert (code, err, RULE in out) == (0, "", found)


def test_off_unless_it_is_named(watchlint, repository):
    tree = repository(
        {"notes.txt": "x\n", "Procfile": "web: brook --reload app.py\n", "app.py": "", "pyproject.toml": ""}
    )
    code, out, _ = watchlint("check", "--notes", cwd=tree)
    assert code == 0 and RULE not in out and "brook" not in out
    code, _, err = watchlint("check", "--select", RULE, cwd=tree)
    assert code == 2 and f"no rule or hook is called '{RULE}'" in err


def test_one_root_does_not_lend_its_plugins_to_another(watchlint, repository, tmp_path):
    one = repository({"notes.txt": "x\n", "pyproject.toml": NAMED}, name="one")
    two = repository({"notes.txt": "x\n"}, name="two")
    _, out, _ = watchlint("check", str(one), str(two), "--output-format", "json", cwd=tmp_path)
    assert [finding["root"] for finding in json.loads(out)["findings"]] == [str(one)]


def test_its_server_is_predicted(watchlint, repository):
    tree = repository(
        {
            "Procfile": "web: brook --reload app.py\n",
            "app.py": "",
            "a/b.txt": "",
            "requirements.txt": "brook\nwatchfiles\n",
            "pyproject.toml": NAMED,
        }
    )
    code, out, err = watchlint("watches", "--json", cwd=tree)
    assert (code, err) == (0, "")
    (server,) = json.loads(out)["servers"]
    folders = [path for path, _, _ in os.walk(str(tree))]
    assert (server["server"], server["watches"]) == ("brook", len(folders))


@pytest.mark.parametrize(
    ("named", "words"),
    [
        ("no-such-package", "plugins: no-such-package is not installed beside watchlint"),
        ("pytest", ""),  # installed, and no plugin: nothing comes of it
    ],
)
def test_what_can_not_be_loaded_is_named(watchlint, repository, named, words):
    tree = repository({"pyproject.toml": f'[tool.watchlint]\nplugins = ["{named}"]\n'})
    code, _, err = watchlint("check", cwd=tree)
    assert (code, words in err) == (2 if words else 0, True)
    assert err.count("\n") == bool(words)
