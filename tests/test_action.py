"""action.yml and the GitLab component: pinned, and their steps run as the runner would, with the same shell."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import yaml

from watchlint import __version__

PROJECT = Path(__file__).resolve().parent.parent
ACTION = yaml.safe_load((PROJECT / "action.yml").read_text(encoding="utf-8"))
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
    done = bash(step["run"], tree, **given, ROOT=".", STRICT=strict)
    assert (done.returncode, done.stderr) == (code, ""), done.stdout
    assert done.stdout.startswith("::") == ("m.py" not in files)
    assert (tmp_path / "summary.md").read_text().startswith("**watchlint**: ")
    assert json.loads((tmp_path / "watchlint.sarif").read_text())["version"] == "2.1.0"
    assert (tmp_path / "output").read_text() == f"sarif={tmp_path}/watchlint.sarif\n"


def bash(step: str, cwd: object, **variables: object) -> subprocess.CompletedProcess:
    """A `run` step as GitHub's runner starts it (docs.github.com, "Exit codes and error action preference")."""
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step],
        cwd=str(cwd), env={**os.environ, **{k: str(v) for k, v in variables.items()}}, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.oracle
@pytest.mark.skipif(os.name == "nt", reason="the action's shell is bash")
def test_its_steps_in_order(repository, tmp_path):
    """From the installation on: what is installed is this folder, by pip, into an environment of its own."""
    tree = repository({"m.py": "", "n.pyc": ""})
    given = {
        "RUNNER_TEMP": tmp_path,
        "GITHUB_ACTION_PATH": PROJECT,
        "GITHUB_STEP_SUMMARY": tmp_path / "summary.md",
        "GITHUB_OUTPUT": tmp_path / "output",
        "GITHUB_ACTIONS": "true",
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "ROOT": ".",
        "STRICT": "false",
    }
    done = [bash(step["run"], tree, **given) for step in STEPS.values() if "run" in step]
    assert [one.returncode for one in done] == [0, 1], [one.stderr for one in done]
    assert done[-1].stdout.startswith("::error file=n.pyc,") and "compiled-sourceless" in done[-1].stdout


GITLAB = list(yaml.safe_load_all((PROJECT / "templates" / "check.yml").read_text(encoding="utf-8")))


@pytest.mark.skipif(os.name == "nt", reason="the component's shell is sh")
@pytest.mark.parametrize(
    ("files", "strict", "code", "rows"),
    [
        ({"m.py": ""}, False, 0, 0),
        ({"n.pyc": ""}, False, 1, 1),
        ({"x.so": ""}, False, 0, 1),
        ({"x.so": ""}, True, 1, 1),
    ],
)
def test_the_gitlab_component(repository, files, strict, code, rows):
    """Its script, with the inputs filled in, as GitLab's runner joins it; what is installed is what runs here."""
    header, jobs = GITLAB
    (job,) = jobs.values()
    inputs = {**{name: one["default"] for name, one in header["spec"]["inputs"].items()}, "strict": strict}
    used = set(re.findall(r"\$\[\[ inputs\.(\w+) \]\]", yaml.safe_dump(jobs)))
    assert used == set(inputs)
    variables = {
        name: re.sub(r"\$\[\[ inputs\.(\w+) \]\]", lambda found: str(inputs[found[1]]).lower() if found[1] == "strict" else str(inputs[found[1]]), text)
        for name, text in job["variables"].items()
    }  # fmt: skip
    tree = repository(files)
    script = "\n".join(job["script"]).replace("/tmp/watchlint/bin", sysconfig.get_path("scripts"))
    done = subprocess.run(
        ["sh", "-e", "-c", script], cwd=str(tree), env={**os.environ, **variables}, capture_output=True, text=True
    )
    assert (done.returncode, done.stderr) == (code, ""), done.stdout
    assert len(json.loads((tree / "gl-code-quality-report.json").read_text())) == rows
    assert job["artifacts"]["reports"]["codequality"] == "gl-code-quality-report.json"
    assert f"watchlint=={__version__}" == inputs["package"]
