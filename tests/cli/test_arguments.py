"""The short way through a command line gives what argparse gives, and leaves the rest to it."""

from __future__ import annotations

import subprocess
import sys
from itertools import product

import pytest

from watchlint.checking.options import Options
from watchlint.cli import arguments, clean_caches, parser
from watchlint.cli.arguments import SWITCHES, parse, switched
from watchlint.errors import UsageError

WORDS = [
    "",
    "a",
    "b/c",
    "--fix",
    "-q",
    "--exit-zero",
    "--strict",
    "-",
    "--",
    "-x",
    "-qv",
    "--fi",
    "--select=a",
    "--color",
    "--version=",
]


def by_argparse(words: list[str]) -> dict[str, object] | None:
    options = Options()
    try:
        parser.read(words, parser.of_checks("check-all", ""), (), options)
    except UsageError:
        return None
    return vars(options)


@pytest.mark.parametrize("count", range(4))
def test_what_is_read_without_argparse_is_what_argparse_reads(count):
    read = 0
    for words in product(WORDS, repeat=count):
        options = Options()
        if switched(options, words, SWITCHES):
            read += 1
            assert vars(options) == by_argparse(list(words)), words
        else:
            assert vars(options) == vars(Options()), words
    assert read >= 7 * count


def test_each_flag_without_a_value_is_known():
    made = parser.of_checks("check-all", "")
    flags = {flag: action.dest for action in made._actions if action.nargs == 0 for flag in action.option_strings}
    assert SWITCHES == {flag: dest for flag, dest in flags.items() if dest not in ("help", "version")}


def test_defaults_are_the_same_either_way():
    assert by_argparse([]) == vars(Options())
    assert vars(parse("check-all", "", [])) == {**vars(Options()), "output_format": "text"}


def test_a_flag_of_one_hook(monkeypatch):
    extra = [("--tier", {"dest": "inotify_tier", "choices": ("small", "large")})]
    assert parse("check-inotify-tier", "", ["--tier", "large"], extra).own == {"inotify_tier": "large"}
    monkeypatch.setattr(sys, "argv", ["check-inotify-tier", "a", "--fix"])
    options = parse("check-inotify-tier", "", None, extra)
    assert (options.roots, options.fix, options.own) == (["a"], True, {})


def test_clean_caches_knows_its_flags_either_way(monkeypatch):
    seen = []
    for flag in ("--dry-run", "-n", "--quiet", "-q", "--verbose", "-v"):
        words = ["a", flag]
        short = vars(clean_caches._parsed(words))
        monkeypatch.setattr(arguments, "switched", lambda *_: False)
        assert short == vars(clean_caches._parsed(words))
        monkeypatch.undo()
        seen.append(tuple(name for name, value in short.items() if value is True))
    assert seen == [("dry_run",), ("dry_run",), ("quiet",), ("quiet",), ("verbose",), ("verbose",)]


@pytest.mark.parametrize("words", [[], ["--fix"], [".", "-q"]])
def test_argparse_is_not_imported(words):
    code = f"import sys; from watchlint.cli.arguments import parse; parse('', '', {words}); sys.exit('argparse' in sys.modules)"
    assert subprocess.run([sys.executable, "-S", "-c", code]).returncode == 0
