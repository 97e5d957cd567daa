"""The doctor beside real servers, in a user namespace whose limits are lowered: what it says is what the kernel says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from doctor_namespace import NAMESPACE
from doctor_servers import MODERN, OLDER_WATCHDOG
from environments import environment

HERE = Path(__file__).parent

pytestmark = [pytest.mark.oracle, NAMESPACE]


def _environment(kind: str) -> str:
    return environment(*(OLDER_WATCHDOG if kind == "flask" else MODERN))


def scenario(name: str, kind: str, folder: Path) -> dict:
    """What happened in a scenario of doctor_scenarios.py, run in a namespace of its own."""
    words = [
        "unshare",
        "-Ur",
        sys.executable,
        str(HERE / "doctor_scenarios.py"),
        f"{name}:{kind}",
        _environment(kind),
        str(folder),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def ids(found: dict) -> list[str]:
    return [problem["id"] for problem in found["problems"] if problem["severity"] != "info"]


@pytest.mark.parametrize("kind", ["uvicorn", "watchfiles", "streamlit", "flask"])
def test_a_limit_reached_in_silence_is_found_and_the_first_step_ends_it(kind, tmp_path):
    seen = scenario("silent_limit", kind, tmp_path)
    first, (server,) = seen["first"], seen["first"]["servers"]
    kernel, _ = seen["kernel"]
    assert (first["code"], kernel, server["held"]) == (1, 1500, 1500)
    assert server["unwatched_total"] == server["needed"] - kernel == sum(row["count"] for row in server["unwatched"])
    assert ids(first)[0] == "watch-limit"
    assert f"{server['unwatched_total']:,} of {server['needed']:,} folders" in first["text"].splitlines()[0]
    assert seen["before"]["deaf"] is False
    if kind != "flask":  # watchdog before 7 loses the whole of a root that does not fit
        assert server["needed"] == 3000 and seen["before"]["heard"] is True
    assert seen["after"] is True
    (server,) = seen["second"]["servers"]
    assert (seen["second"]["code"], ids(seen["second"]), server["unwatched_total"]) == (0, [], 0)
    assert server["held"] == server["needed"] == seen["kernel_after"][0]


@pytest.mark.parametrize("kind", ["uvicorn", "watchfiles", "streamlit", "flask"])
def test_no_instance_left_is_found_and_the_first_step_ends_it(kind, tmp_path):
    seen = scenario("no_instance", kind, tmp_path)
    assert ids(seen["first"]) == ["instance-limit"]
    assert (seen["before"], seen["after"]) == (False, True)
    assert (seen["second"]["code"], ids(seen["second"])) == (0, [])


@pytest.mark.parametrize(
    "kind, expected",
    [
        ("plain", []),
        ("fork", []),
        ("stopped", ["watches-nothing"]),
        ("files", ["open-files-limit"]),
        ("unread", ["observer-dead"]),
    ],
)
def test_a_process_in_trouble(kind, expected, tmp_path):
    # watchdog 6: its observer is what is stopped, forked or starved here.
    words = [
        "unshare",
        "-Ur",
        sys.executable,
        str(HERE / "doctor_scenarios.py"),
        f"process:{kind}",
        _environment("flask"),
        str(tmp_path),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert ids(found) == expected
    assert found["code"] == (1 if expected else 0)
    if expected:  # after the first step the same program is well
        assert (ids(found["second"]), found["second"]["code"]) == ([], 0)
        assert found["second"]["servers"][0]["held"] == 3000
    if kind == "fork":  # two processes list the descriptor, the kernel has one
        rows = {row["pid"]: (row["watches"], row["instances"], row["inherited"]) for row in found["use"]}
        parent, child = found["pids"]
        assert (rows[parent], rows[child]) == ((3000, 1, 0), (0, 0, 1))
