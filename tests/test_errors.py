"""A wrong flag, setting or root ends with one line and its own exit code."""

from __future__ import annotations

import pytest

from watchlint import errors


def test_the_exit_codes_are_those_of_the_contract():
    assert (errors.CLEAN, errors.FOUND, errors.USAGE, errors.INTERNAL) == (0, 1, 2, 3)


@pytest.mark.parametrize(
    ("flags", "files"),
    [
        (("--no-such-flag",), {}),
        (("--output-format", "none"), {}),
        (("--select", "no-such-rule"), {}),
        ((), {".watchlint.toml": "no-such-key = 1\n"}),
        (("nowhere",), {}),
    ],
)
def test_what_is_wrong_is_told_in_one_line(repository, run, flags, files):
    shown = run("check_all", *flags, cwd=repository({"a": "", **files}))
    assert shown.code == errors.USAGE
    assert "Traceback" not in shown.err and len(shown.err.strip().splitlines()[-1:]) == 1
