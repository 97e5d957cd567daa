"""`watchlint-all-repos` by all-repos itself, with clones of bare repositories, to which it pushes."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from tests.fleet import campaigns, repositories
from tests.fleet.campaigns import BRANCH, FIXED, Campaign

pytestmark = pytest.mark.skipif(os.name == "nt", reason="all-repos asks for a file's mode")
pytest.importorskip("all_repos", reason="all-repos is not installed")

COUNT = 50 if os.environ.get("WATCHLINT_NIGHTLY") == "1" else 10


@pytest.fixture
def campaign(tmp_path):
    return Campaign(tmp_path, COUNT)


@pytest.fixture
def few(tmp_path):
    """One repository of each kind."""
    return Campaign(tmp_path, len(campaigns.KINDS))


def wanted(campaign) -> list[str]:
    return sorted(name for name in campaign.bare if name.rpartition("-")[0] in FIXED)


@pytest.mark.oracle
def test_a_campaign(campaign, tmp_path):
    before = campaign.heads()
    dry = campaign.run("watchlint-all-repos", "--dry-run")
    assert campaign.heads() == before and dry.stderr == "" and "Errored" not in dry.stdout
    assert dry.stdout.count("the commit's message:") == len(wanted(campaign))
    assert dry.stdout.count("no branch: the check fails with compiled-sourceless") == COUNT // len(campaigns.KINDS)

    done = campaign.run("watchlint-all-repos", "--jobs", "2")
    assert "Errored" not in done.stdout and campaign.branches() == wanted(campaign)
    after = campaign.heads()
    assert {key: value for key, value in after.items() if not key.endswith(BRANCH)} == before, "nothing else was pushed"
    for name in wanted(campaign):
        place = tmp_path / "pushed" / name
        repositories.git(
            tmp_path,
            "clone",
            "--quiet",
            "--branch",
            BRANCH.partition("heads/")[2],
            str(campaign.bare[name]),
            str(place),
        )
        checked = subprocess.run(
            [sys.executable, "-m", "watchlint", "check", str(place), "--output-format", "json"], capture_output=True
        )
        assert checked.returncode == 0, checked.stdout
        text = repositories.git(place, "log", "-1", "--format=%B")
        assert (
            text.startswith("Fix what watchlint finds\n\n- ")
            and "Committed via" in text
            and max(map(len, text.splitlines())) < 120
        )
        kept = {".gitignore", "library/__pycache__/one.cpython-312.pyc", "library/two.pyc"}
        assert set(repositories.git(place, "diff", "--name-only", "HEAD~1").splitlines()) <= kept
        rules = {
            "compiled-bytecode-tracked": name.startswith("bytecode"),
            "gitignore-missing": name.startswith("no-ignore"),
        }
        assert {rule: f"/rules/{rule}." in text for rule in rules} == rules

    again = campaign.run("watchlint-all-repos")
    assert campaign.heads() == after
    assert again.stdout.count("has a branch all-repos_autofix_watchlint already") == len(wanted(campaign))

    for place in campaign.bare.values():  # merged: then there is nothing to fix
        if f"{place.stem} {BRANCH}" in after:
            repositories.git(place, "update-ref", "refs/heads/main", BRANCH)
            repositories.git(place, "update-ref", "-d", BRANCH)
    merged = campaign.heads()
    stale = campaign.run("watchlint-all-repos")
    campaign.run("all-repos-clone")
    fresh = campaign.run("watchlint-all-repos")
    assert campaign.heads() == merged and "commit's message" not in stale.stdout + fresh.stdout


def test_limit_and_rules(few):
    few.run("watchlint-all-repos", "--limit", "1", "--branch", "one")
    assert len([key for key in few.heads() if "autofix_one" in key]) == 1
    shown = few.run("watchlint-all-repos", "--dry-run", "--select", "check-compiled-files")
    assert shown.stdout.count("commit's message") == sum(1 for name in few.bare if name.startswith("bytecode"))


def test_interactive(few):
    few.run(
        "watchlint-all-repos",
        "--interactive",
        "--repos",
        *map(str, sorted(few.clones.glob("misses-*"))),
        stdin="n\n",
    )
    assert few.branches() == []
    shown = few.run("watchlint-all-repos", "-i", stdin="y\nq\n")
    assert len(few.branches()) == 1 and "Goodbye!" in shown.stdout


def test_what_was_spoilt_by_hand_is_not_pushed(few, tmp_path, monkeypatch):
    """In the shell that all-repos offers, after the fix was checked."""
    shell = tmp_path / "shell"
    shell.write_text("#!/bin/sh\nprintf '*.log\\n' > .gitignore\necho spoilt > NUMBER\n")
    shell.chmod(0o755)
    monkeypatch.setitem(repositories.ENVIRONMENT, "SHELL", str(shell))
    [clone, *_] = sorted(few.clones.glob("misses-*"))
    shown = few.run("watchlint-all-repos", "-i", "--repos", str(clone), stdin="s\ny\n")
    assert "not pushed: the check fails with gitignore-misses-bytecode" in shown.stdout and few.branches() == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "No such file"),
        ("{", "Expecting"),
        ("{}", "'output_dir'"),
        ({"source": "no_module"}, "No module named 'no_module'"),
    ],
)
def test_usage(run, tmp_path, content, said):
    place = tmp_path / "all-repos.json"
    if content is not None:
        given = {"output_dir": "o", "push": "all_repos.push.readonly", "push_settings": {}, "source_settings": {}}
        place.write_text(content if isinstance(content, str) else json.dumps({**given, **content}))
        place.chmod(0o600)
    shown = run("all_repos", "-C", str(place), cwd=tmp_path)
    assert (shown.code, shown.out) == (2, "") and said in shown.err and shown.err.count("\n") == 1


def test_no_such_rule(run, tmp_path):
    shown = run("all_repos", "--select", "nonsense", cwd=tmp_path)
    assert shown.code == 2 and "no rule or hook is called 'nonsense'" in shown.err


def test_without_what_the_extra_brings(run, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "all_repos", None)
    shown = run("all_repos", cwd=tmp_path)
    assert shown.code == 2 and "pip install 'watchlint[all-repos]'" in shown.err
