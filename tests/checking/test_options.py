"""The flags as they are where none is given."""

from __future__ import annotations

from watchlint.checking.options import Options
from watchlint.cli.parser import of_checks


def test_they_are_what_the_command_line_gives_without_flags():
    given = vars(of_checks("check-all", "").parse_args([]))
    assert {name: value for name, value in vars(Options()).items() if name in given} == given
    assert vars(Options()).keys() - given.keys() == {"annotate", "own"}


def test_no_run_shares_a_list_with_another():
    one, other = Options(), Options()
    one.select.append("x")
    one.own["x"] = 1
    assert other.select == [] and other.own == {}
