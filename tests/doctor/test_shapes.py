"""What is gathered and imagined has the shapes that are told: each key, and no other."""

from __future__ import annotations

import os
import types
import typing

import pytest

from tests.doctor import imagined
from watchlint.doctor import shapes
from watchlint.doctor.seeing import gathering, running
from watchlint.servers.running import recognise


def differences(value: object, shape: object, place: str = "") -> list[str]:
    """Where a value has other keys or types than its shape says; [] where it has them all."""
    origin, arguments = typing.get_origin(shape), typing.get_args(shape)
    if shape is typing.Any:
        return []
    if typing.is_typeddict(shape):
        if not isinstance(value, dict):
            return [f"{place}: {value!r}"]
        known = typing.get_type_hints(shape)
        found = [f"{place}.{key}: missing" for key in shape.__required_keys__ - value.keys()]
        found += [f"{place}.{key}: not known" for key in value.keys() - known.keys()]
        return found + [
            row for key in value.keys() & known.keys() for row in differences(value[key], known[key], f"{place}.{key}")
        ]
    if origin in (typing.Union, types.UnionType):
        each = [differences(value, one, place) for one in arguments]
        return min(each, key=len)
    if origin is list:
        if not isinstance(value, list):
            return [f"{place}: {value!r}"]
        return [row for number, one in enumerate(value) for row in differences(one, arguments[0], f"{place}[{number}]")]
    if origin is dict:
        return [row for key, one in value.items() for row in differences(one, arguments[1], f"{place}[{key}]")]
    return [] if isinstance(value, shape) or (shape is float and isinstance(value, int)) else [f"{place}: {value!r}"]


@pytest.mark.parametrize(
    "shape, value, told",
    [
        (shapes.Pair, {"watches": 1, "instances": None}, []),
        (shapes.Pair, {"watches": 1}, [".instances: missing"]),
        (shapes.Pair, {"watches": 1, "instances": "2"}, [".instances: '2'"]),
        (shapes.Pair, {"watches": 1, "instances": 2, "more": 3}, [".more: not known"]),
        (shapes.Unseen, {}, []),
        (shapes.Mount, {"blind_below": [{"path": "p", "type": "nfs"}]}, [".blind_below[0].why: missing"]),
        (shapes.Problem, {"id": "x", "severity": "error", "message": "m", "steps": [1]}, [".steps[0]: 1"]),
    ],
)
def test_a_difference_is_seen(shape, value, told):
    assert differences(value, shape) == told


def test_this_machine(tmp_path):
    log = tmp_path / "server.log"
    log.write_text("OSError: [Errno 28] inotify watch limit reached\n")
    facts = gathering.gather(str(tmp_path), log=[str(log), str(tmp_path / "none")], probe=True)
    assert differences(facts, shapes.Facts) == []
    assert [bool(row["error"]) for row in facts["logs"]] == [False, True]


def test_a_running_server(tmp_path):
    known = recognise(["uvicorn", "main:app", "--reload"])
    assert known is not None
    server = known._replace(pids=[os.getpid()], cwd=str(tmp_path), state="S", visible=True)
    assert differences(running.examine(server, str(tmp_path)), shapes.Seen) == []


def test_one_that_does_not_reload(tmp_path):
    known = recognise(["uvicorn", "main:app"])
    assert known is not None
    server = known._replace(pids=[os.getpid()], cwd=str(tmp_path), state="S", visible=True)
    assert differences(running.examine(server, str(tmp_path)), shapes.Seen) == []


@pytest.mark.parametrize("log", [imagined.log(), imagined.log(severity="info", count=3)])
def test_the_imagined_machine(log):
    facts = imagined.facts([imagined.server()], logs=[log], mount=None, users=[])
    assert differences(facts, shapes.Facts) == []
