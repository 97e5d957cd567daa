"""Runs inside a user namespace of its own, where the inotify limits can be lowered without touching the machine.

Started by test_doctor.py as `unshare -Ur python doctor_scenarios.py SCENARIO PYTHON FOLDER`; prints one JSON object.
"""

from __future__ import annotations

import contextlib
import ctypes
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
LIBC = ctypes.CDLL(None, use_errno=True)
PACKAGES, BELOW = 10, 298


def tree(root: Path) -> None:
    """3,000 folders: the root, ten packages of 299 each, which the app imports, and nine spare ones."""
    for number in range(PACKAGES):
        package = root / f"pkg{number}"
        for below in range(BELOW - 1):
            (package / f"data{below}").mkdir(parents=True)
        (package / "inner").mkdir()
        (package / "inner" / "mod.py").write_text(f"VALUE = {number}\n")
        (package / "inner" / "__init__.py").write_text("")
        (package / "__init__.py").write_text("")
    for below in range(8):
        (root / "spare" / str(below)).mkdir(parents=True)
    imports = "".join(f"import pkg{number}.inner.mod\n" for number in range(PACKAGES))
    (root / "main.py").write_text(
        imports + "async def app(scope, receive, send):\n    pass\nprint('STARTED', flush=True)\n"
    )
    (root / "flasky.py").write_text(
        imports + "from flask import Flask\napp = Flask(__name__)\nprint('STARTED', flush=True)\n"
    )
    (root / "page.py").write_text(imports + "import streamlit as st\nst.write('x')\nprint('STARTED', flush=True)\n")
    (root / "job.py").write_text(imports + "import time\nprint('STARTED', flush=True)\ntime.sleep(600)\n")


def limit(kind: str, number: int) -> None:
    Path(f"/proc/sys/user/max_inotify_{kind}").write_text(str(number))


def port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return listening.getsockname()[1]


def command(kind: str, python: str) -> tuple[list[str], int]:
    """(command line, port) of a real server."""
    place = port()
    scripts = os.path.dirname(python)
    return {
        "uvicorn": [python, "-m", "uvicorn", "main:app", "--reload", "--port", str(place)],
        "watchfiles": [f"{scripts}/watchfiles", "--ignore-permission-denied", f"{python} job.py", "."],
        "flask": [python, "-m", "flask", "--app", "flasky", "run", "--debug", "--port", str(place)],
        "streamlit": [python, "-m", "streamlit", "run", "page.py", "--server.port", str(place), "--server.headless", "true",
                      "--server.runOnSave", "true", "--browser.gatherUsageStats", "false"],
    }[kind], place  # fmt: skip


SESSION = """
import sys, time
from websockets.sync.client import connect
with connect("ws://127.0.0.1:%s/_stcore/stream" % sys.argv[1], subprotocols=["streamlit"], max_size=None) as ws:
    from streamlit.proto.BackMsg_pb2 import BackMsg
    message = BackMsg(); message.rerun_script.query_string = ""
    ws.send(message.SerializeToString())
    end = time.time() + 300
    while time.time() < end:
        try: ws.recv(timeout=5)
        except TimeoutError: pass
"""


class Running:
    """A real server and, for Streamlit, a browser session; `log` is what it wrote."""

    def __init__(self, kind: str, python: str, root: Path, **more):
        self.kind, self.root = kind, root
        self.path = root.parent / f"{kind}-{time.time_ns()}.log"
        words, place = command(kind, python)
        environ = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUNBUFFERED": "1", "HOME": str(root.parent)}
        with open(self.path, "wb") as log:
            self.process = subprocess.Popen(
                words,
                cwd=root,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=environ,
                start_new_session=True,
                **more,
            )
        self.session = None
        if kind == "streamlit":
            wait(lambda: listening(place))
            self.session = subprocess.Popen(
                [python, "-c", SESSION, str(place)],
                env=environ,
                stdout=subprocess.DEVNULL,
                stderr=open(self.path, "ab"),
            )  # noqa: SIM115
        wait(lambda: self.starts())
        settle(lambda: sum(self.kernel()))

    def log(self) -> str:
        return self.path.read_text(errors="replace")

    def starts(self) -> int:
        return self.log().count("STARTED")

    def pids(self) -> list[int]:
        return [self.process.pid, *descendants(self.process.pid)]

    def kernel(self) -> tuple[int, int]:
        """(watches, instances) by fdinfo; a watch in two processes' lists is one."""
        marks, instances = set(), 0
        for pid in self.pids():
            with contextlib.suppress(OSError):
                for number in os.listdir(f"/proc/{pid}/fd"):
                    with contextlib.suppress(OSError):
                        if os.readlink(f"/proc/{pid}/fd/{number}") == "anon_inode:inotify":
                            instances += 1
                            lines = Path(f"/proc/{pid}/fdinfo/{number}").read_text().splitlines()
                            marks.update(tuple(line.split()[2:4]) for line in lines if line.startswith("inotify wd:"))
        return len(marks), instances

    def reloads(self, path: Path, patience: float = 30) -> bool:
        """Whether an edit of this file makes the server run its code again."""
        before = self.starts()
        path.write_text(path.read_text() + f"# {time.time_ns()}\n")
        end = time.time() + patience
        while time.time() < end:
            if self.starts() > before:
                settle(self.starts)
                return True
            time.sleep(0.1)
        return False

    def stop(self) -> None:
        for process in filter(None, (self.session, self.process)):
            with contextlib.suppress(OSError):
                if process is self.process:
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            process.wait()
        time.sleep(0.3)


def descendants(pid: int) -> list[int]:
    found = []
    with contextlib.suppress(OSError):
        for task in os.listdir(f"/proc/{pid}/task"):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                found += [int(child), *descendants(int(child))]
    return found


def listening(place: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", place), 1):
        return True
    return False


def wait(condition, patience: float = 60) -> None:
    end = time.time() + patience
    while not condition():
        if time.time() > end:
            raise TimeoutError("the server did not start")
        time.sleep(0.1)


def settle(number, quiet: float = 1.5, patience: float = 60) -> None:
    end, last, since = time.time() + patience, None, time.time()
    while time.time() < end and time.time() - since < quiet:
        now = number()
        if now != last:
            last, since = now, time.time()
        time.sleep(0.1)


def doctor(root: Path, *words: str) -> dict:
    """The doctor's JSON, its exit code and its text."""
    answers = [
        subprocess.run(
            [sys.executable, "-m", "hooks.doctor", str(root), *words, *form],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=120,
        )
        for form in (["--json"], [])
    ]
    if not answers[0].stdout:
        raise RuntimeError(answers[0].stderr)
    return {
        **json.loads(answers[0].stdout),
        "code": answers[0].returncode,
        "text": answers[1].stdout,
        "stderr": answers[0].stderr + answers[1].stderr,
    }


def silent_limit(kind: str, python: str, root: Path) -> dict:
    """The limit is reached in silence; the doctor sees what is missing; its first step helps."""
    tree(root)
    limit("watches", 1500)
    server = Running(kind, python, root)
    try:
        first = doctor(root)
        kernel = server.kernel()
        deaf, heard = packages(server, root)
        before = {
            "deaf": server.reloads(root / deaf / "inner" / "mod.py", 6) if deaf else None,
            "heard": server.reloads(root / heard / "inner" / "mod.py") if heard else None,
        }
    finally:
        server.stop()
    subprocess.run(["sh", "-c", first["advice"][0]], check=True)
    server = Running(kind, python, root)
    try:
        after = server.reloads(root / (deaf or "pkg0") / "inner" / "mod.py")
        second = doctor(root)
        kernel_after = server.kernel()
    finally:
        server.stop()
    return {
        "first": first,
        "second": second,
        "kernel": kernel,
        "kernel_after": kernel_after,
        "before": before,
        "after": after,
        "log": server.log()[-2000:],
    }


def packages(server: Running, root: Path) -> tuple[str | None, str | None]:
    """A package whose folder the kernel does not watch, and one that it does."""
    watched = set()
    for pid in server.pids():
        with contextlib.suppress(OSError):
            for number in os.listdir(f"/proc/{pid}/fd"):
                with contextlib.suppress(OSError):
                    if os.readlink(f"/proc/{pid}/fd/{number}") == "anon_inode:inotify":
                        for line in Path(f"/proc/{pid}/fdinfo/{number}").read_text().splitlines():
                            if line.startswith("inotify wd:"):
                                watched.add(int(line.split("ino:")[1].split()[0], 16))
    names = [f"pkg{number}" for number in range(PACKAGES)]
    deaf = next((name for name in names if os.stat(root / name / "inner").st_ino not in watched), None)
    return deaf, next((name for name in names if os.stat(root / name / "inner").st_ino in watched), None)


def no_instance(kind: str, python: str, root: Path) -> dict:
    """No inotify instance is left when the server starts."""
    tree(root)
    limit("instances", 0)
    server = Running(kind, python, root)
    try:
        first = doctor(root)
        deaf = server.reloads(root / "pkg1" / "inner" / "mod.py", 6)
    finally:
        server.stop()
    subprocess.run(["sh", "-c", first["advice"][0]], check=True)
    server = Running(kind, python, root)
    try:
        after = server.reloads(root / "pkg1" / "inner" / "mod.py")
        second = doctor(root)
    finally:
        server.stop()
    return {"first": first, "second": second, "before": deaf, "after": after, "log": server.log()[-2000:]}


HOLDER = """
import os, sys, time
import threading
from watchdog.observers import Observer
from watchdog.events import FileSystemEventHandler
observer = Observer()
observer.schedule(FileSystemEventHandler(), sys.argv[1], recursive=True)
observer.start()
if sys.argv[2] == "stopped":
    observer.stop(); observer.join()
if sys.argv[2] == "fork":
    if os.fork() == 0:
        time.sleep(300)
if sys.argv[2] == "files":
    observer.stop(); observer.join()
    import resource
    resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64))
    held = []
    try:
        while True: held.append(open(os.devnull))
    except OSError: pass
    try:
        second = Observer(); second.schedule(FileSystemEventHandler(), sys.argv[1], recursive=True); second.start()
    except OSError as error:
        os.write(2, str(error).encode() + b"\\n")
print("ready", flush=True)
time.sleep(300)
"""

RAW = """
import ctypes, os, sys, time
libc = ctypes.CDLL(None)
descriptor = libc.inotify_init1(0)
for folder, _, _ in os.walk(sys.argv[1]):
    libc.inotify_add_watch(descriptor, folder.encode(), 0x3C6)
print("ready", flush=True)
time.sleep(300)
"""


def process(kind: str, python: str, root: Path) -> dict:
    """One process with a watchdog observer (or a bare inotify that nobody reads) in some trouble, by --pid."""
    tree(root)
    words = [python, "-c", RAW if kind == "unread" else HOLDER, str(root), kind]
    held = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=root, start_new_session=True)
    try:
        held.stdout.readline()
        time.sleep(1)
        if kind == "unread":
            (root / "pkg1" / "inner" / "mod.py").write_text("VALUE = 5\n")
        found = doctor(root, "--pid", str(held.pid))
        found["pids"] = [held.pid, *descendants(held.pid)]
        return found
    finally:
        os.killpg(held.pid, signal.SIGKILL)
        held.wait()


def complaints(_: str, python: str, root: Path) -> dict:
    """What real programs write at real limits, one after another."""
    tree(root)
    scripts = os.path.dirname(python)
    text = []

    def run(*words: str, seconds: float = 6, **more) -> None:
        environ = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(root.parent)}
        place = root.parent / f"run-{len(text)}.log"
        with open(place, "wb") as out:
            process = subprocess.Popen(
                words,
                cwd=root,
                stdout=out,
                stderr=out,
                stdin=subprocess.DEVNULL,
                env=environ,
                start_new_session=True,
                **more,
            )
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        text.append(place.read_text(errors="replace"))

    observer = "import sys; from watchdog.observers import Observer as O; from watchdog.events import FileSystemEventHandler as H; o = O(); o.schedule(H(), '.', recursive=True); o.start(); o.stop()"
    limit("watches", 100)
    run(f"{scripts}/watchfiles", f"{python} job.py", ".")
    server = Running("streamlit", python, root)
    time.sleep(2)
    server.stop()
    text.append(server.log())
    limit("instances", 0)
    run(python, "-c", observer)
    run(f"{scripts}/watchfiles", f"{python} job.py", ".")
    run(python, "-m", "uvicorn", "main:app", "--reload", "--port", str(port()))
    (root / "x.log").write_text("x")
    run("tail", "-f", "x.log", seconds=2)
    limit("instances", 100)
    limit("watches", 100000)
    for kind in ("uvicorn", "watchfiles"):
        server = Running(kind, python, root)
        server.reloads(root / "pkg1" / "inner" / "mod.py")
        server.stop()
        text.append(server.log())
    run(*command("flask", python)[0])
    run(
        python,
        "-c",
        "import os\nheld=[]\nwhile True: held.append(open(os.devnull))",
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    )
    others = os.environ.get("DOCTOR_OTHERS", "")
    if others:
        (root / "conf.py").write_text("INSTALLED_APPS = ['django_watchfiles']\nDEBUG = True\nSECRET_KEY = 'x'\n")
        run(others, "-m", "django", "runserver", f"127.0.0.1:{port()}", "--settings=conf")
        (root / "docs").mkdir()
        (root / "docs" / "index.md").write_text("x")
        (root / "mkdocs.yml").write_text("site_name: x\n")
        run(others, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port()}")
    wide = root / "wide"
    for number in range(5000):
        (wide / str(number)).mkdir(parents=True)
    run(
        python,
        "-c",
        f"import logging, time; logging.basicConfig(level=logging.INFO); {observer.replace('o.stop()', 'time.sleep(20)')}",
        seconds=15,
    )
    if shutil.which("node"):
        limit("watches", 0)
        run("node", "-e", "require('fs').watch('.')")
        limit("watches", 100)
        limit("instances", 0)
        run("node", "-e", "require('fs').watch('.')")
    return {"log": "\n".join(text)}


def main() -> None:
    scenario, _, kind = sys.argv[1].partition(":")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    root = Path(sys.argv[3]) / "project"
    root.mkdir(parents=True)
    print(json.dumps(globals()[scenario](kind, sys.argv[2], root)))


if __name__ == "__main__":
    main()
