"""Older releases, made to complain; and watchers where the kernel refuses inotify, as an emulated one does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from doctor_servers import MODERN, port
from signature_runs import BOUND, Runs, source
from signature_watchers import OBSERVER

REFUSING = [sys.executable, str(Path(__file__).with_name("without_inotify.py"))]
OLD = ("3.9", "3.8", "3.7")
"""Pythons on which releases of 2015 to 2021 run."""


@source(
    {
        "watchdog-no-inotify": "OSError: [Errno 38] Function not implemented",
        "watchdog-missing-path": "FileNotFoundError: [Errno 2] No such file or directory",
        "no-inotify": "tail: inotify cannot be used, reverting to polling: Function not implemented",
    },
    needs=("tail",),
    modern=MODERN,
)
def without_inotify(run: Runs) -> None:
    python = run.python["modern"]
    run("Errno 38", *REFUSING, python, "-c", OBSERVER, ".")
    run("Errno 2", python, "-c", OBSERVER, "nowhere")
    (run.root / "x.log").touch()
    run("reverting", *REFUSING, "tail", "-f", "x.log")


@source(
    {"watchfiles-no-inotify": "Error creating watcher: Function not implemented (os error 38)"},
    interpreter=OLD,
    python=("watchfiles-0.14", ["watchfiles==0.14.0"]),
)
def watchfiles_without_inotify(run: Runs) -> None:
    python = run.python["python"]
    run("os error 38", *REFUSING, f"{os.path.dirname(python)}/watchfiles", f"{python} job.py", ".")


@source(
    {"watchdog-permission": "OSError: Permission denied"},
    needs=("setpriv",),
    interpreter=OLD,
    python=("watchdog-0.8", ["watchdog==0.8.3"]),
)
def watchdog_permission(run: Runs) -> None:
    closed = run.root / "closed"
    closed.mkdir(mode=0)
    run("Permission", *BOUND, run.python["python"], "-c", OBSERVER, ".")
    closed.chmod(0o755)


HUPPER = """
import hupper.watchdog
hupper.watchdog.WatchdogFileMonitor(print, logger=None).start()
"""


@source(
    {"watchdog-no-emitters": "AttributeError: 'WatchdogFileMonitor' object has no attribute '_emitters'"},
    interpreter=OLD,
    python=("hupper-watchdog-2.1.4", ["hupper==1.10.3", "watchdog==2.1.4"]),
)
def watchdog_2_1_4(run: Runs) -> None:
    run("_emitters", run.python["python"], "-c", HUPPER)


INOTIFY = ["--reload", "--reload-engine", "inotify", "--bind"]
WSGI = "def app(environ, start):\n    start('200 OK', [])\n    return [b'x']\n"
ASGI = "async def app(scope, receive, send):\n    pass\n"


def _gunicorn(python: str) -> str:
    return f"{os.path.dirname(python)}/gunicorn"


@source(
    {
        "gunicorn-inotify-failed": "InotifyError: Call failed (should not be -1): (-1) ERRNO=(2)",
        "gunicorn-reloading": "Worker reloading: output.log modified",
    },
    interpreter=OLD,
    python=("gunicorn-20.0", ["gunicorn==20.0.4", "inotify", "setuptools<70"]),
)
def gunicorn_20_0(run: Runs) -> None:
    (run.root / "wsgi_app.py").write_text(WSGI)
    (run.root / "conf.py").write_text("workers = 1\n")
    log = run.root / "output.log"

    def writes(_: object) -> None:
        log.write_text(log.read_text() + "x\n" if log.exists() else "x\n")

    words = [_gunicorn(run.python["python"]), *INOTIFY, f"127.0.0.1:{port()}"]
    run("ERRNO=(2)", *words, "-c", "conf.py", "wsgi_app:app")
    run("Worker reloading", *words, "wsgi_app:app", ready="Booting worker", meanwhile=writes)


@source(
    {
        "gunicorn-no-inotify-package": "You must have the inotify module installed to use the inotify reloader",
        "gunicorn-uvicorn-worker": "Worker reloading: ",
    },
    new=("gunicorn-uvicorn-plain", ["gunicorn", "uvicorn"]),
)
def gunicorn_new(run: Runs) -> None:
    (run.root / "asgi_app.py").write_text(ASGI)
    program, address = _gunicorn(run.python["new"]), f"127.0.0.1:{port()}"
    run("You must have", program, *INOTIFY, address, "asgi_app:app")
    words = [program, "-k", "uvicorn.workers.UvicornWorker", "--reload", "--bind", address]
    run("reloading: ", *words, "asgi_app:app", ready="startup complete", meanwhile=run.edits("asgi_app.py"))


@source({"granian-reloading": "Changes detected, reloading workers"}, new=("granian-reload", ["granian[reload]"]))
def granian(run: Runs) -> None:
    (run.root / "asgi_app.py").write_text(ASGI)
    program = f"{os.path.dirname(run.python['new'])}/granian"
    words = [program, "--interface", "asgi", "--reload", "--port", str(port()), "asgi_app:app"]
    run("reloading workers", *words, ready="Started worker", meanwhile=run.edits("asgi_app.py"))


@source(
    {"werkzeug-exec-format": "OSError: [Errno 8] Exec format error: '"},
    interpreter=("3.7", "3.6"),
    python=("werkzeug-0.15", ["flask==1.0.4", "werkzeug==0.15.4", "jinja2<3", "markupsafe<2", "itsdangerous<2", "click<8"]),
)  # fmt: skip
def werkzeug_0_15(run: Runs) -> None:
    script = run.root / "script.py"
    script.write_text(f"from flask import Flask\nFlask(__name__).run(debug=True, port={port()})\n")
    script.chmod(0o755)
    run("Exec format", run.python["python"], str(script))


SERVE = """
import asyncio, uvicorn
config = uvicorn.Config("asgi_app:app", reload=True, port=%d)
asyncio.run(uvicorn.Server(config).serve())
"""


@source({"uvicorn-server-alone": "(Press CTRL+C to quit)"}, modern=MODERN)
def uvicorn_server(run: Runs) -> None:
    (run.root / "asgi_app.py").write_text(ASGI)
    run("Press CTRL+C", run.python["modern"], "-c", SERVE % port())
