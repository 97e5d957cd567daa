"""An audit on a scheduler and three workers of its own: workers and client killed, disks full, repositories broken in every way.

`python -m tests.fleet.trial FOLDER --count 1000` does the same with a thousand.
"""

from __future__ import annotations

import os
import sys

import pytest

from tests.fleet import repositories, trial
from watchlint.fleet import running

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(sys.platform != "linux", reason="signals, limits and a disk in memory are Linux'"),
]
pytest.importorskip("distributed", reason="distributed is not installed")

COUNT = 200 if os.environ.get("WATCHLINT_NIGHTLY") == "1" else 45


def test_every_repository_is_there_once_with_its_reason(tmp_path):
    figures = trial.run(tmp_path / "trial", COUNT, workers=3, say=lambda _: None)
    assert figures["wrong"] == [] and figures["rows"] == COUNT
    assert figures["killed"] == 2 and figures["again"] >= 2, "those that answer only when asked again"
    assert figures["started"] == figures["left"] == []


@pytest.fixture
def listed(tmp_path):
    """A list of twelve, and a folder for their clones."""
    made = repositories.make(tmp_path / "from", 12 + len(repositories.BROKEN))[-12:]
    (tmp_path / "work").mkdir()
    place = tmp_path / "list"
    place.write_text("\n".join(one.line for one in made) + "\n")
    return place


def test_a_scheduler_that_is_lost(listed, tmp_path):
    result, work = tmp_path / "a.sqlite", tmp_path / "work"
    with trial.machines(tmp_path, 1) as machines:
        client = trial.audit(listed, result, "--scheduler", machines.address, "--work", str(work))
        trial.reached(result, client, 2)
        machines.scheduler.kill()
        out, err = client.communicate(timeout=120)
    assert client.returncode == 2 and err.startswith(b"watchlint: the scheduler was lost") and err.count(b"\n") == 1
    client = trial.audit(listed, result, "--work", str(work))
    out, err = client.communicate(timeout=120)
    assert (client.returncode, err) == (0, b"") and len(trial.rows(result)) == 12


def test_a_scheduler_without_workers(listed, tmp_path, run, monkeypatch):
    monkeypatch.setattr(running, "PATIENCE", 1)
    with trial.machines(tmp_path, 0) as machines:
        shown = run("audit", str(listed), "--to", "a.sqlite", "--scheduler", machines.address, cwd=tmp_path)
    assert shown.code == 2 and shown.err.endswith(
        f"it has no workers: start some with `dask worker {machines.address}`\n"
    )
