"""A clone to check says what a plain one says, and brings no more than it needs."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests import spelling
from tests.fleet import repositories
from tests.fleet.conftest import rules_of
from watchlint.facts.repository.repository import Repository
from watchlint.fleet import cloning
from watchlint.fleet.failures import Failure

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
NIGHTLY = os.environ.get("WATCHLINT_NIGHTLY") == "1"
PROTOCOLS = "https:http:ssh:git:file"
CASES = sorted(FIXTURES.glob("*/broken/*" if NIGHTLY else "*/broken/example"))


@pytest.fixture
def cloned(tmp_path):
    """Clone as an audit does: `cloned(address)` → its folder."""

    def clone(address: object) -> Path:
        folder = tmp_path / "cloned" / f"{len(list(tmp_path.glob('cloned/*')))}"
        folder.mkdir(parents=True)
        cloning.clone(str(address), str(folder), PROTOCOLS)
        return folder

    return clone


@pytest.mark.oracle
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.parent.name}-{case.name}")
def test_it_is_checked_as_a_plain_clone_is(case, repository, cloned, run, tmp_path, monkeypatch):
    """And no rule reads a file that was left out."""
    spelling.lay(repository, spelling.read(case), name="from").git("config", "uploadpack.allowFilter", "true")
    plain = tmp_path / "plain"
    subprocess.run(["git", "clone", "--quiet", str(tmp_path / "from"), str(plain)], check=True)
    read = set()
    for name in ("read", "look"):
        method = getattr(Repository, name)
        monkeypatch.setattr(Repository, name, lambda repo, path, method=method: read.add(path) or method(repo, path))
    wanted = run("check_all", str(plain), "--output-format", "json", cwd=tmp_path).out
    assert {path.rpartition(".")[2].lower() for path in read}.isdisjoint(cloning.UNREAD)
    found = run("check_all", str(cloned(tmp_path / "from")), "--output-format", "json", cwd=tmp_path).out
    assert rules_of(found) == rules_of(wanted)


def test_what_no_rule_reads_is_there_and_empty(bare, cloned):
    files = {"a.py": "1", "only/x/a.PNG": b"\x89" * 5000, "b.csv": "1,2", "c.toml": "[a]\n", "only/b.Parquet": b"12"}
    place = bare(files)
    folder = cloned(place)
    written = {path: (folder / path).stat().st_size for path in files}
    assert written == {"a.py": 1, "only/x/a.PNG": 0, "b.csv": 0, "c.toml": 4, "only/b.Parquet": 0}
    missing = subprocess.run(
        ["git", "-C", str(folder), "rev-list", "--objects", "--missing=print", "HEAD"],
        capture_output=True, text=True, check=True, env={**os.environ, "GIT_NO_LAZY_FETCH": "1"},
    ).stdout  # fmt: skip
    assert missing.count("?") == 3, "their content was never sent"
    assert Repository(str(folder)).tracked and set(Repository(str(folder)).tracked) == set(files)


def test_one_commit_of_one_branch(bare, cloned):
    place = bare({"a.py": "1"})
    for number in range(3):
        repositories.head(place, repositories.git(place, "rev-parse", "HEAD^{tree}"))
        repositories.git(place, "update-ref", f"refs/heads/other{number}", "HEAD")
        repositories.git(place, "tag", f"t{number}", "HEAD")
    folder = cloned(place)
    listed = repositories.git(folder, "for-each-ref", "--format=%(refname)").split()
    assert sorted(listed) == ["refs/heads/main", "refs/remotes/origin/HEAD", "refs/remotes/origin/main"]
    assert repositories.git(folder, "rev-list", "--count", "HEAD") == "1"


def test_sha256(bare, cloned):
    folder = cloned(bare({"a.py": "1", "b.png": "x"}, "long", "--object-format=sha256"))
    assert len(repositories.git(folder, "rev-parse", "HEAD")) == 64 and (folder / "a.py").read_text() == "1"


def test_a_server_that_leaves_nothing_out(bare, cloned):
    place = bare({"a.py": "1", "b.png": "x"})
    repositories.git(place, "config", "uploadpack.allowFilter", "false")
    folder = cloned(place)
    assert ((folder / "a.py").read_text(), (folder / "b.png").read_text()) == ("1", "")


def test_nothing_that_this_machine_s_git_is_set_to_run(bare, cloned, tmp_path, monkeypatch):
    marker = tmp_path / "started"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho $0 $@ >> {marker}\nexit 1\n")
    program.chmod(0o755)
    template = tmp_path / "template"
    hooks = [template / "hooks" / "post-checkout", tmp_path / "hooks" / "post-checkout"]
    for hook in hooks:
        hook.parent.mkdir(parents=True)
        shutil.copy(program, hook)
    settings = tmp_path / "gitconfig"
    settings.write_text(
        f'[filter "trap"]\n\tsmudge = {program}\n\tprocess = {program}\n\trequired = true\n[core]\n\tfsmonitor = {program}\n'
        f"\thooksPath = {tmp_path / 'hooks'}\n[init]\n\ttemplateDir = {template}\n[credential]\n\thelper = {program}\n"
        "[submodule]\n\trecurse = true\n"
    )
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    monkeypatch.setenv("GIT_ASKPASS", str(program))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "nowhere"))
    modules = '[submodule "a"]\n\tpath = a\n\turl = ../elsewhere\n'
    folder = cloned(bare({"a.py": "1", ".gitattributes": "* filter=trap\n", ".gitmodules": modules}))
    assert not marker.exists() and (folder / "a.py").read_text() == "1"


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ('unset GIT_CONFIG_COUNT\nexec {git} "$@"', "takes no settings from its environment"),
        (None, "git can't be started"),
    ],
)
def test_a_git_that_hears_no_settings_clones_nothing(script, reason, bare, cloned, tmp_path, monkeypatch):
    source, programs = bare({"a.py": ""}), tmp_path / "bin"
    programs.mkdir()
    if script:
        (programs / "git").write_text("#!/bin/sh\n" + script.format(git=shutil.which("git")) + "\n")
        (programs / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(programs))
    with pytest.raises(Failure, match=reason):
        cloned(source)


def test_nothing_that_the_source_s_own_settings_name(bare, cloned, tmp_path):
    marker = tmp_path / "started"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\necho $0 $@ >> {marker}\nexit 1\n")
    program.chmod(0o755)
    place = bare({"a.py": "1", "b.toml": "2"})
    settings = {
        "uploadpack.packObjectsHook": program, "core.fsmonitor": program, "core.alternateRefsCommand": program,
        "core.sshCommand": program, "core.hooksPath": tmp_path, "remote.origin.url": "ssh://x/y", "remote.origin.promisor": "true",
        "extensions.partialClone": "origin", "alias.upload-pack": f"!{program}", "alias.pack-objects": f"!{program}",
    }  # fmt: skip
    repositories.unpack(place)
    missing = repositories.git(place, "rev-parse", "HEAD:b.toml")
    for key, value in settings.items():
        repositories.git(place, "config", key, str(value))
    folder = cloned(place)
    assert (folder / "a.py").read_text() == "1" and not marker.exists()
    (place / "objects" / missing[:2] / missing[2:]).unlink()  # it would ask its own origin for it
    with pytest.raises(Failure, match="checkout: "):
        cloned(place)
    assert not marker.exists()


@pytest.mark.parametrize(
    ("way", "reason"),
    [
        (repositories.empty, "empty"),
        (repositories.absent, "no such folder"),
        (repositories.no_blob, "checkout: "),
        (repositories.path_upwards, "invalid path"),
        (repositories.program_of_address, "not allowed"),
        (repositories.bomb_of_trees, "1,000,000 files"),
    ],
    ids=lambda given: getattr(given, "__name__", None),
)
def test_what_can_t_be_cloned(way, reason, tmp_path, cloned):
    made = way(tmp_path, "made")
    with pytest.raises(Failure, match=reason) as caught:
        cloned(made.line)
    assert not caught.value.passing
    assert not list(tmp_path.glob("started-by-*")) and not list(tmp_path.rglob("escaped-*"))
