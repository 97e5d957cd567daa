"""Many repositories side by side, each in a process that may crash without harm to the others."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from queue import Empty, SimpleQueue
from threading import Thread

from watchlint.checking.root import Job, Outcome, check, failed, without_edits
from watchlint.errors import INTERNAL

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

# -I: nothing of the folder that we are started in is imported, as the import path is given whole.
_START = "import sys; sys.path[:] = sys.argv[1:]; from watchlint.checking.workers import serve; serve()"


def check_all(job: Job, roots: Sequence[str]) -> list[Outcome]:
    """The outcome of each root, in their order, by as many processes as there are processors for us."""
    outcomes: dict[int, Outcome] = {}
    waiting: SimpleQueue[list[int]] = SimpleQueue()
    shares = _shares(roots, apart=not job.options.fix)
    for share in shares:
        waiting.put(share)

    def work() -> None:
        worker: _Worker | None = None
        while True:
            try:
                share = waiting.get_nowait()
            except Empty:
                break
            for number in share:
                worker = worker or _Worker(job)
                try:
                    outcomes[number] = worker.check(roots[number])
                except (EOFError, OSError, pickle.UnpicklingError):
                    outcomes[number] = failed(roots[number], worker.end(), INTERNAL)
                    worker = None
        if worker:
            worker.end()

    threads = [Thread(target=work, daemon=True) for _ in range(min(processors(), len(shares)))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [outcomes[number] for number in range(len(roots))]


def _shares(roots: Sequence[str], apart: bool) -> list[list[int]]:
    """The numbers of the roots, those together that must not be worked on at once: with --fix, parts of one git repository,
    which share an index."""
    shares: dict[object, list[int]] = {}
    for number, root in enumerate(roots):
        shares.setdefault(number if apart else _top(root), []).append(number)
    return list(shares.values())


def _top(root: str) -> str:
    """The nearest folder upwards with a `.git`, or the root itself."""
    real = folder = os.path.realpath(root)
    while not os.path.lexists(os.path.join(folder, ".git")):
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return real
    return folder


def processors() -> int:
    """How many of the machine's this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Worker:
    """A process that checks one repository after another."""

    def __init__(self, job: Job) -> None:
        flags = ["-I", *(["-X", "utf8"] if sys.flags.utf8_mode else []), *(["-B"] if sys.dont_write_bytecode else [])]
        self.process = subprocess.Popen(
            [sys.executable, *flags, "-c", _START, *sys.path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        assert self.process.stdin and self.process.stdout
        self.asks: IO[bytes] = self.process.stdin
        self.answers: IO[bytes] = self.process.stdout
        self.job: Job | None = job

    def check(self, root: str) -> Outcome:
        """Raises EOFError, OSError or UnpicklingError where the process is gone."""
        pickle.dump((self.job, root), self.asks)
        self.job = None
        self.asks.flush()
        outcome: Outcome = pickle.load(self.answers)
        return outcome

    def end(self) -> str:
        """End it; returns why it can't be asked any more."""
        for stream in (self.asks, self.answers):
            try:
                stream.close()
            except OSError:
                pass
        return crashed(self.process.wait())


def crashed(code: int) -> str:
    """What is said of a process that ended with this code before it answered."""
    why = f"signal {-code}" if code < 0 else f"exit code {code}"
    return f"the process that checked it crashed ({why}); please report it"


def serve() -> None:
    """The other end: check what is asked for on standard input until it closes."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_DFL)  # whoever started us says what there is to say
    asks, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    null = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):  # nothing that is started or printed from here on gets in between
        os.dup2(null, stream)
    job: Job | None = None
    while True:
        try:
            given, root = pickle.load(asks)
        except EOFError:
            return
        job = given or job
        assert job is not None
        try:
            outcome = without_edits(check(job, root))
        except Exception as error:
            if os.environ.get("WATCHLINT_DEBUG") == "1":
                raise
            outcome = failed(root, f"internal error: {type(error).__name__}: {error}; please report it", INTERNAL)
        pickle.dump(outcome, answers)
        answers.flush()
