"""inotify-tier-exceeded: by the number of files, or by the watches of a server whose folder is known."""

from __future__ import annotations

import pytest

from watchlint.facts.machine import inotify
from watchlint.rules.tier import tiers

EXCEEDED = "inotify-tier-exceeded"


def many(count: int, folder: str = "data") -> dict[str, str]:
    return {f"{folder}/{n}.txt": "" for n in range(count)}


def test_the_message_names_the_largest_folders(repository, found):
    tree = repository({**many(700, "a"), **many(500, "b/c"), "m.txt": ""})
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="small")
    assert finding.message == (
        "1,201 files here (most in a 700, b 500, the root 1), more than the small tier is for (up to 999 files, "
        "fs.inotify.max_user_watches = 65536): medium fits, which stands for fs.inotify.max_user_watches = 262144"
    )


def test_fix_raises_an_exceeded_tier(repository, run):
    tree = repository({**many(1_000), "pyproject.toml": '[tool.watchlint]\ninotify-tier = "small"\n'})
    shown = run("check_inotify_tier", cwd=tree)
    assert shown.code == 1 and shown.out.startswith("pyproject.toml:2:1: error inotify-tier-exceeded: 1,001 files here")
    assert run("check_inotify_tier", "--fix").code == 1
    assert (tree / "pyproject.toml").read_text() == '[tool.watchlint]\ninotify-tier = "medium"\n'
    assert run("check_inotify_tier").code == 0


def test_tier_flag_exceeded_is_changed_where_it_was_given(repository, run):
    tree = repository({**many(1_000), ".pre-commit-config.yaml": "repos: []\n"})
    shown = run("check_inotify_tier", "--tier", "small", "--fix", cwd=tree)
    assert shown.code == 1 and "change it there to medium" in shown.out
    assert tree.status == ""


# By watches: with tiers small enough to be outgrown by forty folders.

FILES = {
    "app.py": "import streamlit\n", "requirements.txt": "streamlit==1.67.0\n", "Procfile": "web: streamlit run app.py\n",
    ".gitignore": "data/\n.env/\n", ".watchlint.toml": 'inotify-tier = "small"\n',
}  # fmt: skip


@pytest.fixture
def lower(monkeypatch):
    """Tiers that stand for few watches: `lower(10, 100, 1000)`."""

    def call(*watches: int) -> None:
        for (name, tier), number in zip(list(tiers.BY_NAME.items()), watches, strict=True):
            monkeypatch.setitem(tiers.BY_NAME, name, tier._replace(watches=number))

    monkeypatch.delenv("VIRTUAL_ENV", raising=False)
    monkeypatch.setattr(inotify, "limits", lambda: inotify.Limits(None, None, None))
    return call


@pytest.fixture
def tree(repository):
    made = repository(FILES)
    for number in range(30):
        (made / f"data/{number}").mkdir(parents=True)
    return made


@pytest.mark.parametrize(
    ("watches", "fits", "fixed"),
    [
        ((90, 100, 1_000), None, None),  # room enough
        ((10, 100, 1_000), "medium fits, which stands for fs.inotify.max_user_watches = 100", "medium"),
        ((10, 20, 1_000), "large fits, which stands for fs.inotify.max_user_watches = 1000", "large"),
        ((10, 20, 30), "no tier stands for as many", None),
    ],
)
def test_the_watches_of_a_server_whose_folder_is_known(found, run, tree, lower, watches, fits, fixed):
    lower(*watches)
    for name in (None, "check-inotify-tier"):
        findings = found.findings("check_inotify_tier", tree, inotify_tier="small", called_alone=name)
        assert [finding.rule.name for finding in findings] == ([EXCEEDED] if fits else [])
        for finding in findings:
            assert finding.severity == "error" and (finding.path, finding.line) == (".watchlint.toml", 1)
            assert finding.message.startswith("streamlit app.py (Procfile:1) will take ")
            assert "(most in data 31, .git " in finding.message and finding.message.endswith(f": {fits}")
            assert "watchlint watches" in finding.help and bool(finding.fix) is bool(fixed)
    if fixed:
        assert run("check_inotify_tier", "--fix", cwd=tree).code == 1
        assert (tree / ".watchlint.toml").read_text() == f'inotify-tier = "{fixed}"\n'
        assert run("check_inotify_tier").code == 0


@pytest.mark.parametrize(
    ("what", "files"),
    [
        ("no file starts it", {"Procfile": ""}),
        ("its folder is not known", {"Procfile": "web: cd $HERE && streamlit run app.py\n"}),
        ("it polls", {".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n'}),
        ("no tier is chosen", {".watchlint.toml": ""}),
    ],
)
def test_no_server_is_guessed(run, tree, lower, what, files):
    lower(10, 20, 30)
    tree.write(files)
    assert EXCEEDED not in run("check_inotify_tier", cwd=tree).out, what


def test_one_finding_and_the_larger_of_the_two(found, tree, lower):
    tree.write(many(1_100, "own"))
    lower(10, 100, 1_000)
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="small")
    assert finding.message.startswith("1,105 files here") and "medium fits" in finding.message
    lower(10, 20, 1_000)
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="small")
    assert finding.message.startswith("streamlit app.py") and "large fits" in finding.message


def test_a_larger_tier_is_not_called_too_large_where_a_server_needs_it(found, tree, lower):
    lower(10, 100, 1_000)
    assert found("check_inotify_tier", tree, inotify_tier="medium") == []
