"""The doctor's page in the width of a terminal: sentences are wrapped, commands are not."""

from __future__ import annotations

import re

import pytest

from watchlint.doctor.pages.wrapping import wrapped

PROSE = "Write one with ignore_dirs: node_modules, .venv, .mypy_cache."
COMMAND = "WATCHFILES_FORCE_POLLING=1 uvicorn app:app --reload  # where edits are not noticed"


@pytest.mark.parametrize(
    ("line", "lines"),
    [
        ("", [""]),
        ("short enough for the width, as it is 40", ["short enough for the width, as it is 40"]),
        ("1 problem: uvicorn does not watch 2,500 of 3,000", ["1 problem: uvicorn does not watch 2,500", "of 3,000"]),
        ("  also: uvicorn does not watch 2,500 of 3,000", ["  also: uvicorn does not watch 2,500 of", "        3,000"]),
        (f"  1. {PROSE}", ["  1. Write one with ignore_dirs:", "     node_modules, .venv, .mypy_cache."]),
        (f"    {PROSE}", ["    Write one with ignore_dirs:", "    node_modules, .venv, .mypy_cache."]),
        (
            f"  12. {COMMAND}",
            [
                "  12. WATCHFILES_FORCE_POLLING=1 uvicorn app:app --reload",
                "      # where edits are not noticed",
            ],
        ),
        ("  not watched:   2,500  data/of/a/long/name/a", ["  not watched:   2,500", "  data/of/a/long/name/a"]),
    ],
)
def test_a_line(line, lines):
    assert wrapped(line + "\n", 40, [PROSE, COMMAND]).splitlines() == lines


def test_nothing_is_lost_and_every_line_fits():
    text = f"1 problem: {'many words ' * 30}\n\nWhat to do:\n  {PROSE}\n  {COMMAND}\n"
    told = wrapped(text, 60, [PROSE, COMMAND])
    assert re.sub(r"\s+(# )?", " ", told) == re.sub(r"\s+(# )?", " ", text)
    assert [line for line in told.splitlines() if len(line) > 60] == []
    assert wrapped(told, 60, [PROSE, COMMAND]) == told
