"""Servers that are slow, busy, closed, or answer only the second time: threads of the process that starts them."""

from __future__ import annotations

import os
import socketserver
import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class _Git(socketserver.BaseRequestHandler):
    """`git://`: a line that says what is wanted (gitprotocol-pack(5)), then git's own upload-pack."""

    asked: dict[str, int] = {}

    def handle(self) -> None:
        length = int(self.request.recv(4), 16) - 4
        line = b""
        while len(line) < length:
            line += self.request.recv(length - len(line))
        path = os.fsdecode(line.split(b"\0")[0].partition(b" ")[2])
        if path == "/slow":
            time.sleep(3600)
        path, _, again = path.partition("?")
        self.asked[path] = self.asked.get(path, 0) + 1
        if again and self.asked[path] == 1:
            return
        subprocess.run(
            ["git", "upload-pack", path], stdin=self.request, stdout=self.request,
            env={**os.environ, "GIT_PROTOCOL": "version=2"}, stderr=subprocess.DEVNULL,
        )  # fmt: skip


class _Http(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(int(self.path.split("/")[1]))
        self.send_header("WWW-Authenticate", "Basic")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


class _Threading(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False


@contextmanager
def running():
    """Their addresses, by name: "git", "http"."""
    ThreadingHTTPServer.daemon_threads = True
    with _Threading(("127.0.0.1", 0), _Git) as git, ThreadingHTTPServer(("127.0.0.1", 0), _Http) as http:
        http.block_on_close = False
        for server in (git, http):
            threading.Thread(target=server.serve_forever, daemon=True).start()
        yield {
            "git": f"git://127.0.0.1:{git.server_address[1]}",
            "http": f"http://127.0.0.1:{http.server_address[1]}",
        }
        for server in (git, http):
            server.shutdown()
