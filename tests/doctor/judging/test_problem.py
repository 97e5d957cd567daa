"""A problem as the JSON has it."""

from __future__ import annotations

import errno

from imagined import facts, server

from watchlint.doctor.judging.problem import LIMITS, at_limit, of_fault, problem
from watchlint.servers.model import Fault


def test_steps_that_were_not_to_be_had_are_left_out():
    assert problem("x", "error", "m", None, "do", "", "then") == {
        "id": "x", "severity": "error", "message": "m", "steps": ["do", "then"],
    }  # fmt: skip


def test_a_fault_names_the_server():
    fault = Fault("x", "warning", "{name} is deaf.", "pip install y")
    assert of_fault(fault, "uvicorn (process 7)")["message"] == "uvicorn (process 7) is deaf."
    assert of_fault(fault, "uvicorn (process 7)")["steps"] == ["pip install y"]


def test_a_limit_is_told_with_its_use_and_raised():
    used = [{"watches": 8000, "instances": 2}]
    found = at_limit(LIMITS[errno.ENOSPC], "No watch is left", server(), facts(use=used))
    assert found["message"] == "No watch is left (limit 8,192, 8,000 seen in use)." and found["severity"] == "error"
    assert found["steps"][0] == "sudo sysctl fs.inotify.max_user_watches=65536"
    found = at_limit(LIMITS[errno.EMFILE], "None is left", server(), facts(use=used))
    assert found["id"] == "instance-limit" and found["steps"][0] == "sudo sysctl fs.inotify.max_user_instances=512"
