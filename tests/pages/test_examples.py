"""What README and documentation say is run, or read by what reads it."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from functools import cache

import pytest
import yaml

from tests.pages.blocks import PROJECT, Block, Step, blocks, commands, pages, shown, steps
from watchlint import __version__, settings
from watchlint.cli.main import COMMANDS
from watchlint.facts.repository.repository import Repository
from watchlint.findings.model import DOCS

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGES = {path.relative_to(PROJECT).as_posix(): blocks(path) for path in pages()}
RUN = [name for name, found in PAGES.items() if any(steps(one) for one in found if one.language == "console")]


@pytest.mark.skipif(os.name == "nt", reason="the pages' commands are those of a POSIX shell")
@pytest.mark.parametrize("page", RUN)
def test_a_pages_commands_print_what_it_says(page, repository):
    """Each page is one project; its files are there from the block on that names them."""
    tree, ran = repository({".gitignore": "__pycache__/\n*.pyc\n"}), 0
    scripts = sysconfig.get_path("scripts")
    environ = {**os.environ, "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}", "COLUMNS": "100"}
    for block in PAGES[page]:
        if block.title:
            tree.write({block.title: block.text}).add(block.title)
            continue
        for command, output in steps(block) if block.language == "console" else ():
            done = subprocess.run(
                command, shell=True, cwd=str(tree), env=environ, capture_output=True, text=True, encoding="utf-8"
            )
            assert shown(output).fullmatch(done.stdout), f"{page}:{block.line}: $ {command}\n{done.stdout}{done.stderr}"
            ran += 1
    assert ran


@pytest.mark.parametrize("page", PAGES)
def test_every_watchlint_command_is_one(page):
    for block in PAGES[page]:
        if block.language not in ("sh", "console"):
            continue
        lines = [step.command for step in steps(block)] or commands(block)
        for line in lines:
            words = shlex.split(line.replace("&&", "\n").splitlines()[-1])
            if "watchlint" in words and words[0] not in ("uv", "pip", "pipx", "pre-commit", "git", "cd"):
                check(words[words.index("watchlint") + 1 :], f"{page}:{block.line}: {line}")


def check(words: list[str], place: str) -> None:
    """The words after `watchlint` name a command, and flags that it has."""
    assert words and words[0] in COMMANDS, place
    told = helped(words[0]) + (helped(*words[:2]) if words[1:] and words[1].isalpha() else "")
    for word in words[1:]:
        if word.startswith("--"):
            assert word.partition("=")[0] in told, place


@cache
def helped(*words: str) -> str:
    """What `watchlint WORDS --help` prints."""
    return subprocess.run(
        [sys.executable, "-m", "watchlint", *words, "--help"], capture_output=True, text=True, check=True
    ).stdout


READERS = {
    "json": json.loads,
    "toml": tomllib.loads,
    "yaml": lambda text: list(yaml.safe_load_all(text)),
    "yml": yaml.safe_load,
    "python": lambda text: compile(text, "page", "exec"),
}


@pytest.mark.parametrize("page", PAGES)
def test_every_block_is_of_its_language(page):
    for block in PAGES[page]:
        if block.language in READERS and "…" not in block.text and "..." not in block.text:
            READERS[block.language](block.text)


def test_the_settings_shown_are_settings(tmp_path):
    seen = 0
    for found in PAGES.values():
        for block in found:
            if block.language == "toml" and "[tool.watchlint" in block.text:
                (tmp_path / "pyproject.toml").write_text(block.text, encoding="utf-8")
                settings.load(Repository(str(tmp_path)))
                seen += 1
    assert seen >= 1


@pytest.mark.parametrize(
    ("output", "said", "fits"),
    [
        ("a\n", "a\n", True),
        ("a\n", "a\nb\n", False),
        ("a …\n", "a b\n", True),
        ("a …\n", "b\n", False),
        ("…\nb\n", "a\na\nb\n", True),
        ("a\n…\n", "a\n", True),
        ("a\n…\n", "b\n", False),
        ("1.5\n", "1x5\n", False),
    ],
)
def test_what_is_shown(output, said, fits):
    assert bool(shown(output).fullmatch(said)) == fits


def test_the_steps_of_a_block():
    block = Block("console", "", "$ a b\nc\nd\n$ e\n", 1)
    assert steps(block) == [Step("a b", "c\nd\n"), Step("e", "")]
    assert steps(Block("console", "", "a\nb\n", 1)) == []


def test_the_readmes_links_are_whole_and_of_this_release():
    """The package index shows the README, where no relative link leads anywhere."""
    text = (PROJECT / "README.md").read_text(encoding="utf-8")
    links = re.findall(r"\]\(([^)]+)\)", text)
    assert links and all(link.startswith("https://") for link in links)
    pages = [link.removeprefix(DOCS) for link in links if "github.io" in link]
    assert [page for page in pages if page and not (PROJECT / "docs" / page.replace(".html", ".md")).is_file()] == []
    assert f"rev: v{__version__}" in text and f"watchlint@v{__version__}" in text
