"""An audit: tasks for a Dask scheduler, never more than its workers can take, and their answers into the store.

Only this process writes the result. A task that Dask starts again after a worker was lost says the same once more.
"""

from __future__ import annotations

import contextlib
import heapq
import os
import random
import time

from watchlint import __version__
from watchlint.errors import UsageError
from watchlint.fleet.examining import examine
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Any

    from watchlint.fleet.examining import Limits
    from watchlint.fleet.listing import Entry
    from watchlint.fleet.store import Store

FIRST_WAIT, LONGEST_WAIT = 2.0, 60.0
"""Seconds before the second attempt; each further one waits twice as long, to this at most, and up to half as much more."""

PATIENCE = 60
"""Seconds in which a scheduler has to have its first worker. When all are lost later, they are waited for."""

_HERE = "127.0.0.1:0"


class Plan(Record):
    """How an audit runs. `scheduler`: the address of one that exists; `jobs`: how many at once where there is none;
    `ahead`: tasks in flight for each place of a worker; `attempts`: how often what may pass is tried."""

    limits: Limits
    scheduler: str | None
    jobs: int
    ahead: int
    attempts: int


def run(entries: Sequence[Entry], store: Store, plan: Plan, tell: Callable[[dict[str, Any]], None]) -> None:
    """Examine each of the entries and put what came of it into the store; `tell` gets each answer once it is there.

    Raises UsageError where the scheduler can't be reached or is lost, or its workers are no good.
    """
    with _client(plan) as client:
        _Run(client, entries, store, plan, tell).run()


@contextlib.contextmanager
def _client(plan: Plan) -> Iterator[Any]:
    import dask
    import distributed

    library: Any = distributed  # its functions have no types
    with _silent(), dask.config.set({"distributed.comm.timeouts.connect": "10s"}):
        if plan.scheduler is None:
            # Threads will do: each only waits for a process of its own, where all the work is done.
            # What it serves about itself is for this machine alone: on Dask's own ports all others would see it.
            here = {"dashboard_address": _HERE, "worker_dashboard_address": _HERE}
            cluster = library.LocalCluster(
                n_workers=1, threads_per_worker=plan.jobs, processes=False, memory_limit=0, **here
            )
            with cluster, library.Client(cluster) as client:
                yield client
            return
        try:
            client = library.Client(plan.scheduler, timeout=10)
        except (OSError, ValueError) as error:
            raise UsageError(f"--scheduler {plan.scheduler}: nobody answers there ({error})") from None
        with client:
            try:
                client.wait_for_workers(1, timeout=PATIENCE)
            except TimeoutError:
                raise UsageError(
                    f"--scheduler {plan.scheduler}: it has no workers: start some with `dask worker {plan.scheduler}`"
                ) from None
            yield client


@contextlib.contextmanager
def _silent() -> Iterator[None]:
    """What goes wrong is said once, by us: not what Dask, tornado and asyncio log, too."""
    import logging

    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)


class _Run:
    def __init__(
        self, client: Any, entries: Sequence[Entry], store: Store, plan: Plan, tell: Callable[[dict[str, Any]], None]
    ) -> None:
        import distributed

        library: Any = distributed
        self.client, self.store, self.plan, self.tell = client, store, plan, tell
        self.waiting = iter(entries)
        self.left = len(entries)
        self.due: list[tuple[float, int, Entry, int]] = []  # what is tried again: when, a number, what, for which time
        self.flying: dict[str, tuple[Entry, int]] = {}
        self.done = library.as_completed()
        self.mark = f"watchlint-{os.getpid()}-{time.time_ns():x}"  # keys of another run are never ours
        self.number = 0
        self._seen: tuple[float, int] = (-10.0, 1)

    def run(self) -> None:
        while self.left:
            self._submit()
            if not self.flying:
                time.sleep(max(0.0, self.due[0][0] - time.monotonic()))
                continue
            future = next(self.done)
            entry, attempt = self.flying.pop(future.key)
            answer = self._answer(future, entry)
            future.release()
            if answer["passing"] and attempt < self.plan.attempts:
                wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (attempt - 1)) * random.uniform(1, 1.5)
                self.number += 1
                heapq.heappush(self.due, (time.monotonic() + wait, self.number, entry, attempt + 1))
                continue
            self.store.put(answer, attempt)
            self.left -= 1
            self.tell(answer)

    def _submit(self) -> None:
        """Keep as many in flight as the workers there are now can take."""
        most = self._places() * self.plan.ahead
        while len(self.flying) < most:
            if self.due and self.due[0][0] <= time.monotonic():
                _, _, entry, attempt = heapq.heappop(self.due)
            else:
                found = next(self.waiting, None)
                if found is None:
                    return
                entry, attempt = found, 1
            self.number += 1
            key = f"{self.mark}-{self.number}"
            self.flying[key] = entry, attempt
            self.done.add(self.client.submit(examine, entry, self.plan.limits, key=key, pure=False))

    def _places(self) -> int:
        """How many tasks the workers run at once, asked for every second: they come and go."""
        when, places = self._seen
        if time.monotonic() - when > 1:
            places = max(1, sum(self.client.nthreads().values()))
            self._seen = time.monotonic(), places
        return places

    def _answer(self, future: Any, entry: Entry) -> dict[str, Any]:
        """What a task says, or what its end says. Raises UsageError where no other task would fare better."""
        from distributed import CancelledError, KilledWorker

        try:
            answer: dict[str, Any] = future.result()
        except KilledWorker:
            said = "each worker that took it was lost: too little memory there, or it was ended"
            return {"name": entry.name, "status": "failed", "reason": said, "passing": True, "version": __version__}
        except (CancelledError, OSError) as error:
            raise UsageError(
                f"the scheduler was lost ({type(error).__name__}): run the same command again: it goes on where it stopped"
            ) from None
        except (ImportError, AttributeError) as error:
            raise UsageError(f"the workers need watchlint[fleet] {__version__}: {error}") from None
        if answer["version"] != __version__:
            raise UsageError(
                f"a worker has watchlint {answer['version']}, this is {__version__}: install the same everywhere"
            )
        return answer
