"""The process of one repository, asked by hand."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.fleet.conftest import LIMITS, MB
from watchlint.fleet.listing import entry


def test_a_line_for_what_it_does_and_one_for_what_came_out(bare, tmp_path):
    asked = {**entry(str(bare({"a.py": ""})), "/")._asdict(), **LIMITS._asdict(), "place": str(tmp_path)}
    process = subprocess.Popen(
        [sys.executable, "-c", "from watchlint.fleet.child import serve; serve()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with process:
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        lines = [json.loads(process.stdout.readline()) for _ in range(3)]
    assert [line.get("doing", line.get("status")) for line in lines] == ["cloning", "checking", "checked"]


def test_it_ends_with_its_starter(tmp_path):
    place = tmp_path / "place"
    place.mkdir()
    asked = {**entry("git://127.0.0.1:9/x", "/")._asdict(), **LIMITS._asdict(), "place": str(place)}
    process = subprocess.Popen(
        [sys.executable, "-c", "import time; from watchlint.fleet import child, cloning\n"
         "cloning.clone = lambda *_: time.sleep(60)\nchild.serve()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    process.stdin.write(json.dumps(asked).encode() + b"\n")
    process.stdin.flush()
    assert b"cloning" in process.stdout.readline()
    process.stdin.close()
    assert process.wait(20) != 0 and not place.exists()
    process.stdout.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of a process")
def test_too_much_memory(tmp_path):
    asked = {
        **entry("git://127.0.0.1:9/x", "/")._asdict(),
        **LIMITS._asdict(),
        "place": str(tmp_path),
        "memory": 500 * MB,
    }
    process = subprocess.Popen(
        [sys.executable, "-c", "from watchlint.fleet import child, cloning\n"
         "cloning.clone = lambda *_: bytearray(600 << 20)\nchild.serve()"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, start_new_session=True,
    )  # fmt: skip
    with process:
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        assert "--memory" in json.loads(process.stdout.readline())["reason"]


@pytest.mark.parametrize(
    ("raised", "reason", "passing"),
    [
        ("cloning.Failure('it is gone', True)", "it is gone", True),
        ("MemoryError()", "it takes more memory than --memory allows", False),
        ("ValueError('odd')", "internal error: ValueError: odd; please report it", False),
        ("OSError(28, 'x')", "No space left on device", True),
        ("OSError(1, 'x')", "internal error: PermissionError: [Errno 1] x; please report it", False),
    ],
)
def test_what_goes_wrong_is_an_answer(tmp_path, raised, reason, passing):
    asked = {**entry("git://127.0.0.1:9/x", "/")._asdict(), **LIMITS._asdict(), "place": str(tmp_path)}
    code = f"from watchlint.fleet import child, cloning\ndef clone(*_): raise {raised}\ncloning.clone = clone\nchild.serve()"
    process = subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    with process:
        process.stdin.write(json.dumps(asked).encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        answer = json.loads(process.stdout.readline())
    assert answer == {"status": "failed", "reason": reason, "passing": passing}


def test_a_repository_that_can_not_be_checked_is_named_by_no_path_of_ours(folder):
    from watchlint.fleet import child

    tree = folder({"pyproject.toml": "[tool.watchlint]\nnonsense = 1\n"})
    with pytest.raises(child.Failure) as raised:
        child._check(str(tree))
    assert "nonsense" in raised.value.reason and str(tree) not in raised.value.reason
