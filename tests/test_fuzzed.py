"""Readers and editors against who judges them, on what fuzzing kept and on a few inputs more (tools/fuzz has long runs)."""

from __future__ import annotations

import random
import sys
import warnings

import pytest

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),  # of the judges
    pytest.mark.skipif(sys.platform != "linux", reason="the judges are git, make and Docker's parser of Linux"),
]

COUNT = 300
"""Inputs of a target in a run of the tests; of those that start a program, a tenth."""

NAMES = (
    "toml", "toml-places", "toml-edits", "requirement", "requirements-file", "requirements-edits", "setup-cfg", "django-settings",
    "package-files", "shell", "dockerfile", "dotenv", "procfile", "makefile", "supervisord", "launch-files", "yaml", "json", "python",
    "logs", "sysctl", "watchman-config", "gitignore", "gitignore-edits", "names-in-patches",
)  # fmt: skip
STARTS = ("makefile", "gitignore", "gitignore-edits", "names-in-patches")


@pytest.fixture(scope="module")
def targets():
    from tools.fuzz.targets import every

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the judges' own
        return every()


def test_every_target_is_played(targets):
    assert tuple(targets) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_what_was_found_stays_right(targets, name):
    from tools.fuzz import inputs

    for data in inputs.kept(targets[name]):
        targets[name].check(data)


@pytest.mark.parametrize("name", NAMES)
def test_ours_and_the_judge_agree(targets, name):
    from tools.fuzz import inputs

    target, choice = targets[name], random.Random(name)
    begun = inputs.seeds(target)
    judged = 0
    for _ in range(COUNT // 10 if name in STARTS else COUNT):
        data = inputs.made(target, begun, choice)
        try:
            judged += target.check(data)
        except Exception as error:
            raise AssertionError(f"of {data!r}") from error
    assert judged or target.judge.startswith("none")


def test_a_difference_is_found_and_shrunk(targets):
    """A reader that loses the second word: the run says so, in the fewest bytes."""
    from tools.fuzz.__main__ import Run, at_random

    def wrong(data: bytes) -> bool:
        assert len(data.split()) < 2
        return True

    run = Run(targets["shell"]._replace(check=wrong, files=()))
    at_random(run, 0.2, seed=1)
    (data,) = run.kinds.values()
    assert len(data) == 3 and run.tried > 1
