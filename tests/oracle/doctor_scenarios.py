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
DEAF = 4
"""Seconds after which an edit that was not noticed never will be: all of these servers wake within one."""


def tree(root: Path, below_each: int = BELOW) -> None:
    """3,000 folders: the root, ten packages of 299 each, which the app imports, and nine spare ones."""
    for number in range(PACKAGES):
        package = root / f"pkg{number}"
        for below in range(below_each - 1):
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
        "streamlit": [python, "-m", "streamlit", "run", "page.py", "--server.port", str(place), "--server.headless", "true", "--server.address", "127.0.0.1",
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

    def __init__(self, kind: str, python: str, root: Path, watches: int | None = None, **more):
        """Returns once the code runs and, where the number is given, so many watches are held."""
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
        if watches is not None:
            wait(lambda: self.kernel()[0] == watches)

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

    def reloads(self, path: Path, patience: float = 60) -> bool:
        """Whether an edit of this file makes the server run its code again."""
        settle(self.starts, 0.5)
        before = self.starts()
        path.write_text(path.read_text() + f"# {time.time_ns()}\n")
        end = time.time() + patience
        while time.time() < end and self.starts() == before:
            time.sleep(0.05)
        return self.starts() > before

    def stop(self) -> None:
        for process in filter(None, (self.session, self.process)):
            with contextlib.suppress(OSError):
                if process is self.process:
                    os.killpg(process.pid, signal.SIGKILL)
                else:
                    process.kill()
            process.wait()


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


def wait(condition, patience: float = 120) -> None:
    end = time.time() + patience
    while not condition():
        if time.time() > end:
            raise TimeoutError("the server did not start")
        time.sleep(0.05)


def settle(number, quiet: float, patience: float = 60) -> None:
    end, last, since = time.time() + patience, None, time.time()
    while time.time() < end and time.time() - since < quiet:
        now = number()
        if now != last:
            last, since = now, time.time()
        time.sleep(0.1)


def doctor(root: Path, *words: str) -> dict:
    """The doctor's JSON, and its exit code."""
    answer = _doctor(root, *words, "--json")
    if not answer.stdout:
        raise RuntimeError(answer.stderr)
    return {**json.loads(answer.stdout), "code": answer.returncode}


def _doctor(root: Path, *words: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "hooks.doctor", str(root), *words]
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


class Runs:
    """Runs programs in a folder, one after another, and adds what each wrote to a list."""

    def __init__(self, root: Path, text: list[str]):
        self.root, self.text = root, text

    def __call__(self, until: str, *words: str, edit: str = "", ready: str = "", patience: float = 60) -> None:
        """Runs a program until it has written `until`. Once it has written `ready`, the file `edit` is changed."""
        own = str(self.root.parent)  # what a killed program leaves behind goes with the test's folder
        environ = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "HOME": own, "TMPDIR": own}
        place = self.root.parent / f"run-{len(self.text)}.log"
        with open(place, "wb") as out:
            process = subprocess.Popen(
                words, cwd=self.root, stdout=out, stderr=out, stdin=subprocess.DEVNULL, env=environ, start_new_session=True
            )  # fmt: skip

        end, touched = time.time() + patience, 0.0
        while process.poll() is None and until not in place.read_text(errors="replace") and time.time() < end:
            if edit and ready in place.read_text(errors="replace") and time.time() > touched + 2:
                touched = time.time()  # again and again: a program says that it is ready before it is
                with open(self.root / edit, "a") as file:
                    file.write("# changed\n")
            time.sleep(0.05)
        with contextlib.suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        self.text.append(place.read_text(errors="replace"))


JAVA = """
import java.nio.file.*;
public class Watch {
    public static void main(String[] words) throws Exception {
        WatchService service = FileSystems.getDefault().newWatchService();
        try (var all = Files.walk(Paths.get("."))) {
            for (Path path : (Iterable<Path>) all.filter(Files::isDirectory)::iterator)
                path.register(service, StandardWatchEventKinds.ENTRY_MODIFY);
        } catch (java.io.IOException error) {
            error.printStackTrace();
            System.exit(1);
        }
    }
}
"""


def others(_: str, python: str, root: Path) -> dict:
    """What programs write that are installed beside watchdog 6 and without watchfiles, and what is no Python."""
    tree(root, 20)
    text: list[str] = []
    run = Runs(root, text)
    modern = os.environ["DOCTOR_MODERN"]
    config = "import uvicorn; uvicorn.Config('main:app', %s)"
    run("valid directories", python, "-c", config % "reload=True, reload_dirs=['nope']")
    run("not all conditions", python, "-c", config % "reload_dirs=['.']")
    app = [python, "-m", "uvicorn", "main:app", "--port", str(port())]
    run("StatReload detected", *app, "--reload", "--reload-exclude", "*.x", edit="main.py", ready="STARTED")
    run("reloading", *command("flask", python)[0], edit="pkg1/inner/mod.py", ready="STARTED")
    (root / "conf.py").write_text("DEBUG = True\nSECRET_KEY = 'x'\nROOT_URLCONF = 'conf'\nurlpatterns = []\n")
    django = [python, "-m", "django", "runserver", f"127.0.0.1:{port()}", "--settings=conf", "--pythonpath=."]
    run("reloading", *django, edit="conf.py", ready="Watching for file changes")
    locked = root / "locked"
    (locked / "x").mkdir(parents=True)
    locked.chmod(0)
    bound = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"]  # root too is then bound by the folder's mode
    run("about [", *bound, f"{os.path.dirname(modern)}/watchfiles", f"{python} job.py", ".")
    locked.chmod(0o755)
    # A read-only /proc/sys, as in a container. Were it not, the machine would be given the value that it has.
    now = Path("/proc/sys/fs/inotify/max_user_watches").read_text().strip()
    read_only = "mount --bind /proc/sys /proc/sys && mount -o remount,ro,bind /proc/sys"
    run("sysctl:", "unshare", "-m", "sh", "-c", f"{read_only} && exec sysctl -w fs.inotify.max_user_watches={now}")
    limit("watches", 20)
    observer = "from watchdog.observers import Observer as O; from watchdog.events import FileSystemEventHandler as H; o = O(); o.schedule(H(), '.', recursive=True); o.start()"
    run("limit reached", python, "-c", observer)
    os.environ["STREAMLIT_SERVER_FOLDER_WATCH_LIST"] = "nope"
    server = Running("streamlit", modern, root)
    with contextlib.suppress(TimeoutError):
        wait(lambda: "is not a directory" in server.log(), 20)
    server.stop()
    text.append(server.log())
    (root / "Watch.java").write_text(JAVA)
    if shutil.which("java"):
        run("inotify", "java", "Watch.java")
    if shutil.which("watchman"):
        state = [f"--{name}={root.parent}/watchman-{name}" for name in ("statefile", "sockname", "logfile", "pidfile")]
        script = 'watchman --foreground "$@" & for n in 1 2 3 4 5 6 7 8 9; do sleep 1; watchman --no-spawn "$2" watch . && break; done'
        run("inotify watches", "sh", "-c", script, "sh", *state)
    limit("instances", 0)
    if shutil.which("java"):
        run("inotify", "java", "Watch.java")
    return {"log": "\n".join(text)}


def complaints(_: str, python: str, root: Path) -> dict:
    """What real programs write at real limits, one after another."""
    tree(root, 20)
    scripts = os.path.dirname(python)
    text = []

    run = Runs(root, text)
    observer = "import time; from watchdog.observers import Observer as O; from watchdog.events import FileSystemEventHandler as H; o = O(); o.schedule(H(), '.', recursive=True); o.start(); "
    limit("watches", 100)
    run("about [", f"{scripts}/watchfiles", f"{python} job.py", ".")
    server = Running("streamlit", python, root)
    with contextlib.suppress(TimeoutError):
        wait(lambda: "Failed to schedule" in server.log(), 60)
    server.stop()
    text.append(server.log())
    limit("instances", 0)
    run("instance limit", python, "-c", observer + "o.stop()")
    run("os error 24", f"{scripts}/watchfiles", f"{python} job.py", ".")
    run("os error 24", python, "-m", "uvicorn", "main:app", "--reload", "--port", str(port()))
    (root / "x.log").write_text("x")
    run("inotify", "tail", "-f", "x.log")
    limit("instances", 100)
    limit("watches", 100000)
    for kind in ("uvicorn", "watchfiles"):
        server = Running(kind, python, root)
        settle(lambda: server.kernel()[0], 1)  # noqa: B023
        server.reloads(root / "pkg1" / "inner" / "mod.py")
        server.stop()
        text.append(server.log())
    run("Restarting with", *command("flask", python)[0])
    held = "import os\nheld=[]\nwhile True: held.append(open(os.devnull))"
    run("Errno 24", "sh", "-c", 'ulimit -n 64; exec "$0" -c "$1"', python, held)
    others = os.environ.get("DOCTOR_OTHERS", "")
    if others:
        (root / "conf.py").write_text("INSTALLED_APPS = ['django_watchfiles']\nDEBUG = True\nSECRET_KEY = 'x'\n")
        run(
            "No module named 'django_watchfiles'",
            others,
            "-m",
            "django",
            "runserver",
            f"127.0.0.1:{port()}",
            "--settings=conf",
        )
        (root / "docs").mkdir()
        (root / "docs" / "index.md").write_text("x")
        (root / "mkdocs.yml").write_text("site_name: x\n")
        run("Watching paths", others, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port()}")
    wide = root / "wide"
    for number in range(5000):  # more than max_queued_events / 4: watchdog 7.1.0 overflows its queue by its own walk
        (wide / str(number)).mkdir(parents=True)
    run(
        "overflowed",
        python,
        "-c",
        "import logging; logging.basicConfig(level=logging.INFO); " + observer + "time.sleep(60)",
    )
    if shutil.which("node"):
        limit("watches", 0)
        run("ENOSPC", "node", "-e", "require('fs').watch('.')")
        limit("watches", 100)
        limit("instances", 0)
        run("EMFILE", "node", "-e", "require('fs').watch('.')")
    return {"log": "\n".join(text)}


def main() -> None:
    scenario, _, kind = sys.argv[1].partition(":")
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    root = Path(sys.argv[3]) / "project"
    root.mkdir(parents=True)
    print(json.dumps(globals()[scenario](kind, sys.argv[2], root)))


if __name__ == "__main__":
    main()
