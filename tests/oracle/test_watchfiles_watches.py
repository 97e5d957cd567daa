"""The watchfiles command: what we predict is what the kernel counts."""

from __future__ import annotations

import pytest
import trees
from environments import environment
from running import Counted, predicted, running

from watchlint.servers.restarters import watchfiles

pytestmark = pytest.mark.oracle

READY = "watchfiles v"


@pytest.fixture(scope="module")
def python():
    return environment("uvicorn", ["uvicorn==0.54.0", "watchfiles==1.3.0"])


def compare(python, project, tmp_path, options=(), paths=(), env=None, ready=READY):
    arguments = [*options, "sleep 1000", *paths]
    plan = watchfiles.plan(arguments, cwd=str(project.root), environ=env or {})
    _, expected = predicted(plan, project.closed)
    with running(
        [python, "-m", "watchfiles", *arguments], project.root, tmp_path / "log", env=env, bound=project.closed
    ) as server:
        assert server.settled(ready, expected) == expected, server.said()
    return expected


@pytest.mark.parametrize("project", trees.READABLE_NAMES, indirect=True)
def test_watches_of_every_shape(python, project, tmp_path):
    expected = compare(python, project, tmp_path)
    assert (expected == Counted(0, 0)) == project.closed  # by default a folder that may not be read ends it


@pytest.mark.parametrize(
    "project", ["unreadable_folder", "unreadable_and_links", "listed_but_not_entered"], indirect=True
)
def test_watches_that_ignore_errors(python, project, tmp_path):
    expected = compare(python, project, tmp_path, ["--ignore-permission-denied"], ["."])
    assert expected.instances == 1


@pytest.mark.parametrize("project", ["unreadable_folder"], indirect=True)
def test_watches_whatever_the_variable_says(python, project, tmp_path):
    env = {"WATCHFILES_IGNORE_PERMISSION_DENIED": "1"}
    assert compare(python, project, tmp_path, env=env) == Counted(0, 0)


OPTIONS = {
    "two paths": ([], ["backend", "frontend"]),
    "one inside the other": ([], ["backend", "backend/src"]),
    "a file": ([], ["README.md"]),
    "a file and its folder": ([], ["README.md", "."]),
    "not recursive": (["--non-recursive"], ["."]),
    "not recursive, two": (["--non-recursive"], [".", "backend"]),
    "ignored paths": (["--ignore-paths", "backend,frontend"], ["."]),
    "a filter": (["--filter", "python", "--verbose"], []),
}


@pytest.mark.parametrize("options, paths", OPTIONS.values(), ids=OPTIONS)
@pytest.mark.parametrize("project", ["app_in_subfolder"], indirect=True)
def test_watches_with_options(python, project, tmp_path, options, paths):
    compare(python, project, tmp_path, options, paths)


@pytest.mark.parametrize("value", ["1", "false"])
@pytest.mark.parametrize("project", ["mixed_two"], indirect=True)
def test_watches_when_polling(python, project, tmp_path, value):
    expected = compare(python, project, tmp_path, env={"WATCHFILES_FORCE_POLLING": value})
    assert bool(expected.instances) == (value == "false")


@pytest.mark.parametrize("project", ["names_not_utf8"], indirect=True)
def test_watches_end_at_a_name_that_is_not_utf8(python, project, tmp_path):
    """No figure to predict: the command ends with an error as soon as it starts."""
    with running([python, "-m", "watchfiles", "sleep 1000", "."], project.root, tmp_path / "log") as server:
        assert server.settled("Unable to decode path", Counted(0, 0)) == Counted(0, 0)
