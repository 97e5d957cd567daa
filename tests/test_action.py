"""action.yml: pinned, and its check run as the runner would, with the same shell."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml

ACTION = yaml.safe_load((Path(__file__).resolve().parent.parent / "action.yml").read_text(encoding="utf-8"))
STEPS = {step["name"]: step for step in ACTION["runs"]["steps"]}


def test_every_action_is_pinned_by_its_hash():
    used = [step["uses"] for step in STEPS.values() if "uses" in step]
    assert len(used) == 2 and all(re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", name) for name in used)


def test_no_shell_text_is_made_from_an_input():
    assert not [name for name, step in STEPS.items() if "${{" in step.get("run", "")]


@pytest.mark.skipif(os.name == "nt", reason="the action's shell is bash")
@pytest.mark.parametrize(
    ("files", "strict", "code"),
    [({"m.py": ""}, "false", 0), ({"n.pyc": ""}, "false", 1), ({"x.so": ""}, "false", 0), ({"x.so": ""}, "true", 1)],
)
def test_the_check(repository, tmp_path, files, strict, code):
    tree = repository(files)
    (tmp_path / "watchlint").mkdir()
    (tmp_path / "watchlint" / "bin").symlink_to(sysconfig.get_path("scripts"))
    given = {
        "RUNNER_TEMP": tmp_path,
        "GITHUB_STEP_SUMMARY": tmp_path / "summary.md",
        "GITHUB_OUTPUT": tmp_path / "output",
    }
    step = STEPS["Check"]
    assert set(step["env"]) == {"ROOT", "STRICT"}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=str(tree), env={**os.environ, **{k: str(v) for k, v in given.items()}, "ROOT": ".", "STRICT": strict},
        capture_output=True, text=True,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (code, ""), done.stdout
    assert done.stdout.startswith("::") == ("m.py" not in files)
    assert (tmp_path / "summary.md").read_text().startswith("**watchlint**: ")
    assert json.loads((tmp_path / "watchlint.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "output").read_text() == f"sarif={tmp_path}/watchlint.sarif\n"
