"""A path in the index and not on disk is not missing: it is read from the index, and never replaced."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository, Unreadable

COVERED = "__pycache__/\n*.pyc\n*.pyc.[0-9]*\n"
DJANGO = {
    "requirements.txt": "Django\npywatchman\n",
    "manage.py": 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")\n',
    "settings.py": "INSTALLED_APPS = []\n",
}


def without(tree, *paths: str):
    """The tree as a sparse checkout that leaves these paths out."""
    tree.git("sparse-checkout", "set", "--no-cone", "/*", *[f"!/{path}" for path in paths])
    assert not any((tree / path).exists() for path in paths)
    assert tree.status == ""
    return tree


@pytest.mark.parametrize("left_out", ["sparse", "deleted"])
def test_a_gitignore_that_is_not_checked_out_counts_and_is_not_replaced(repository, found, run, left_out):
    tree = repository({"m.py": "", ".gitignore": "secrets/\n" + COVERED})
    if left_out == "sparse":
        without(tree, ".gitignore")
    else:
        (tree / ".gitignore").unlink()
    assert found("check_gitignore", tree) == []
    assert run("check_gitignore", "--fix", cwd=tree).code == 0
    assert not (tree / ".gitignore").exists()


def test_what_it_misses_is_said_and_not_written(repository, found, run):
    tree = without(repository({"m.py": "import m\n", ".gitignore": "secrets/\n"}), ".gitignore")
    assert found("check_gitignore", tree) == [("gitignore-misses-bytecode", ".gitignore", None)]
    fixed = run("check_gitignore", "--fix", cwd=tree)
    assert fixed.code == 1 and "not checked out" in fixed.out
    assert not (tree / ".gitignore").exists() and tree.status == ""


def test_a_nested_negation_that_is_not_checked_out_counts(repository, found):
    files = {".gitignore": COVERED, "a/.gitignore": "!*.pyc\n", "a/m.py": "import m\n"}
    expected = [("gitignore-readmits-bytecode", "a/.gitignore", 1)]
    assert found("check_gitignore", repository(files, name="whole")) == expected
    assert found("check_gitignore", without(repository(files), "a/.gitignore")) == expected


def test_one_above_the_root_counts(repository, found):
    tree = without(repository({".gitignore": COVERED, "app/m.py": ""}), ".gitignore")
    assert found("check_gitignore", tree / "app") == []


def test_what_git_itself_ignores_is_what_we_say(repository):
    """git reads a .gitignore from the index where the checkout is sparse (dir.c, add_patterns)."""
    tree = without(repository({"m.py": "", ".gitignore": COVERED}), ".gitignore")
    tree.write({"m.pyc": "", "n.txt": ""})
    assert tree.status == "?? n.txt\n"
    verdicts = Repository(str(tree)).verdicts(["m.pyc", "n.txt"])
    assert [verdicts[name].ignored for name in ("m.pyc", "n.txt")] == [True, False]


def test_settings_that_are_not_checked_out_count_and_are_not_replaced(repository, run):
    text = '[tool.watchlint]\ninotify-tier = "small"\n'
    tree = without(repository({"app.py": "import streamlit\n", "pyproject.toml": text}), "pyproject.toml")
    assert run("check_inotify_tier", "--fix", cwd=tree).code == 0
    assert tree.status == ""


def test_settings_that_are_not_checked_out_are_not_written_to(repository, run):
    tree = without(repository({"app.py": "import streamlit\n", "pyproject.toml": "[project]\n"}), "pyproject.toml")
    fixed = run("check_inotify_tier", "--fix", "--select", "inotify-tier-unset", cwd=tree)
    assert "not checked out" in fixed.out
    assert tree.status == "" and not (tree / ".watchlint.toml").exists()


def test_a_watchmanconfig_that_is_not_checked_out(repository, found, run):
    whole = {**DJANGO, ".watchmanconfig": '{"ignore_dirs": [".venv"]}\n'}
    assert found("check_reloader", without(repository(whole), ".watchmanconfig")) == []
    tree = without(repository({**DJANGO, ".watchmanconfig": "{}\n"}, name="other"), ".watchmanconfig")
    fixed = run("check_reloader", "--fix", cwd=tree)
    assert "not checked out" in fixed.out and tree.status == ""


def test_a_streamlit_configuration_that_is_not_checked_out(repository, found, run):
    files = {"app.py": "import streamlit\n", "requirements.txt": "streamlit\n"}
    path = ".streamlit/config.toml"
    tree = without(repository({**files, path: "[server]\nrunOnSave = true\n"}), path)
    assert found("check_streamlit_config", tree) == []
    bad = without(repository({**files, path: '[server]\nrunOnSave = "true"\n'}, name="other"), path)
    fixed = run("check_streamlit_config", "--fix", cwd=bad)
    assert "not checked out" in fixed.out and bad.status == ""


def test_the_index_is_read_as_it_is(repository):
    """No filter runs, no newline changes, no link is followed."""
    tree = repository({".gitattributes": ".gitignore filter=loud eol=crlf\n", ".gitignore": "a\n", "b/m.py": ""})
    tree.git("config", "filter.loud.smudge", "touch ran; tr a-z A-Z")
    without(tree, ".gitignore")
    assert Repository(str(tree)).read(".gitignore") == b"a\n"
    assert not (tree / "ran").exists()


def test_content_that_is_not_here_is_left_alone(repository, run, tmp_path):
    origin = repository({"m.py": "", ".gitignore": COVERED}, name="origin")
    origin.git("config", "uploadpack.allowFilter", "true")
    clone = tmp_path / "clone"
    origin.git("clone", "--quiet", "--filter=blob:none", "--sparse", "--no-checkout", f"file://{origin}", str(clone))
    tree = type(origin)(clone)
    tree.git("sparse-checkout", "set", "--no-cone", "/m.py")
    tree.git("checkout", "--quiet")
    with pytest.raises(Unreadable, match="not checked out"):
        Repository(str(tree)).read(".gitignore")
    run("check_gitignore", "--fix", cwd=tree)
    assert tree.status == ""
