"""check-inotify-tier: how many files the repository owns, and what its tier says."""

from __future__ import annotations

import pytest

from watchlint.rules.tier.hook import LIMITS, fitting_tier

UNSET = "inotify-tier-unset"
EXCEEDED = "inotify-tier-exceeded"
TOO_LARGE = "inotify-tier-too-large"


@pytest.mark.parametrize(
    ("count", "tier"),
    [(0, "small"), (999, "small"), (1_000, "medium"), (10_000, "medium"), (10_001, "large"), (10**6, "large")],
)
def test_fitting_tier(count, tier):
    assert fitting_tier(count) == tier


def test_the_limits_leave_no_gap():
    rows = list(LIMITS.values())
    assert rows[0][0] == 0 and rows[-1][1] is None
    for (_, most, watches), (fewest, _, more_watches) in zip(rows, rows[1:], strict=False):
        assert fewest == most + 1 and watches < more_watches


def many(count: int, folder: str = "data") -> dict[str, str]:
    return {f"{folder}/{n}.txt": "" for n in range(count)}


@pytest.mark.parametrize(
    ("tier", "count", "expected"),
    [
        ("small", 5, []),
        ("small", 999, []),
        ("medium", 1_000, []),
        ("small", 1_000, [(EXCEEDED, ".watchlint.toml", None)]),
        ("medium", 5, [(TOO_LARGE, ".watchlint.toml", None)]),
        ("large", 5, [(TOO_LARGE, ".watchlint.toml", None)]),
        ("large", 1_000, [(TOO_LARGE, ".watchlint.toml", None)]),
    ],
)
def test_counts(repository, found, tier, count, expected):
    tree = repository(many(count), commit=False)  # untracked and not ignored: owned
    assert found("check_inotify_tier", tree, inotify_tier=tier) == expected


# (what it shows, files, findings of check-all; and called by itself)
UNSET_CASES = [
    ("nothing that watches", {"m.py": "import os\n"}, [], [UNSET]),
    ("only named in a text", {"README.md": "streamlit run app.py", "m.py": "# import streamlit\n"}, [], [UNSET]),
    ("a module of a similar name", {"m.py": "import streamlit_extras_of_mine\nfrom . import streamlit\n"}, [], [UNSET]),
    ("django alone polls", {"requirements.txt": "django==5.0\n"}, [], [UNSET]),
    ("required", {"requirements.txt": "streamlit==1.40\n"}, [UNSET], [UNSET]),
    ("imported", {"app.py": "import streamlit as st\n"}, [UNSET], [UNSET]),
    ("imported from", {"a/b.py": "def f():\n    from watchfiles import watch\n"}, [UNSET], [UNSET]),
    (
        "in a table",
        {"pyproject.toml": '[project]\nname = "x"\ndependencies = ["uvicorn[standard]"]\n'},
        [UNSET],
        [UNSET],
    ),
]


@pytest.mark.parametrize(("files", "among_all", "alone"), [c[1:] for c in UNSET_CASES], ids=[c[0] for c in UNSET_CASES])
def test_unset(repository, found, files, among_all, alone):
    tree = repository(files)
    assert [row[0] for row in found("check_inotify_tier", tree)] == among_all
    assert [row[0] for row in found("check_inotify_tier", tree, called_alone="check-inotify-tier")] == alone
    for name, severity in ((None, "info"), ("check-inotify-tier", "error")):
        for finding in found.findings("check_inotify_tier", tree, called_alone=name):
            assert finding.severity == severity, "a tier is a choice: who calls the hook by its name asks for one"


def test_ignored_and_deleted_files_do_not_count(repository, found):
    tree = repository({**many(1_000), ".gitignore": "build/\n"})
    tree.write(many(2_000, "build"))
    assert found("check_inotify_tier", tree, inotify_tier="small")[0][0] == EXCEEDED
    (tree / "data" / "0.txt").unlink()
    (tree / "data" / "1.txt").unlink()  # 998 files and .gitignore are left
    assert found("check_inotify_tier", tree, inotify_tier="small") == []


def test_submodules_and_links_count_as_git_lists_them(repository, found, tmp_path):
    inner = repository(many(1_500), name="inner")
    tree = repository({"a.txt": ""}, name="outer")
    tree.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(inner), "sub")
    tree.commit()
    assert found("check_inotify_tier", tree, inotify_tier="small") == []
    repository(many(1_500), name="outer/nested", commit=False)
    assert found("check_inotify_tier", tree, inotify_tier="small") == [], "a repository inside this one is not ours"


def test_the_message_names_the_largest_folders(repository, found):
    tree = repository({**many(700, "a"), **many(500, "b/c"), "m.txt": ""})
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="small")
    assert finding.message == (
        "1,201 files here (most in a 700, b 500, the root 1), more than the small tier is for (up to 999 files, "
        "fs.inotify.max_user_watches = 65536): medium fits, which stands for fs.inotify.max_user_watches = 262144"
    )


# (what it shows, file, before, arguments, after; None: no such file)
FIXES = [
    ("no file", ".watchlint.toml", None, [], 'inotify-tier = "small"\n'),
    ("own file", ".watchlint.toml", "# ours\nstrict = true\n", [], '# ours\nstrict = true\ninotify-tier = "small"\n'),
    ("too large", ".watchlint.toml", 'inotify-tier = "large" # x\n', [], 'inotify-tier = "small" # x\n'),
    (
        "a table at the end",
        "pyproject.toml",
        '[project]\nname = "x"\n',
        [],
        '[project]\nname = "x"\n\n[tool.watchlint]\ninotify-tier = "small"\n',
    ),
    (
        "the table that is there, CRLF",
        "pyproject.toml",
        "[tool.watchlint]\r\nstrict = true\r\n\r\n[tool.x]\r\n",
        [],
        '[tool.watchlint]\r\nstrict = true\r\ninotify-tier = "small"\r\n\r\n[tool.x]\r\n',
    ),
]


@pytest.mark.parametrize(("path", "before", "arguments", "after"), [c[1:] for c in FIXES], ids=[c[0] for c in FIXES])
def test_fix(repository, run, path, before, arguments, after):
    tree = repository({"m.txt": "", **({path: before} if before else {})})
    every = ("--select", f"check-inotify-tier,{TOO_LARGE}")  # a note is fixed where its rule is named
    diff = run("check_inotify_tier", "--diff", *every, cwd=tree)
    assert diff.code == 1 and "inotify-tier" in diff.out
    assert run("check_inotify_tier", "--fix", *every).code == 1
    assert (tree / path).read_bytes().decode() == after
    again = run("check_inotify_tier", "--fix", *every)
    assert again.code == 0
    assert (tree / path).read_bytes().decode() == after


def test_fix_raises_an_exceeded_tier(repository, run):
    tree = repository({**many(1_000), "pyproject.toml": '[tool.watchlint]\ninotify-tier = "small"\n'})
    shown = run("check_inotify_tier", cwd=tree)
    assert shown.code == 1 and shown.out.startswith("pyproject.toml:2:1: error inotify-tier-exceeded: 1,001 files here")
    assert run("check_inotify_tier", "--fix").code == 1
    assert (tree / "pyproject.toml").read_text() == '[tool.watchlint]\ninotify-tier = "medium"\n'
    assert run("check_inotify_tier").code == 0


def test_a_tier_too_large_is_information_only(repository, run):
    tree = repository({".watchlint.toml": 'inotify-tier = "medium"\n'})
    shown = run("check_inotify_tier", "--strict", cwd=tree)
    assert shown.code == 0 and TOO_LARGE not in shown.out and ", 1 note (--notes shows it)" in shown.out
    shown = run("check_inotify_tier", "--strict", "--notes", cwd=tree)
    assert shown.code == 0 and "note inotify-tier-too-large" in shown.out


@pytest.mark.parametrize(("tier", "code", "rule"), [("small", 0, ""), ("large", 0, TOO_LARGE)])
def test_tier_flag(repository, run, tier, code, rule):
    tree = repository({"m.txt": ""})
    shown = run("check_inotify_tier", "--notes", "--tier", tier, cwd=tree)
    assert shown.code == code and rule in shown.out


def test_tier_flag_exceeded_is_changed_where_it_was_given(repository, run):
    tree = repository({**many(1_000), ".pre-commit-config.yaml": "repos: []\n"})
    shown = run("check_inotify_tier", "--tier", "small", "--fix", cwd=tree)
    assert shown.code == 1 and "change it there to medium" in shown.out
    assert tree.status == ""


def test_tier_flag_of_an_unknown_tier(repository, run):
    shown = run("check_inotify_tier", "--tier", "huge", cwd=repository())
    assert shown.code == 2 and shown.err.startswith("watchlint: argument --tier: invalid choice")


def test_broken_pyproject_is_not_touched(repository, run):
    tree = repository({"pyproject.toml": '[project\nname = "x"\n', "m.txt": ""})
    fixed = run("check_inotify_tier", "--fix", cwd=tree)
    assert fixed.code in (1, 2)
    assert (tree / "pyproject.toml").read_text() == '[project\nname = "x"\n'
    assert "Traceback" not in fixed.err


def test_without_git_files_are_walked(folder, found):
    tree = folder({**many(1_000), **many(500, "node_modules/x"), **many(500, "venv/lib"), "venv/pyvenv.cfg": ""})
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="small")
    assert finding.rule.name == EXCEEDED and finding.message.startswith("1,000 files here")


@pytest.mark.parametrize(
    ("command", "found"),
    [
        ("uvicorn app:app --reload", True),
        ("streamlit run app.py", True),
        ("uvicorn app:app", False),
        ("gunicorn app:app", False),
    ],
)
def test_a_launch_file_that_starts_a_watching_server_asks_for_a_tier(repository, run, command, found):
    tree = repository({"Procfile": f"web: {command}\n", "app.py": ""})
    shown = run("check_all", "--select", "inotify-tier-unset", "--notes", cwd=tree)
    assert ("inotify-tier-unset" in shown.out) is found


def test_no_settings_are_made_where_git_ignores_them(repository, run):
    tree = repository({"app.py": "import streamlit\n", ".gitignore": ".watchlint.toml\n"})
    fixed = run("check_inotify_tier", "--fix", "--select", "inotify-tier-unset", cwd=tree)
    assert "git ignores .watchlint.toml" in fixed.out
    assert not (tree / ".watchlint.toml").exists() and tree.status == ""
