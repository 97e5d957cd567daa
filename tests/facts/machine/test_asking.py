"""Another interpreter, asked: what it says, and what keeps it from saying it."""

from __future__ import annotations

import sys

import pytest

from watchlint.facts.machine import asking

# program -> (exit code, what it said)
SAID = {
    "": (0, []),
    "print('watchlint:nonsense')": (0, []),
    "print('other'); print('watchlint:[1, 2]'); print('watchlint:{}')": (0, [[1, 2], {}]),
    "import sys; print('watchlint:' + sys.argv[1]); sys.exit(3)": (3, [7]),
    "import os; print('watchlint:%d' % ('OURS_X' in os.environ))": (0, [0]),
    "import os; print('watchlint:%d' % ('PYTHONSTARTUP' in os.environ))": (0, [0]),
}


@pytest.mark.parametrize("program", SAID)
def test_what_it_says(program, monkeypatch):
    monkeypatch.setenv("OURS_X", "1")
    monkeypatch.setenv("PYTHONSTARTUP", "none.py")
    code, said, _ = asking.ask(sys.executable, program, "7", 20, without=("OURS_",))
    assert (code, said) == SAID[program]


def test_one_that_is_not_there_and_one_that_hangs():
    assert asking.ask("/nowhere/python", "", "", 20)[:2] == (127, [])
    assert asking.ask(sys.executable, "import time; time.sleep(30)", "", 0.5)[:2] == (None, [])


@pytest.mark.parametrize(
    ("code", "text", "reason"),
    [
        (None, "", "no answer in time"),
        (1, "x\nModuleNotFoundError: No module named 'django'", "django is not installed there"),
        (1, "ModuleNotFoundError: No module named 'other'", "ModuleNotFoundError: No module named 'other'"),
        (3, "", "the interpreter ended with 3"),
    ],
)
def test_why_there_is_no_answer(code, text, reason):
    assert asking.failure(code, text, "django") == reason
