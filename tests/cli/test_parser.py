"""argparse as the checks use it."""

from __future__ import annotations

import pytest

from watchlint import __version__
from watchlint.checking.options import Options
from watchlint.cli import parser
from watchlint.errors import UsageError


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--nonsense"], "unrecognized arguments: --nonsense (see check-all --help)"),
        (
            ["--fi"],
            "unrecognized arguments: --fi (see check-all --help)",
        ),  # no abbreviations: a new flag would change them
        (["--color", "no"], "argument --color: invalid choice"),
        (["--select"], "argument --select: expected one argument"),
        (["--tier", "small"], "--tier is an option of check-inotify-tier; for check-all write `inotify-tier` into"),
    ],
)
def test_a_wrong_call_is_one_line(words, said):
    with pytest.raises(UsageError) as raised:
        parser.of_checks("check-all", "").parse_args(words)
    assert str(raised.value).startswith(said) and "\n" not in str(raised.value)


def test_a_hook_s_own_flags_are_kept_apart():
    options = Options()
    extra = [("--tier", {"choices": ("small", "large")}), ("--allow-compiled", {"action": "append"})]
    parser.read(["--tier", "small", "--strict", "x"], parser.of_checks("check-x", ""), extra, options)
    assert options.own == {"tier": "small", "allow_compiled": None}
    assert options.strict and options.roots == ["x"] and not hasattr(options, "tier")


@pytest.mark.parametrize(("columns", "width"), [("60", 58), ("", 100), ("x", 100)])
def test_help_is_as_wide_as_the_terminal(monkeypatch, columns, width):
    monkeypatch.setenv("COLUMNS", columns)
    said = parser.of_checks("check-all", "d").format_help()
    assert "--unsafe-fixes" in said and width - 20 < max(map(len, said.splitlines())) <= width


def test_the_version(capsys):
    with pytest.raises(SystemExit):
        parser.of_checks("check-all", "").parse_args(["--version"])
    assert capsys.readouterr().out == f"watchlint {__version__}\n"
