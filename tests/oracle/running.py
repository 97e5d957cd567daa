"""Starts real dev servers and counts, in /proc, what the kernel says they watch."""

from __future__ import annotations

import base64
import contextlib
import ctypes
import os
import pickle
import signal
import socket
import subprocess
import sys
import time
from collections import namedtuple
from pathlib import Path

import watchlint
from watchlint.facts.machine import process_tree
from watchlint.servers.plan import cost

Counted = namedtuple("Counted", "watches instances")

CALM, DOUBT = 0.3, 15.0
"""Seconds without a change after which a count holds: one that is as expected, and one that is not."""

_READ_ANYTHING = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH (capability.h)


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def _bound_by_permissions() -> None:
    """Root may read every folder; without two of its capabilities it is bound by its own folders' modes, as a user is."""
    libc = ctypes.CDLL(None)
    for capability in _READ_ANYTHING:
        libc.prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; it fails, and need not work, where we are not root


class Server:
    """A running server: its processes, its log, and what they watch."""

    def __init__(self, process: subprocess.Popen, log: Path) -> None:
        self.process, self.log = process, log

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")

    def pids(self) -> list[int]:
        """All processes of the session that the server leads, and those that they put into sessions of their own."""
        numbers = {int(name) for name in os.listdir("/proc") if name.isdigit()}
        found = set()
        for number in numbers:
            with contextlib.suppress(OSError):
                if os.getsid(number) == self.process.pid:
                    found.add(number)
        while new := {number for number in numbers - found if process_tree.state(number)[1] in found}:
            found |= new
        return sorted(found)

    def end(self) -> None:
        """Ends all of its processes. They are stopped first: one that starts others anew does so no more."""
        stopped: set[int] = set()
        while new := set(self.pids()) - stopped:
            for pid in new:
                with contextlib.suppress(OSError):
                    os.kill(pid, signal.SIGSTOP)
            stopped |= new
        for pid in stopped:
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)

    def counted(self) -> Counted:
        """Watches and instances the kernel holds for these processes; what a child inherited counts once."""
        watches, seen = 0, []
        for pid in self.pids():
            with contextlib.suppress(OSError):
                for name in os.listdir(f"/proc/{pid}/fd"):
                    with contextlib.suppress(OSError):
                        if os.readlink(f"/proc/{pid}/fd/{name}") != "anon_inode:inotify":
                            continue
                        text = Path(f"/proc/{pid}/fdinfo/{name}").read_text(encoding="ascii")
                        if not any(_same(pid, int(name), *other) for other in seen):
                            seen.append((pid, int(name)))
                            watches += text.count("inotify wd:")
        return Counted(watches, len(seen))

    def waits_for(self, condition, patience: float = 60.0) -> None:
        end = time.monotonic() + patience
        while not condition():
            assert time.monotonic() < end and self.process.poll() is None, self.said()
            time.sleep(0.05)

    def settled(self, ready: str, expected: Counted, patience: float = 90.0) -> Counted:
        """What is counted once the log says `ready` and nothing moves any more; `expected` only saves waiting: a machine
        under load may start to watch long after it said it was ready."""
        end = time.monotonic() + patience
        last, since = None, time.monotonic()
        while time.monotonic() < end:
            now = self.counted()
            if now != last:
                last, since = now, time.monotonic()
            calm = time.monotonic() - since
            if ready in self.said() and calm > (CALM if now == expected else DOUBT):
                return now
            if self.process.poll() is not None:
                assert ready in self.said(), f"it ended before it was ready:\n{self.said()}"
                return self.counted()
            time.sleep(0.05)
        raise AssertionError(f"not ready after {patience} s: {ready!r} is not in\n{self.said()}")


@contextlib.contextmanager
def running(command: list[str], cwd: Path, log: Path, *, env: dict[str, str] | None = None, bound: bool = False):
    """Starts a command in its own session and ends that session afterwards. `bound`: by permissions, root too;
    then without writing __pycache__: where a walk ends early, whether one is met depends on who was first."""
    environ = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith(("PYTHON", "PYTEST", "WATCHFILES", "FLASK"))
    }
    with open(log, "wb") as output:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={
                **environ,
                "PYTHONUNBUFFERED": "1",
                **({"PYTHONDONTWRITEBYTECODE": "1"} if bound else {}),
                **(env or {}),
            },
            stdin=subprocess.PIPE,  # kept open: some watch until it ends
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=_bound_by_permissions if bound else None,
        )
    server = Server(process, log)
    try:
        yield server
    finally:
        server.end()
        process.wait()
        process.stdin.close()


_PREDICT = "import base64, pickle, sys; from watchlint.servers.plan import cost; c = cost(pickle.loads(base64.b64decode(sys.argv[1])));print(*c[:3])"


def predicted(plan, bound: bool = False) -> tuple[int, Counted]:
    """Watches as the tree stands, and what to expect after the run; `bound`: by permissions, root too."""
    if not bound:
        found = cost(plan)
        return found.watches, Counted(found.watches_after_run, found.instances)
    answer = subprocess.run(
        [sys.executable, "-c", _PREDICT, base64.b64encode(pickle.dumps(plan)).decode()],
        env={**os.environ, "PYTHONPATH": str(Path(watchlint.__file__).parents[1]), "PYTHONDONTWRITEBYTECODE": "1"},
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        preexec_fn=_bound_by_permissions,
    )
    now, after, instances = map(int, answer.stdout.split())
    return now, Counted(after, instances)


def _same(pid: int, descriptor: int, other: int, other_descriptor: int) -> bool:
    """kcmp(2), KCMP_FILE: one open file in two processes."""
    number = {"x86_64": 312, "aarch64": 272}[os.uname().machine]
    words = [ctypes.c_long(word) for word in (number, pid, other, 0, descriptor, other_descriptor)]
    return pid != other and ctypes.CDLL(None).syscall(*words) == 0


def precompiled(python: str) -> str:
    """The same interpreter, once every module of its packages has its __pycache__: a run then makes no more of them."""
    stamp = Path(python).parent / "watchlint-compiled"
    if not stamp.exists():
        packages = subprocess.run(
            [python, "-c", "import sysconfig; print(sysconfig.get_paths()['purelib'])"],
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout.strip()
        subprocess.run([python, "-m", "compileall", "-q", packages], stdout=subprocess.DEVNULL, check=False)
        stamp.touch()
    return python
