"""One repository as one task: a process is started, watched for its time and disk, and what it says is returned.

Nothing is left behind but the answer, so a task that is done twice does no harm.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from queue import Empty, SimpleQueue
from threading import Thread

from watchlint import __version__
from watchlint.checking.workers import crashed
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import IO, Any

    from watchlint.fleet.listing import Entry

_PREFIX = "watchlint-audit-"
_EVERY = 0.2
"""Seconds between two looks at the disk, at least; a look may take a tenth of the time."""
_ROOM = 32 << 20
"""Bytes that have to be free before a clone is begun (where --disk allows it so many)."""


class Limits(Record):
    """What one repository may take: seconds in all, bytes of memory a process, bytes on disk; protocols that git may use;
    the folder for clones (None: that for temporary files)."""

    seconds: float
    memory: int
    disk: int
    protocols: str
    work: str | None


def examine(entry: Entry, limits: Limits) -> dict[str, Any]:
    """What came of one repository: `status` (checked, failed), `reason`, `passing` (whether that may pass by itself),
    `findings` as in the JSON of `check`, and its figures. Raises nothing that a repository could cause."""
    began = time.monotonic()
    try:
        _sweep(limits.work)
        if not entry.in_place:
            _wait_for_room(limits)
        place = tempfile.mkdtemp(prefix=_PREFIX, dir=limits.work)
    except OSError as error:
        answer = _failed(f"no folder for a clone can be made: {error.strerror}", passing=True)
        return {**answer, "name": entry.name, "version": __version__, "seconds": 0.0, "bytes": 0}
    held = _hold(place)
    try:
        answer, size = _watched(entry, limits, place)
    finally:
        shutil.rmtree(place, ignore_errors=True)
        if held:
            held.close()
    seconds = round(time.monotonic() - began, 3)
    return {**answer, "name": entry.name, "version": __version__, "seconds": seconds, "bytes": size}


def _wait_for_room(limits: Limits) -> None:
    """Wait while the disk for clones is full, for a third of a repository's time: others are clearing up. Raises OSError."""
    import errno

    base, end = limits.work or tempfile.gettempdir(), time.monotonic() + limits.seconds / 3
    while shutil.disk_usage(base).free < min(limits.disk, _ROOM):
        if time.monotonic() > end:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        time.sleep(1)


def _watched(entry: Entry, limits: Limits, place: str) -> tuple[dict[str, Any], int]:
    """The child's answer, and how many bytes it had on disk at most."""
    asked = {**entry._asdict(), **limits._asdict(), "place": place}
    try:
        process = subprocess.Popen(
            [sys.executable, "-I", "-c", _START, *sys.path],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except OSError as error:
        return _failed(f"no process can be started: {error.strerror}", passing=True), 0
    assert process.stdin and process.stdout
    answers = _Answers(process.stdout)
    size, wait, end = 0, _EVERY, time.monotonic() + limits.seconds
    try:
        process.stdin.write((json.dumps(asked) + "\n").encode())
        process.stdin.flush()
        while answers.more(min(wait, max(0.0, end - time.monotonic()))):
            looked = time.monotonic()
            if looked >= end:
                what = f"{answers.doing} took more than {limits.seconds:g} seconds: --timeout gives it more"
                return _failed(what), size
            now = 0 if entry.in_place else _size(place)
            size = max(size, now)
            if now > limits.disk:
                return _failed(f"it takes more than {limits.disk >> 20:,} MB on disk: --disk gives it more"), size
            wait = max(_EVERY, 10 * (time.monotonic() - looked))
        size = max(size, 0 if entry.in_place else _size(place))
        return answers.last or _failed(crashed(process.wait())), size
    except BrokenPipeError:
        return _failed(crashed(process.wait())), size
    finally:
        _end(process)


_START = "import sys; sys.path[:] = sys.argv[1:]; from watchlint.fleet.child import serve; serve()"


class _Answers:
    """The lines that the child says, as they come: read by a thread, as no other way waits for a pipe on every system."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._parts: SimpleQueue[bytes] = SimpleQueue()
        self._text = b""
        self.doing = "starting"
        Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: IO[bytes]) -> None:
        try:
            while part := os.read(stream.fileno(), 1 << 16):
                self._parts.put(part)
        except (OSError, ValueError):  # closed: nobody asks any more
            pass
        self._parts.put(b"")

    def more(self, seconds: float) -> bool:
        """Wait so long for more; False once there is none."""
        try:
            part = self._parts.get(timeout=seconds)
        except Empty:
            return True
        self._text += part
        if len(self._text) < 1000:  # what it does is said before the answer
            for line in self._text.split(b"\n")[:-1]:
                self.doing = json.loads(line).get("doing", self.doing)
        return bool(part)

    @property
    def last(self) -> dict[str, Any] | None:
        """The answer, once it is whole."""
        lines = self._text.split(b"\n")
        found = next((line for line in lines[:-1] if line.startswith(b'{"status"')), None)
        return json.loads(found) if found else None


def _failed(reason: str, passing: bool = False) -> dict[str, Any]:
    return {"status": "failed", "reason": reason, "passing": passing}


def _end(process: subprocess.Popen[bytes]) -> None:
    """End the child and whatever it started."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, 9)
        except (ProcessLookupError, PermissionError):
            pass
    process.kill()
    process.wait()
    for stream in (process.stdin, process.stdout):
        if stream:
            try:
                stream.close()
            except OSError:
                pass


def _size(folder: str) -> int:
    """The bytes that all below a folder takes on disk."""
    total, waiting = 0, [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                for entry in entries:
                    status = entry.stat(follow_symlinks=False)
                    total += getattr(status, "st_blocks", status.st_size // 512) * 512
                    if entry.is_dir(follow_symlinks=False):
                        waiting.append(entry.path)
        except OSError:  # it comes and goes while we look
            continue
    return total


def _hold(place: str) -> IO[bytes] | None:
    """The folder is ours while this file is open: the lock goes with the process, however it ends."""
    try:
        import fcntl
    except ImportError:
        return None
    try:
        file = open(os.path.join(place, "held"), "wb")  # noqa: SIM115
        fcntl.flock(file, fcntl.LOCK_EX)
    except OSError:  # a full disk
        return None
    return file


def _sweep(work: str | None) -> None:
    """Remove the folders of ours that nobody holds any more: those of a worker that was killed."""
    try:
        import fcntl
    except ImportError:
        return
    base = work or tempfile.gettempdir()
    for name in os.listdir(base):
        if not name.startswith(_PREFIX):
            continue
        place = os.path.join(base, name)
        try:
            if os.lstat(place).st_uid != os.getuid() or time.time() - os.lstat(place).st_mtime < 60:
                continue  # somebody else's, or made this moment and not locked yet
            with open(os.path.join(place, "held"), "rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(place, ignore_errors=True)
        except OSError:
            continue
