"""The fix in a clone, and the message of its commit."""

from __future__ import annotations

import pytest

from tests.fleet import repositories
from tests.fleet.campaigns import KINDS, STAYS
from watchlint.fleet import autofix
from watchlint.fleet.autofix import Asked, Message

ASKED = Asked((), (), "all-repos_autofix_watchlint")


@pytest.fixture
def clone(bare, tmp_path, monkeypatch):
    """Stand in a clone of a repository with these files: `clone(files)` → its folder."""

    def make(files):
        place = tmp_path / "clone"
        repositories.git(tmp_path, "clone", "--quiet", str(bare(files)), str(place))
        monkeypatch.chdir(place)
        return place

    return make


def status(place) -> list[str]:
    return repositories.git(place, "status", "--porcelain", "--untracked-files=all").splitlines()


def test_the_message_says_why():
    applied = {
        "path": ".gitignore",
        "message": "long " * 30,
        "rule": "gitignore-missing",
        "url": "https://x/r.md",
        "fix": {"description": "write it"},
    }
    lines = autofix.message([applied]).splitlines()
    assert lines[0] == autofix.SUBJECT and lines[2].startswith("- .gitignore: long") and max(map(len, lines)) <= 72
    assert [line.strip() for line in lines[-3:]] == ["Fix: write it", "Rule: gitignore-missing", "https://x/r.md"]


def test_what_was_fixed_is_staged_and_the_message_waits(clone, capfd):
    place = clone(KINDS["bytecode"])
    autofix.apply_fix(ASKED)
    assert sorted(line.split()[-1] for line in status(place)) == [
        ".gitignore", "library/__pycache__/one.cpython-312.pyc", "library/two.pyc",
    ]  # fmt: skip
    assert all(line[0] in "MD" for line in [one.strip() for one in status(place)])
    assert f"{Message('general')}\n".startswith(autofix.SUBJECT + "\n\n- ")
    assert "compiled-bytecode-tracked" in capfd.readouterr().out


def test_a_file_that_a_fix_makes_is_part_of_it(clone):
    place = clone(KINDS["no-ignore"])
    autofix.apply_fix(ASKED)
    assert status(place) == ["A  .gitignore"]


@pytest.mark.parametrize("files", [KINDS["clean"], STAYS, {".watchlint.toml": "nonsense = 1\n"}])
def test_what_is_clean_or_stays_broken_is_as_it_was(clone, files, capfd):
    place = clone(files)
    autofix.apply_fix(ASKED)
    assert status(place) == [] and f"{Message('general')}" == "general"
    assert ("no branch: " in capfd.readouterr().out) == (files is not KINDS["clean"])


def test_a_branch_that_is_there_already(clone, capfd):
    place = clone(KINDS["no-ignore"])
    repositories.git(place, "update-ref", f"refs/remotes/origin/{ASKED.branch}", "HEAD")
    autofix.apply_fix(ASKED)
    assert status(place) == [] and "already" in capfd.readouterr().out


def test_only_what_passes_is_pushed(clone, capfd):
    place, pushed = clone(KINDS["misses"]), []
    autofix.push(lambda settings, branch: pushed.append(branch), ASKED, None, "b")
    assert pushed == [] and "not pushed: the check fails with gitignore-misses-bytecode" in capfd.readouterr().out
    autofix.push(
        lambda settings, branch: pushed.append(branch), ASKED._replace(select=("check-compiled-files",)), None, "b"
    )
    assert pushed == ["b"] and repositories.git(place, "worktree", "list").count("\n") == 0


def test_candidates(bare, tmp_path, capsys):
    for name in ("clean", "misses"):
        repositories.git(tmp_path, "clone", "--quiet", str(bare(KINDS[name], name)), str(tmp_path / f"{name}-clone"))
    folders = [str(tmp_path / name) for name in ("clean-clone", "misses-clone", "absent")]
    assert list(autofix.candidates(folders, ASKED)) == [folders[1]]
    assert list(autofix.candidates(folders[:2], ASKED._replace(select=("check-compiled-files",)))) == []
    assert "absent: no such folder" in capsys.readouterr().err
