"""Python's watching servers and libraries, made to complain."""

from __future__ import annotations

import os
import signal
import subprocess
from pathlib import Path

from django_shapes import WATCHMAN_1
from doctor_servers import MODERN, OLDER_WATCHDOG, command, limit, port
from signature_runs import BOUND, Runs, source

OTHERS = ("doctor-others", ["django", "mkdocs<2", "flask", "uvicorn", "watchdog<7", "hupper"])
"""Beside watchdog 6 and without watchfiles."""

OBSERVER = """
import logging, sys, time
from watchdog.events import FileSystemEventHandler
from watchdog.observers import Observer
logging.basicConfig(level=logging.INFO)
observer = Observer()
observer.schedule(FileSystemEventHandler(), sys.argv[1], recursive=True)
observer.start()
print("READY", flush=True)
time.sleep(60)
"""


@source(
    {
        "watchdog-watch-limit": "OSError: [Errno 28] inotify watch limit reached",
        "watchdog-instance-limit": "OSError: [Errno 24] inotify instance limit reached",
    },
    older=OLDER_WATCHDOG,
)
def watchdog_limits(run: Runs) -> None:
    for kind, number in (("watches", 20), ("instances", 0)):
        limit(kind, number)
        run("limit reached", run.python["older"], "-c", OBSERVER, ".")


@source(
    {
        "watchdog-queue-overflow": "Inotify queue overflowed; filesystem events were lost",
        "watchdog-rebuild-failed": "Unable to rebuild recursive inotify watches below",
    },
    modern=MODERN,
)
def watchdog_overflow(run: Runs) -> None:
    watched = run.root / "watched"
    (watched / "below").mkdir(parents=True)
    files = [watched / "a", watched / "b"]
    for path in files:
        path.touch()

    def overflow(process: subprocess.Popen) -> None:
        """While the program gets no time to read, more happens than the kernel keeps, and the folder goes away."""
        os.kill(process.pid, signal.SIGSTOP)
        for number in range(int(Path("/proc/sys/fs/inotify/max_queued_events").read_text()) + 100):
            os.utime(files[number % 2])
        if watched.exists():
            watched.rename(run.root / "gone")
            files[:] = [run.root / "gone" / "a", run.root / "gone" / "b"]
        os.kill(process.pid, signal.SIGCONT)

    run("Unable to rebuild", run.python["modern"], "-c", OBSERVER, "watched", ready="READY", meanwhile=overflow)


@source(
    {
        "watchfiles-watch-limit": "OSError: OS file watch limit reached. about [",
        "watchfiles-instance-limit": "Error creating recommended watcher: Too many open files (os error 24)",
        "watchfiles-watcher-died": "WatchfilesRustInternalError: error in underlying watcher: IO error",
        "watchfiles-permission": "PermissionError: Permission denied (os error 13) about [",
        "watchfiles-noise": "1 change detected",
    },
    needs=("setpriv",),
    modern=MODERN,
)
def watchfiles(run: Runs) -> None:
    job = [f"{os.path.dirname(run.python['modern'])}/watchfiles", f"{run.python['modern']} job.py", "."]
    run("detected", *job, ready="STARTED", meanwhile=run.edits("pkg1/inner/mod.py"))
    closed = run.root / "closed"
    (closed / "below").mkdir(parents=True)
    # Polling tells of a folder that is closed while it runs; inotify of one that was closed before.
    polled = {"WATCHFILES_FORCE_POLLING": "1", "WATCHFILES_POLL_DELAY_MS": "100"}
    run("underlying", *BOUND, *job, ready="STARTED", meanwhile=lambda _: closed.chmod(0), **polled)
    run("about [", *BOUND, *job)
    closed.chmod(0o755)
    limit("watches", 100)
    run("about [", *job)
    limit("instances", 0)
    run("os error 24", *job)


@source(
    {
        "uvicorn-roots": "Will watch for changes in these directories: [",
        "uvicorn-reloader": "Started reloader process [",
        "uvicorn-reloading": " detected changes in 'pkg1/inner/mod.py'. Reloading...",
        "uvicorn-exclude-no-effect": "--reload-include and --reload-exclude have no effect unless watchfiles is installed",
        "uvicorn-bad-reload-dir": "Provided reload directories ['nope'] did not contain valid directories",
        "uvicorn-no-reload": "Current configuration will not reload as not all conditions are met",
    },
    modern=MODERN,
    others=OTHERS,
)
def uvicorn(run: Runs) -> None:
    run(
        "detected",
        *command("uvicorn", run.python["modern"])[0],
        ready="STARTED",
        meanwhile=run.edits("pkg1/inner/mod.py"),
    )
    other = run.python["others"]
    app = [other, "-m", "uvicorn", "crowded:app", "--port", str(port())]
    run("STARTED", *app, "--reload", "--reload-exclude", "*.x")
    config = "import uvicorn; uvicorn.Config('crowded:app', %s)"
    run("valid directories", other, "-c", config % "reload=True, reload_dirs=['nope']")
    run("not all conditions", other, "-c", config % "reload_dirs=['.']")


@source(
    {
        "flask-reloader": " * Restarting with watchdog (inotify)",
        "flask-reloading": "/pkg1/inner/mod.py', reloading",
    },
    older=OLDER_WATCHDOG,
)
def flask(run: Runs) -> None:
    run(
        "reloading",
        *command("flask", run.python["older"])[0],
        ready="STARTED",
        meanwhile=run.edits("pkg1/inner/mod.py"),
    )


def _django(run: Runs, python: str, more: str) -> list[str]:
    (run.root / "conf.py").write_text(
        f"DEBUG = True\nSECRET_KEY = 'x'\nROOT_URLCONF = 'conf'\nurlpatterns = []\n{more}\n"
    )
    return [python, "-m", "django", "runserver", f"127.0.0.1:{port()}", "--settings=conf", "--pythonpath=."]


@source(
    {
        "django-polls": "Watching for file changes with StatReloader",
        "django-reloading": "conf.py changed, reloading.",
        "django-watchfiles-missing": "No module named 'django_watchfiles'",
    },
    others=OTHERS,
)
def django(run: Runs) -> None:
    words = _django(run, run.python["others"], "")
    run("reloading", *words, ready="Watching for file changes", meanwhile=run.edits("conf.py"))
    run("django_watchfiles'", *_django(run, run.python["others"], "INSTALLED_APPS = ['django_watchfiles']"))


AVAILABLE = "from django.utils.autoreload import WatchmanReloader; WatchmanReloader.check_availability()"
"""What Django's get_reloader() asks first. It swallows the answer; here it is printed."""

SERVICE = """
watchman --foreground --statefile="$0/state" --sockname="$0/sock" --logfile="$0/log" --pidfile="$0/pid" &
while ! [ -S "$0/sock" ]; do sleep 0.1; done
export WATCHMAN_SOCK="$0/sock"
exec "$@"
"""
"""sh -c SERVICE FOLDER COMMAND...: a watchman of our own for a command; the user's, if there is one, is left alone."""


@source(
    {
        "watchman-unreachable": "WatchmanUnavailable: Cannot connect to the watchman service.",
        "django-missing-root": "Unable to watch root dir /nowhere/at/all as neither it or its parent exist",
    },
    needs=("watchman",),
    django=("doctor-django-watchman", ["django", "pywatchman>=2"]),
)
def django_with_watchman(run: Runs) -> None:
    run("Cannot connect", run.python["django"], "-c", AVAILABLE, WATCHMAN_SOCK=f"{run.root.parent}/none")
    words = _django(run, run.python["django"], "TEMPLATES = [{'BACKEND': 'django.template.backends.django.DjangoTemplates', 'DIRS': ['/nowhere/at/all']}]")  # fmt: skip
    run("parent exist", "sh", "-c", SERVICE, str(run.root.parent), *words, DJANGO_WATCHMAN_TIMEOUT="60")


@source(
    {"pywatchman-broken": "SystemError: PY_SSIZE_T_CLEAN macro must be defined for '#' formats"},
    needs=("watchman",),
    interpreter=("3.12", "3.11", "3.10"),  # on 3.13 it ends the interpreter
    django=("reloader", ["Django==5.2.19", WATCHMAN_1]),
)
def pywatchman_before_2(run: Runs) -> None:
    run("Cannot connect", "sh", "-c", SERVICE, str(run.root.parent), run.python["django"], "-c", AVAILABLE)


@source(
    {
        "mkdocs-roots": "Watching paths for changes: 'docs', 'mkdocs.yml'",
        "mkdocs-reloading": "Detected file changes",
    },
    others=OTHERS,
)
def mkdocs(run: Runs) -> None:
    (run.root / "docs").mkdir()
    (run.root / "docs" / "index.md").write_text("x")
    (run.root / "mkdocs.yml").write_text("site_name: x\n")
    words = [run.python["others"], "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port()}"]
    run("Detected", *words, ready="Watching paths", meanwhile=run.edits("docs/index.md"))


@source({"hupper-error": "watchdog error: [Errno 2] No such file or directory"}, others=OTHERS)
def hupper(run: Runs) -> None:
    job = "import hupper, time; hupper.get_reloader().watch_files(['/nowhere/at/all']); print('STARTED', flush=True); time.sleep(60)"
    (run.root / "hupped.py").write_text(job)
    # Where watchman is on PATH, hupper prefers it and starts it for good.
    run("watchdog error", f"{os.path.dirname(run.python['others'])}/hupper", "-m", "hupped", PATH="/nowhere")


@source({"open-files-limit": "OSError: [Errno 24] Too many open files: '"}, older=OLDER_WATCHDOG)
def open_files(run: Runs) -> None:
    held = "import os\nheld=[]\nwhile True: held.append(open(os.devnull))"
    run("Errno 24", "sh", "-c", 'ulimit -n 64; exec "$0" -c "$1"', run.python["older"], held)
