"""What lies beside a running server."""

from __future__ import annotations

import pytest

from tests.servers.running import installed
from watchlint.servers.start import Beside, Launch, Planning


@pytest.mark.parametrize(("package", "release", "there"), [("watchdog", (6, 0, 0), True), ("watchfiles", None, False)])
def test_what_is_installed_beside_it(tmp_path, package, release, there):
    beside = Beside("/w", installed(tmp_path, {"watchdog": "6.0.0"}), "/w", [], 5, {})
    assert (beside.release(package), beside.has(package)) == (release, there)


def test_where_no_interpreter_is_found_nobody_tells():
    beside = Beside("/w", None, "/w", [], 5, {})
    assert (beside.release("watchdog"), beside.has("watchdog")) == (None, None)


def test_a_start_of_a_file_is_certain_and_a_planned_one_uses_no_watchdog():
    launch = Launch("uvicorn", "main:app", ("main:app",), "", {}, "run.sh", 1, 1, True, True)
    assert (launch.program, launch.script, launch.decided, launch.through) == ("", "", "", "")
    assert (launch.command, launch.place, launch.call) == (None, None, None)
    assert Planning(None).watchdog == ()  # None would be: not known
