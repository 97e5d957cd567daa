"""Runs inside a user namespace of its own, where the inotify limits can be lowered without touching the machine.

Started by test_doctor.py as `unshare -Ur python doctor_scenarios.py SCENARIO PYTHON FOLDER`; prints one JSON object.
"""

from __future__ import annotations

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

from doctor_servers import PACKAGES, Running, descendants, limit, settle, tree, wait

PROJECT = Path(__file__).resolve().parents[2]
DEAF = 4
"""Seconds after which an edit that was not noticed never will be: all of these servers wake within one."""


def doctor(root: Path, *words: str) -> dict:
    """The doctor's JSON, and its exit code."""
    answer = _doctor(root, *words, "--json")
    if not answer.stdout:
        raise RuntimeError(answer.stderr)
    return {**json.loads(answer.stdout), "code": answer.returncode}


def _doctor(root: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "watchlint.cli.doctor", str(root), *words]
    return subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, timeout=120)


def silent_limit(kind: str, python: str, root: Path) -> dict:
    """The limit is reached in silence; the doctor sees what is missing; its first step helps."""
    tree(root)
    limit("watches", 1500)
    server = Running(kind, python, root, watches=1500)
    try:
        first = doctor(root)
        first["text"] = _doctor(root).stdout
        kernel = server.kernel()
        deaf, heard = packages(server, root)
        before = {
            "deaf": server.reloads(root / deaf / "inner" / "mod.py", DEAF) if deaf else None,
            # watchdog before 7 holds the watches of a root that does not fit, and hears nothing there
            "heard": server.reloads(root / heard / "inner" / "mod.py") if heard and kind != "flask" else None,
        }
    finally:
        server.stop()
    subprocess.run(["sh", "-c", first["advice"][0]], check=True)
    server = Running(kind, python, root, watches=first["servers"][0]["needed"])
    try:
        after = server.reloads(root / (deaf or "pkg0") / "inner" / "mod.py")
        wait(lambda: server.kernel()[0] == first["servers"][0]["needed"])  # after a reload all is watched anew
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
    tree(root, 20)
    limit("instances", 0)
    server = Running(kind, python, root)
    try:
        first = doctor(root)
        deaf = server.reloads(root / "pkg1" / "inner" / "mod.py", DEAF)
    finally:
        server.stop()
    subprocess.run(["sh", "-c", first["advice"][0]], check=True)
    server = Running(kind, python, root)
    try:
        wait(lambda: server.kernel()[0])
        settle(lambda: server.kernel()[0], 1)
        after = server.reloads(root / "pkg1" / "inner" / "mod.py")
        settle(lambda: server.kernel()[0], 1)
        second = doctor(root)
    finally:
        server.stop()
    return {"first": first, "second": second, "before": deaf, "after": after, "log": server.log()[-2000:]}


HOLDER = """
import os, sys, time
from watchdog.observers import Observer
from watchdog.events import FileSystemEventHandler
held = []
if sys.argv[2] == "files":
    try:
        for _ in range(100): held.append(open(os.devnull))
    except OSError: pass
observer = Observer()
observer.schedule(FileSystemEventHandler(), sys.argv[1], recursive=True)
try:
    observer.start()
except OSError as error:
    os.write(2, str(error).encode() + b"\\n")
if sys.argv[2] == "stopped":
    observer.stop(); observer.join()
if sys.argv[2] == "fork" and os.fork() == 0:
    time.sleep(300)
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
    """One process with a watchdog observer (or a bare inotify that nobody reads) in some trouble, by --pid; and again
    after the doctor's first step."""
    tree(root)
    found = _process(kind, python, root, "ulimit -Sn 64" if kind == "files" else "true")
    if found["advice"]:
        step = found["advice"][0]
        again = (kind, step) if kind == "files" else ("plain", "true")
        found["second"] = _process(again[0], python, root, again[1])
    return found


def _process(kind: str, python: str, root: Path, before: str) -> dict:
    """`before`: a shell command in front of the process. A first step that ends the process is followed."""
    code = RAW if kind == "unread" else HOLDER
    words = ["sh", "-c", before + '\nexec "$0" "$@"', python, "-c", code, str(root), kind]
    held = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, cwd=root, start_new_session=True)
    try:
        held.stdout.readline()
        if kind == "unread":
            (root / "pkg1" / "inner" / "mod.py").write_text("VALUE = 5\n")
        found = doctor(root, "--pid", str(held.pid))
        found["pids"] = [held.pid, *descendants(held.pid)]
        if found["advice"] and found["advice"][0].startswith("kill "):
            subprocess.run(["sh", "-c", found["advice"][0]], check=True)
            found["ended"] = held.wait(30)
        return found
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(held.pid, signal.SIGKILL)
        held.wait()


def main() -> None:
    scenario, _, kind = sys.argv[1].partition(":")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    root = Path(sys.argv[3]) / "project"
    root.mkdir(parents=True)
    print(json.dumps(globals()[scenario](kind, sys.argv[2], root)))


if __name__ == "__main__":
    main()
