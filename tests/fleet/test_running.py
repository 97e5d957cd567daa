"""The client of an audit, beside a scheduler that is played and beside the real one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.fleet.conftest import LIMITS, answer
from watchlint import __version__
from watchlint.errors import UsageError
from watchlint.fleet import running
from watchlint.fleet.listing import Entry
from watchlint.fleet.running import Plan
from watchlint.fleet.store import Store

distributed = pytest.importorskip("distributed", reason="distributed is not installed")

PLAN = Plan(LIMITS, None, 2, 2, 3)


class Future:
    def __init__(self, key: str, entry: Entry) -> None:
        self.key, self.entry = key, entry

    def release(self) -> None:
        pass


class Played:
    """A scheduler with `places` whose tasks answer what `say(name, time)` gives, or raise it; the last begun ends first."""

    def __init__(self, say, places: int = 1) -> None:
        self.say, self.places, self.most, self.now = say, places, 0, []
        self.times: dict[str, int] = {}

    def nthreads(self):
        return {"worker": self.places}

    def submit(self, task, entry, limits, key, pure):
        return Future(key, entry)

    def add(self, future):
        self.now.append(future)
        self.most = max(self.most, len(self.now))

    def __next__(self):
        future = self.now.pop()
        name = future.entry.name
        self.times[name] = self.times.get(name, 0) + 1
        said = self.say(name, self.times[name])

        def result():
            if isinstance(said, Exception):
                raise said
            return {**said, "name": name, "version": said.get("version", __version__)}

        future.result = result
        return future


CHECKED = {key: value for key, value in answer("x").items() if key != "version"}


def failed(passing: bool) -> dict:
    return {"status": "failed", "reason": "it", "passing": passing}


@pytest.fixture
def play(tmp_path, monkeypatch):
    """Run over names with a played scheduler: → (it, the store's rows, seconds slept)."""
    monkeypatch.setattr(running, "FIRST_WAIT", 0.001)

    def call(say, names, places=1):
        played, told = Played(say, places), []
        monkeypatch.setattr(distributed, "as_completed", lambda: played)
        store = Store(str(tmp_path / "a.sqlite"))
        try:
            running._Run(played, [Entry(name, name, False) for name in names], store, PLAN, told.append).run()
        finally:
            rows = {row.name: row.status for row in store.repositories()}
            attempts = dict(store._base.execute("SELECT name, attempts FROM repository"))
            store.close()
        assert len(told) == len(names)
        return played, rows, attempts

    return call


@pytest.mark.parametrize("places", [1, 3])
def test_never_more_in_flight_than_the_workers_take(play, places):
    played, rows, _ = play(lambda *_: CHECKED, [f"r{n}" for n in range(50)], places)
    assert played.most == places * PLAN.ahead and len(rows) == 50 and set(rows.values()) == {"checked"}


def test_what_may_pass_is_tried_again_and_the_rest_is_not(play):
    def say(name, time):
        return failed(name != "final") if name != "flaky" or time == 1 else CHECKED

    played, rows, attempts = play(say, ["flaky", "never", "final"])
    assert rows == {"flaky": "checked", "never": "failed", "final": "failed"}
    assert attempts == played.times == {"flaky": 2, "never": 3, "final": 1}


def test_a_repository_that_takes_its_workers_along(play):
    _, rows, attempts = play(
        lambda name, _: distributed.KilledWorker("t", None, 3) if name == "a" else CHECKED, ["a", "b"]
    )
    assert (rows, attempts["a"]) == ({"a": "failed", "b": "checked"}, 3)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (distributed.CancelledError("k"), "the scheduler was lost"),
        (OSError("gone"), "the scheduler was lost"),
        (ModuleNotFoundError("No module named 'watchlint'"), "the workers need watchlint"),
        ({**CHECKED, "version": "0.0.1"}, "a worker has watchlint 0.0.1"),
    ],
)
def test_what_no_other_task_would_fare_better_with(play, said, words):
    with pytest.raises(UsageError, match=words):
        play(lambda *_: said, ["a"])


def test_nobody_answers():
    with pytest.raises(UsageError, match="--scheduler tcp://127.0.0.1:9: nobody answers"):
        running.run([], None, PLAN._replace(scheduler="tcp://127.0.0.1:9"), print)


def test_what_runs_here_is_served_to_nobody_else():
    code = (
        "import psutil; from tests.fleet.test_running import PLAN; from watchlint.fleet import running\n"
        "with running._client(PLAN):\n"
        "    print({one.laddr.ip for one in psutil.Process().net_connections() if one.status == 'LISTEN'})"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[2], capture_output=True, text=True)
    assert done.stdout.strip() in ("{'127.0.0.1'}", "set()"), done.stderr
