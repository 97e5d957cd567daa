"""Another program, started at once and read to its end later.

Importing `subprocess` takes 3 ms, a tenth of what a whole hook may. Where the system has the two calls that it takes to do
without (Linux), it is left out.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Protocol

    class Program(Protocol):
        """A started program: `finish` gives its exit code, what it printed, and what it said on standard error. It raises
        TimeoutError, and ends the program, where that takes longer than so many seconds."""

        args: tuple[str, ...]

        def finish(self, seconds: float = ...) -> tuple[int, bytes, bytes]: ...
        def stop(self) -> None: ...


# Signals that Python ignores and no other program expects to be ignored: SIGPIPE, SIGXFSZ (signal(7)).
_RESTORED = (13, 25)


def outside(name: str, root: str) -> str | None:
    """The path of a program that PATH leads to, never one that lies in `root`: what a repository brings is not run, whatever
    PATH says (`bin`, `.venv/bin`, `.` and what is empty, which is the current folder). None where there is none."""
    root = os.path.realpath(root)
    for folder in search_path(root).split(os.pathsep):
        for ending in (".exe", ".cmd") if os.name == "nt" else ("",):
            found = os.path.join(folder, name + ending)
            if os.access(found, os.X_OK) and os.path.isfile(found) and not _in(os.path.realpath(found), root):
                return found
    return None


def search_path(root: str) -> str:
    """PATH without what is relative, and without the folders in `root`."""
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    return os.pathsep.join(path for path in folders if os.path.isabs(path) and not _in(os.path.realpath(path), root))


def _in(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def start(arguments: tuple[str, ...], environment: dict[str, str], stdin: bytes | None = None) -> Program:
    """A started program. Without `stdin` it finds nothing to read. Raises FileNotFoundError where there is no such program."""
    if hasattr(os, "memfd_create") and hasattr(os, "posix_spawnp"):
        try:
            return _Spawned(arguments, environment, stdin)
        except _NotHere:
            pass
    return _Piped(arguments, environment, stdin)


VARIABLE = "WATCHLINT_GIT_SECONDS"


def _seconds() -> float:
    try:
        return max(1.0, float(os.environ[VARIABLE]))
    except (KeyError, ValueError):
        return 60.0


SECONDS = _seconds()
"""How long a program may take: `git ls-files` of a million files takes a tenth of it."""


GRACE = 2.0
"""Seconds that a program has to end by itself once it is told to: git takes its locks away."""


class _NotHere(Exception):
    """The short way is closed: by a sandbox, or one of our standard streams is, so that a new file would take its number."""


class _Spawned:
    """What it reads and its errors are files in memory (memfd_create(2)): only one pipe is left, and nobody waits for another."""

    def __init__(self, arguments: tuple[str, ...], environment: dict[str, str], stdin: bytes | None) -> None:
        self.args = arguments
        self._pid, self._output, self._errors = 0, -1, -1
        opened = []
        try:
            self._output, output = os.pipe()
            opened.append(output)
            try:
                self._errors = os.memfd_create("errors")
                given = os.open(os.devnull, os.O_RDONLY) if stdin is None else _in_memory(stdin)
            except OSError:
                raise _NotHere from None
            opened.append(given)
            if min(self._output, output, self._errors, given) < 3:
                raise _NotHere
            streams = [(os.POSIX_SPAWN_DUP2, file, number) for number, file in enumerate((given, output, self._errors))]
            self._pid = os.posix_spawnp(arguments[0], arguments, environment, file_actions=streams, setsigdef=_RESTORED)
        finally:
            for file in opened:
                os.close(file)

    def finish(self, seconds: float = SECONDS) -> tuple[int, bytes, bytes]:
        try:
            out = _all_of(self._output, seconds)
        except TimeoutError:
            self.stop()
            raise
        os.close(self._output)
        self._output = -1
        if not _ends(self._pid, seconds):
            self.stop()
            raise TimeoutError
        pid, self._pid = self._pid, 0
        code = _ended(pid)
        os.lseek(self._errors, 0, os.SEEK_SET)
        with open(self._errors, "rb", buffering=0) as errors:
            self._errors = -1
            said = errors.readall()
        return (128 if said else 0) if code is None else code, out, said

    def stop(self) -> None:
        """Nobody asks for the rest: the program ends, and leaves nothing behind."""
        for file in (self._output, self._errors):
            if file >= 0:
                os.close(file)
        pid, self._pid, self._output, self._errors = self._pid, 0, -1, -1
        if pid:
            os.kill(pid, 15)
            if not _ends(pid, GRACE):
                os.kill(pid, 9)
            _ended(pid)

    __del__ = stop


def _all_of(pipe: int, seconds: float) -> bytes:
    """All that comes out of a pipe until it is closed. Raises TimeoutError where that takes longer."""
    import select
    import time

    poll = select.poll()
    poll.register(pipe, select.POLLIN | select.POLLHUP)
    end = time.monotonic() + seconds
    parts: list[bytes] = []
    while True:
        if not poll.poll(max(0.0, end - time.monotonic()) * 1000):
            raise TimeoutError
        part = os.read(pipe, 1 << 20)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _ends(pid: int, seconds: float) -> bool:
    """Whether a program ends within this time; True, so that it is waited for, where the system can't tell."""
    import select

    try:
        handle = os.pidfd_open(pid)
    except (AttributeError, OSError):  # a kernel before 5.3, or another system
        return True
    try:
        poll = select.poll()
        poll.register(handle, select.POLLIN)
        return bool(poll.poll(seconds * 1000))
    finally:
        os.close(handle)


def _ended(pid: int) -> int | None:
    """The exit code of a program once it has ended; None where this process was started with SIGCHLD ignored, and so is never
    told (wait(2), notes)."""
    try:
        return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    except ChildProcessError:
        return None


def _in_memory(data: bytes) -> int:
    file = os.memfd_create("input")
    with open(file, "wb", closefd=False) as writing:
        writing.write(data)
    os.lseek(file, 0, os.SEEK_SET)
    return file


class _Piped:
    """The same by `subprocess`, which every system has."""

    def __init__(self, arguments: tuple[str, ...], environment: dict[str, str], stdin: bytes | None) -> None:
        import subprocess

        self.args, self._stdin = arguments, stdin
        self._process = subprocess.Popen(
            arguments,
            env=environment,
            stdin=subprocess.DEVNULL if stdin is None else subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )

    def finish(self, seconds: float = SECONDS) -> tuple[int, bytes, bytes]:
        import subprocess

        try:
            out, errors = self._process.communicate(self._stdin, timeout=seconds)
        except subprocess.TimeoutExpired:
            self.stop()
            raise TimeoutError from None
        return self._process.returncode, out, errors

    def stop(self) -> None:
        """The program ends, and leaves nothing behind. What it started in turn may hold its streams open: they are not read on."""
        import subprocess

        self._process.terminate()
        try:
            self._process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()
