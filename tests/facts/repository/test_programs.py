from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys

import pytest

from watchlint.facts.repository import programs

spawned = pytest.mark.skipif(
    not (hasattr(os, "memfd_create") and hasattr(os, "posix_spawnp")),
    reason="the system lacks memfd_create or posix_spawn",
)
WAYS = [pytest.param(programs._Spawned, marks=spawned, id="spawned"), pytest.param(programs._Piped, id="piped")]
PYTHON = sys.executable


@pytest.fixture(autouse=True)
def heard():
    """Signals as on a terminal: what runs below `nohup` or in the background of a script ignores some."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def run(way, code: str, stdin: bytes | None = None):
    return way((PYTHON, "-c", code), dict(os.environ), stdin).finish()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("code", "stdin", "expected"),
    [
        ("", None, (0, b"", b"")),
        ("import sys; print(sys.stdin.read())", None, (0, b"\n", b"")),
        ("import sys; print(sys.stdin.read(), end='')", b"a\0b" * 200_000, (0, b"a\0b" * 200_000, b"")),
        ("import sys; sys.stderr.write('e' * 300_000); print('o' * 300_000)", None, (0, b"o" * 300_000 + b"\n", b"e" * 300_000)),
        ("raise SystemExit(3)", b"unread" * 50_000, (3, b"", b"")),
        ("import os, signal; os.kill(os.getpid(), signal.SIGTERM)", None, (-15, b"", b"")),
        ("import signal, os; os.write(1, str(signal.getsignal(signal.SIGINT) is not signal.SIG_IGN).encode())", None, (0, b"True", b"")),
    ],
)  # fmt: skip
def test_what_a_program_prints(way, code, stdin, expected):
    if os.name == "nt" and expected[0] < 0:
        pytest.skip("Windows has no signals")
    assert run(way, code, stdin) == expected


@pytest.mark.parametrize("way", WAYS)
def test_a_program_that_is_not_there(way):
    with pytest.raises(FileNotFoundError):
        way(("no such program",), {}, b"x")


@spawned
def test_a_program_whose_reader_goes_away_ends():
    """Python ignores SIGPIPE; what it starts must not."""
    code, out, _ = programs.start(("sh", "-c", "yes | head -n 1; echo done"), dict(os.environ)).finish()
    assert (code, out) == (0, b"y\ndone\n")


@spawned
def test_what_nobody_reads_is_ended_and_leaves_nothing():
    before = set(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else set()
    program = programs.start(("sleep", "1000"), dict(os.environ))
    pid = program._pid
    del program
    gc.collect()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    assert not before or set(os.listdir("/proc/self/fd")) == before


@spawned
@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_with_standard_streams_closed(closed, tmp_path):
    code = (
        "import os; from watchlint.facts.repository import programs; "
        f"open({str(tmp_path / 'said')!r}, 'w').write(repr(programs.start(('echo', 'x'), dict(os.environ), b'in').finish()))"
    )
    subprocess.run(["sh", "-c", f'exec "$0" -c "$1" {closed}', PYTHON, code], check=True)
    assert (tmp_path / "said").read_text() == "(0, b'x\\n', b'')"


@spawned
def test_where_a_sandbox_forbids_files_in_memory(monkeypatch):
    def forbidden(*_):
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "memfd_create", forbidden)
    before = len(os.listdir("/proc/self/fd"))
    assert programs.start(("echo", "x"), dict(os.environ)).finish() == (0, b"x\n", b"")
    assert len(os.listdir("/proc/self/fd")) == before


@spawned
def test_where_the_end_of_a_child_is_never_told():
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert run(programs._Spawned, "print(1)") == (0, b"1\n", b"")
        assert run(programs._Spawned, "import sys; sys.exit('fatal: no')") == (128, b"", b"fatal: no\n")
    finally:
        signal.signal(signal.SIGCHLD, before)


@pytest.mark.parametrize("way", WAYS)
def test_a_program_that_takes_too_long_is_ended(way):
    program = way((PYTHON, "-c", "import time; print('begun', flush=True); time.sleep(1000)"), dict(os.environ), None)
    with pytest.raises(TimeoutError):
        program.finish(0.3)
    program.stop()


STUBBORN = {
    "it ignores the signal": "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(1000)",
    "it has closed what it prints to": "import os, time; os.close(1); os.close(2); time.sleep(1000)",
}


@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="the end of a program can't be waited for with a limit here")
@pytest.mark.parametrize("code", STUBBORN.values(), ids=STUBBORN)
def test_one_that_does_not_want_to_end_is_ended(monkeypatch, code):
    monkeypatch.setattr(programs, "GRACE", 0.1)
    program = programs._Spawned((PYTHON, "-c", code), dict(os.environ), None)
    pid = program._pid
    with pytest.raises(TimeoutError):
        program.finish(0.5)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
