"""`watchlint COMMAND`."""

from __future__ import annotations

import pytest

from watchlint import __version__
from watchlint.cli.main import COMMANDS


@pytest.mark.parametrize("flags", [[], ["-h"], ["--help"], ["help"]])
def test_the_list_of_commands(run, flags):
    shown = run("cli.main", *flags)
    assert shown.code == 0 and all(f"\n  {name}" in shown.out for name in COMMANDS)


def test_version(run):
    assert run("cli.main", "--version") == (0, f"watchlint {__version__}\n", "")


@pytest.mark.parametrize(("name", "words"), [("chekc", "did you mean 'check'?"), ("zzz", "commands are check, ")])
def test_an_unknown_command(run, name, words):
    shown = run("cli.main", name)
    assert shown.code == 2 and shown.out == "" and words in shown.err and shown.err.count("\n") == 1


def test_flags_go_to_the_command(repository, run):
    tree = repository({"m.py": "", "run.py": "import m\n"})
    assert run("cli.main", "check", "--quiet", str(tree)).code == 1


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help(run, name):
    shown = run("cli.main", name, "--help")
    assert shown.code == 0 and shown.out.startswith("usage: ")
