"""A real `streamlit run`, a session connected to it, and what its process holds in inotify watches.

The session speaks just enough of Streamlit's protocol: a WebSocket upgrade, one BackMsg that asks for a run, ForwardMsg
frames until the one that says the run is over. Standard library only, so it works with any Streamlit.
"""

from __future__ import annotations

import base64
import contextlib
import ctypes
import os
import socket
import struct
import subprocess
import time
from collections import namedtuple
from pathlib import Path

PATIENCE = 60.0
"""Seconds to wait for a server that starts or a script that runs; a slow machine is no failure."""

RERUN, PAGE_NAME = b"Z", b'"'
"""The BackMsg a browser sends first: field 11, rerun_script; in it field 4, page_name, "" for the first page
(streamlit/proto/BackMsg.proto, ClientState.proto)."""

SCRIPT_FINISHED, DELTA = 6, 5
"""Fields of ForwardMsg."""

Held = namedtuple("Held", "watches instances")


def held(pid: int) -> Held:
    """inotify watches and instances of a process, from /proc/PID/fdinfo."""
    watches = instances = 0
    for fd in os.listdir(f"/proc/{pid}/fd"):
        with contextlib.suppress(OSError):
            if os.readlink(f"/proc/{pid}/fd/{fd}") == "anon_inode:inotify":
                instances += 1
                watches += Path(f"/proc/{pid}/fdinfo/{fd}").read_text().count("inotify wd:")
    return Held(watches, instances)


def settled(pid: int, calm: float = 0.4) -> Held:
    """What a process holds once it has not changed for `calm` seconds."""
    deadline = time.monotonic() + PATIENCE
    last, since = held(pid), time.monotonic()
    while time.monotonic() < deadline:
        time.sleep(0.04)
        now = held(pid)
        if now != last:
            last, since = now, time.monotonic()
        elif time.monotonic() - since >= calm:
            return now
    raise AssertionError(f"the watches of process {pid} do not settle: {last}")


def without_override() -> None:
    """Gives up root's right to read closed folders, for this process and what it starts. For `preexec_fn`."""
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH: gone after the next exec
        prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; refused where we are not root, and not needed there


class Server:
    """`python -m streamlit run` on 127.0.0.1: a context that waits until it answers. `pid`, `port`, `output()`."""

    def __init__(
        self, python: str, app: str, *, cwd: str, home: str, log: Path, pythonpath: str = "", closed: bool = False,
        bytecode: bool = True,
    ):  # fmt: skip
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": home,
            "STREAMLIT_SERVER_HEADLESS": "true",
            "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
            "STREAMLIT_SERVER_PORT": str(self.port),
            "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false",
        }
        if pythonpath:
            environment["PYTHONPATH"] = pythonpath
        if not bytecode:
            environment["PYTHONDONTWRITEBYTECODE"] = "1"
        self.log = log
        with open(log, "wb") as output:
            self.process = subprocess.Popen(
                [python, "-m", "streamlit", "run", app],
                cwd=cwd,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                preexec_fn=without_override if closed else None,
            )
        self.pid = self.process.pid

    def __enter__(self) -> Server:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and self.process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 5) as connection:
                connection.sendall(b"GET /_stcore/health HTTP/1.0\r\nHost: 127.0.0.1\r\n\r\n")
                if b" 200 " in connection.recv(4096):
                    return self
            time.sleep(0.05)
        self.__exit__()
        raise AssertionError(f"the server did not start: {self.output()}")

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait()

    def output(self) -> str:
        return self.log.read_text(errors="replace")


class Session:
    """A browser's session: connects, asks for a run, waits for its end; `errors` are the exceptions the app showed."""

    def __init__(self, port: int):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        self.left = b""
        self.errors: list[str] = []
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: streamlit\r\n\r\n".encode()
        )
        while b"\r\n\r\n" not in self.left:
            self.left += self._more()
        head, _, self.left = self.left.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 101"), head

    def run(self, page: str = "") -> Session:
        """Asks for a run of the script, or of another page by its name, and waits until Streamlit says that it is over."""
        name = page.encode()
        state = PAGE_NAME + bytes((len(name),)) + name if name else b""
        self._send(RERUN + bytes((len(state),)) + state)
        while True:
            fields = dict(_fields(self._receive()))
            error = _exception(fields.get(DELTA, b""))
            if error:
                self.errors.append(error)
            if SCRIPT_FINISHED in fields:
                return self

    def close(self) -> None:
        self.socket.close()

    def _send(self, payload: bytes, kind: int = 2) -> None:
        mask = os.urandom(4)
        masked = bytes(byte ^ mask[place % 4] for place, byte in enumerate(payload))
        self.socket.sendall(bytes((0x80 | kind, 0x80 | len(payload))) + mask + masked)

    def _more(self) -> bytes:
        chunk = self.socket.recv(65536)
        if not chunk:
            raise AssertionError("the server closed the session")
        return chunk

    def _take(self, count: int) -> bytes:
        while len(self.left) < count:
            self.left += self._more()
        taken, self.left = self.left[:count], self.left[count:]
        return taken

    def _receive(self, deadline: float | None = None) -> bytes:
        """The next binary message, its fragments joined. A ping is answered: Tornado ends a session that does not.
        Raises TimeoutError where nothing but pings has come until `deadline`."""
        whole = b""
        while True:
            first, second = self._take(2)
            size = second & 0x7F
            if size == 126:
                size = struct.unpack(">H", self._take(2))[0]
            elif size == 127:
                size = struct.unpack(">Q", self._take(8))[0]
            payload = self._take(size)
            kind = first & 0x0F
            if kind == 8:
                raise AssertionError(f"the server ended the session: {payload[2:].decode(errors='replace')}")
            if kind == 9:
                self._send(payload, kind=10)
                if deadline is not None and time.monotonic() > deadline:
                    raise TimeoutError
            if kind in (0, 2):
                whole += payload
                if first & 0x80:
                    return whole


def _exception(delta: bytes) -> str:
    """What a Delta says of an exception: Delta.new_element (3), Element.exception (8), its type (1) and message (2)."""
    for field in (3, 8):
        delta = dict(_fields(delta)).get(field, b"")
    words = dict(_fields(delta))
    return " ".join(words[field].decode(errors="replace") for field in (1, 2) if field in words)


def _fields(message: bytes):
    """The fields of a protobuf message: number and raw value."""
    place = 0

    def varint() -> int:
        nonlocal place
        value = shift = 0
        while True:
            byte = message[place]
            place += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    while place < len(message):
        number, kind = divmod(varint(), 8)
        if kind == 0:
            yield number, varint()
        else:
            size = varint() if kind == 2 else {1: 8, 5: 4}[kind]
            yield number, message[place : place + size]
            place += size
