"""An audit on a scheduler and three workers of its own: workers and client killed, disks full, repositories broken in every way.

`python -m tests.fleet.trial FOLDER --count 1000` does the same with a thousand.
"""

from __future__ import annotations

import os
import sys

import pytest

from tests.fleet import trial

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and a disk in memory are Linux'"),
]
pytest.importorskip("distributed", reason="distributed is not installed")

COUNT = 200 if os.environ.get("WATCHLINT_NIGHTLY") == "1" else 45


def test_every_repository_is_there_once_with_its_reason(tmp_path):
    figures = trial.run(tmp_path / "trial", COUNT, workers=3, say=lambda _: None)
    assert figures["wrong"] == [] and figures["rows"] == COUNT
    assert figures["killed"] == 2 and figures["again"] >= 4, (
        "those that answer only when asked again, and may pass by themselves"
    )
    assert figures["started"] == figures["left"] == []
