"""The doctor beside real gunicorn, hupper, watchmedo and Django: what it says is held is what the kernel holds, and no
folder is called unwatched that need not be watched."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from environments import environment
from reloading import needs_watchman, watchman_service
from running import Counted, free_port, running

import watchlint
from watchlint.facts.machine import process_tree
from watchlint.facts.machine.held_watches import held_marks

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify watches can be counted on Linux only"),
]

GUNICORN, INOTIFY = "gunicorn==27.0.1", "inotify==0.2.12"
WSGI = "import shop.models.cart\n\n\ndef app(environ, start_response):\n    import later.thing\n    start_response('200 OK', [])\n    return [b'']\n"
JOB = "import shop.models.cart\nimport time\n\nprint('STARTED', flush=True)\ntime.sleep(1000)\n"
BROKEN = "import shop\nimport broken\nimport later.thing\n"


@pytest.fixture
def project(tmp_path):
    """A project whose app imports three folders at once, and one more when it is asked for something."""
    root = tmp_path / "project"
    for folder in ("shop/models", "later", "templates/mail", "media/a/b"):
        (root / folder).mkdir(parents=True)
    for file in ("shop/__init__.py", "shop/models/__init__.py", "shop/models/cart.py", "later/thing.py"):
        (root / file).touch()
    (root / "templates/mail/order.txt").touch()
    (root / "wsgi.py").write_text(WSGI, encoding="utf-8")
    (root / "job.py").write_text(JOB, encoding="utf-8")
    return root


IMPORTED = 3  # the root, shop, shop/models
QUIET = 1.2  # seconds: gunicorn and hupper look for new modules each second


def doctor(root: Path, pid: int, *more: str, inside: int | None = None) -> tuple[int, dict, dict]:
    """(exit code, all facts, those of the server) that `watchlint doctor --pid` tells; `inside`: in the user namespace
    of this process, where the limits are the server's."""
    words = ["nsenter", "-U", "--preserve-credentials", "-t", str(inside)] if inside else []
    words += [sys.executable, "-m", "watchlint.cli.doctor", str(root), "--pid", str(pid), "--json", *more]
    done = subprocess.run(words, cwd=Path(watchlint.__file__).parents[1], capture_output=True, text=True, timeout=120)
    assert done.stderr == "" and done.returncode in (0, 1), done.stderr
    found = json.loads(done.stdout)
    (server,) = found["servers"]
    return done.returncode, found, server


def ids(found: dict, *severities: str) -> list[str]:
    return [row["id"] for row in found["problems"] if row["severity"] in (severities or ("error", "warning"))]


def gunicorn(python: str, *words: str, app: str = "wsgi:app") -> list[str]:
    return [f"{Path(python).parent}/gunicorn", "--reload", "-b", f"127.0.0.1:{free_port()}", *words, app]


def calm(server, least: int, instances: int) -> Counted:
    """What the kernel holds, once it is so much at least and stays so for a while."""
    last, since = None, 0.0

    def stays() -> bool:
        nonlocal last, since
        now = server.counted()
        if now != last:
            last, since = now, time.monotonic()
        return now.watches >= least and now.instances == instances and time.monotonic() - since > QUIET

    server.waits_for(stays)
    return last


@pytest.mark.parametrize(
    "words, workers, needed",
    [
        ([], 1, IMPORTED),
        (["-w", "2"], 2, IMPORTED),
        (["--reload-extra-file", "templates/mail/order.txt"], 1, IMPORTED + 1),
        (["--reload-extra-file", "templates/**/*.txt", "--reload-engine", "inotify"], 1, IMPORTED + 1),
        (["-k", "gthread", "--threads", "3"], 1, IMPORTED),
    ],
    ids=["one worker", "two workers", "an extra file", "a pattern of extra files", "threads"],
)
def test_gunicorn_that_watches(words, workers, needed, project, tmp_path):
    python = environment("gunicorn", [GUNICORN, INOTIFY])
    with running(gunicorn(python, *words), project, tmp_path / "log") as server:
        kernel = calm(server, workers * needed, workers)
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["server"], seen["version"]) == (0, [], "gunicorn", "27.0.1")
    assert (seen["needed"], seen["held"], seen["unwatched"]) == (needed, needed, [])
    assert (seen["at_least"], seen["polls"], seen["instances"]) == (True, "", workers)
    assert workers * (seen["held"] + seen["elsewhere"]) == kernel.watches
    mine = [row for row in found["use"] if row["pid"] in server_pids(seen)]
    assert sum(row["watches"] for row in mine) == kernel.watches


def server_pids(seen: dict) -> set[int]:
    return {worker["pid"] for worker in seen["workers"]}


@pytest.mark.parametrize(
    "packages, words, told",
    [([], [], "pip install inotify"), ([INOTIFY], ["--reload-engine", "poll"], "leave out --reload-engine poll")],
    ids=["without the package", "told to poll"],
)
def test_gunicorn_that_polls_is_said_to(packages, words, told, project, tmp_path):
    python = environment("gunicorn", [GUNICORN, *packages])
    with running(gunicorn(python, *words), project, tmp_path / "log") as server:
        server.settled("Booting worker", Counted(0, 0))
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["needed"], seen["held"], seen["instances"]) == (0, [], 0, 0, 0)
    assert seen["polls"]
    (problem,) = [row for row in found["problems"] if row["id"] == "polls-needlessly"]
    assert told in problem["steps"][0]


def test_gunicorn_whose_settings_file_says_poll_is_not_called_deaf(project, tmp_path):
    """Neither the words nor the packages tell: that no process holds an instance does."""
    python = environment("gunicorn", [GUNICORN, INOTIFY])
    (project / "gunicorn.conf.py").write_text('reload_engine = "poll"\n', encoding="utf-8")
    with running(gunicorn(python), project, tmp_path / "log") as server:
        server.settled("Booting worker", Counted(0, 0))
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["needed"]) == (0, [], 0)
    assert "a settings file" in seen["polls"]


def test_gunicorn_that_still_loads_its_app_is_not_called_deaf(project, tmp_path):
    python = environment("gunicorn", [GUNICORN, INOTIFY])
    (project / "wsgi.py").write_text("import time\n\nprint('LOADING', flush=True)\ntime.sleep(1000)\n" + WSGI)
    with running(gunicorn(python), project, tmp_path / "log") as server:
        server.settled("LOADING", Counted(0, 1))
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), ids(found, "info")) == (0, [], ["server-starting"])
    assert (seen["needed"], seen["unwatched"]) == (0, [])


def test_gunicorn_whose_app_does_not_parse_lacks_no_folder(project, tmp_path):
    """It serves the error and waits for the file to be mended: what comes after it was never imported."""
    python = environment("gunicorn", [GUNICORN, INOTIFY])
    (project / "wsgi.py").write_text(BROKEN + WSGI)
    (project / "broken.py").write_text("def (:\n")
    with running(gunicorn(python), project, tmp_path / "log") as server:
        calm(server, 3, 1)
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["unwatched"], seen["needed"]) == (0, [], [], 1)


def _namespace_works() -> bool:
    """Whether a user namespace can be made, limited, and entered from outside."""
    if not shutil.which("unshare") or not shutil.which("nsenter"):
        return False
    words = ["unshare", "-Ur", "sh", "-c", "echo 9 > /proc/sys/user/max_inotify_watches"]
    return subprocess.run(words, capture_output=True).returncode == 0


limited = pytest.mark.skipif(not _namespace_works(), reason="needs a user namespace (unshare -Ur, nsenter)")


def under(kind: str, number: int, command: list[str]) -> list[str]:
    """The command in a user namespace of its own with a lower limit."""
    lower = f'echo {number} > /proc/sys/user/max_inotify_{kind} && exec "$@"'
    return ["unshare", "-Ur", "sh", "-c", lower, "sh", *command]


@limited
@pytest.mark.parametrize("words, watches", [([], 7), (["-w", "2"], 30), ([], 0)], ids=["a few", "one of two", "none"])
def test_gunicorn_at_the_watch_limit_hears_no_edit_at_all(words, watches, project, tmp_path):
    """The thread that watches ends at the first folder that gets no watch: edits in the folders before it are lost too."""
    python = environment("gunicorn", [GUNICORN, INOTIFY])
    with running(under("watches", watches, gunicorn(python, *words)), project, tmp_path / "log") as server:
        server.waits_for(lambda: "No space left on device" in server.said())
        kernel = server.settled("", Counted(watches, 2 if words else 1))
        pid = server.process.pid
        code, found, seen = doctor(project, pid, inside=pid)
    assert kernel == Counted(watches, 2 if words else 1)
    assert (code, ids(found), seen["instances"]) == (1, ["watch-limit"], kernel.instances)
    assert sum(worker["watches"] for worker in seen["workers"]) == watches
    assert "no edit reloads" in found["problems"][0]["message"]
    assert found["advice"][0].startswith("echo 65536 > /proc/sys/user/max_inotify_watches")


@pytest.mark.parametrize("release", ["6.0.0", "7.1.0"])
def test_hupper_that_watches(release, project, tmp_path):
    """hupper leaves out what is installed: what is needed is all that is held."""
    python = environment("doctor-hupper", ["hupper==1.12.1", f"watchdog=={release}"])
    command = [f"{Path(python).parent}/hupper", "-w", "templates/mail/order.txt", "-m", "job"]
    needed = IMPORTED + 1
    with running(command, project, tmp_path / "log", env=NO_SERVICE) as server:
        kernel = calm(server, needed, 1 if release == "7.1.0" else needed)
        code, found, seen = doctor(project, server.process.pid)
        (project / "shop/models/cart.py").write_text("EDITED = 1\n")
        server.waits_for(lambda: server.said().count("STARTED") == 2)
    assert (code, ids(found), seen["server"], seen["version"]) == (0, [], "hupper", "1.12.1")
    assert (seen["needed"], seen["held"], seen["elsewhere"], seen["unwatched"]) == (needed, needed, 0, [])
    assert (seen["held"], seen["instances"]) == kernel


NO_SERVICE = {"PATH": os.devnull}  # hupper asks watchman first where that is on the path


@pytest.mark.parametrize("told", [False, True], ids=["without watchdog", "told to poll"])
def test_hupper_that_polls_is_said_to(told, project, tmp_path):
    python = environment("doctor-hupper" if told else "hupper", ["hupper==1.12.1", *["watchdog==7.1.0"][: int(told)]])
    command = [f"{Path(python).parent}/hupper", "-m", "job"]
    monitor = {"HUPPER_DEFAULT_MONITOR": "hupper.polling.PollingFileMonitor"} if told else {}
    with running(command, project, tmp_path / "log", env={**NO_SERVICE, **monitor}) as server:
        server.settled("STARTED", Counted(0, 0))
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["needed"], seen["held"], seen["instances"]) == (0, [], 0, 0, 0)
    (problem,) = [row for row in found["problems"] if row["id"] == "polls-needlessly"]
    assert ("HUPPER_DEFAULT_MONITOR" if told else "pip install watchdog") in problem["message"] + problem["steps"][0]


@limited
@pytest.mark.parametrize(
    "release, kind, number, held, problem",
    [
        ("7.1.0", "watches", 2, 2, "watch-limit"),
        ("6.0.0", "watches", 2, 2, "watch-limit"),
        ("6.0.0", "instances", 1, 1, "instance-limit"),
        ("6.0.0", "instances", 0, 0, "instance-limit"),
    ],
)
def test_hupper_at_a_limit_names_the_folders(release, kind, number, held, problem, project, tmp_path):
    python = environment("doctor-hupper", ["hupper==1.12.1", f"watchdog=={release}"])
    command = under(kind, number, [f"{Path(python).parent}/hupper", "-m", "job"])
    with running(command, project, tmp_path / "log", env={"PATH": os.environ["PATH"], **NOT_HERE}) as server:
        server.waits_for(lambda: "watchdog error" in server.said() and server.counted().watches == held)
        pid = server.process.pid
        code, found, seen = doctor(project, pid, inside=pid)
        kernel = server.counted().watches
    assert (code, ids(found), seen["held"], kernel) == (1, [problem], held, held)
    assert seen["unwatched_total"] == seen["needed"] - held == IMPORTED - held
    assert {row["path"] for row in seen["unwatched"]} <= {".", "shop", "shop/models"}


NOT_HERE = {"HUPPER_DEFAULT_MONITOR": "hupper.watchdog.WatchdogFileMonitor"}  # even where watchman is on the path


def test_hupper_that_asks_watchman_is_not_compared(project, tmp_path):
    needs_watchman()
    python = environment("doctor-hupper", ["hupper==1.12.1", "watchdog==7.1.0"])
    with watchman_service(tmp_path) as variables:
        command = [f"{Path(python).parent}/hupper", "-v", "-m", "job"]
        with running(command, project, tmp_path / "log", env=variables) as server:
            server.waits_for(lambda: "watchman is now tracking root" in server.said())
            code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["needed"], seen["polls"]) == (0, [], 0, "")
    assert "watchman service" in seen["notes"][0]


@pytest.mark.parametrize("release", ["6.0.0", "7.1.0"])
def test_watchmedo_and_not_what_it_starts(release, project, tmp_path):
    """What is started watches a folder of its own: that is none of watchmedo's."""
    python = environment("watchmedo", [f"watchdog[watchmedo]=={release}"])
    (project / "child.py").write_text(
        "import sys, time\nfrom watchdog.observers import Observer\nfrom watchdog.events import FileSystemEventHandler\n"
        "o = Observer()\no.schedule(FileSystemEventHandler(), sys.argv[1], recursive=True)\no.start()\n"
        "print('STARTED', flush=True)\ntime.sleep(1000)\n"
    )
    command = [
        python,
        "-m",
        "watchdog.watchmedo",
        "auto-restart",
        "-R",
        "-d",
        "shop",
        "--",
        python,
        "child.py",
        "media",
    ]
    with running(command, project, tmp_path / "log") as server:
        server.waits_for(lambda: "STARTED" in server.said())
        pid = server.process.pid
        (child,) = process_tree.children(pid)  # in a session of its own
        kernel = len(held_marks([pid])), len(held_marks([child]))
        code, found, seen = doctor(project, pid)
        server.process.send_signal(signal.SIGTERM)  # so that it ends its child
        server.process.wait()
    assert kernel == (2, 3)
    assert (code, ids(found), seen["needed"], seen["held"], seen["instances"]) == (0, [], 2, 2, 1)
    assert (seen["elsewhere"], seen["unwatched"]) == (0, [])


def test_watchmedo_with_a_file_of_tricks(project, tmp_path):
    python = environment("watchmedo", ["watchdog[watchmedo]==6.0.0"])
    (project / "shop/tricks.yaml").write_text("tricks:\n- watchdog.tricks.LoggerTrick: {}\n")
    command = [python, "-m", "watchdog.watchmedo", "tricks-from", "shop/tricks.yaml"]
    with running(command, project, tmp_path / "log") as server:
        kernel = calm(server, 2, 1)
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["needed"], seen["held"], seen["unwatched"]) == (0, [], kernel.watches, 2, [])


DJANGO = ["Django==5.2.19", "django-watchfiles==1.4.0", "watchfiles==1.3.0"]
MANAGE = "import os, sys\nos.environ['DJANGO_SETTINGS_MODULE'] = 'settings'\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n"
READY = "Quit the server with"


def site(project: Path, *apps: str) -> list[str]:
    """A Django project in a folder below, started from above: only that folder is on sys.path."""
    (project / "site").mkdir()
    settings = f'SECRET_KEY = "x"\nDEBUG = True\nROOT_URLCONF = "urls"\nINSTALLED_APPS = {list(apps)!r}\n'
    for name, text in {"manage.py": MANAGE, "settings.py": settings, "urls.py": "urlpatterns = []\n"}.items():
        (project / "site" / name).write_text(text, encoding="utf-8")
    return ["site/manage.py", "runserver", f"127.0.0.1:{free_port()}"]


def test_django_with_watchfiles_started_from_the_folder_above(project, tmp_path):
    python = environment("django", DJANGO)
    command = [python, *site(project, "django_watchfiles")]
    (project / "locale/de").mkdir(parents=True)  # Django watches it only where something is translated at start
    with running(command, project, tmp_path / "log") as server:
        server.waits_for(lambda: READY in server.said())
        kernel = calm(server, 2000, 1)
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["unwatched"]) == (0, [], [])
    assert seen["held"] == seen["needed"] and seen["held"] + seen["elsewhere"] == kernel.watches


def test_django_that_polls_while_its_app_watches_something(project, tmp_path):
    """An inotify instance is no proof of a reloader that watches."""
    python = environment("doctor-django", ["Django==5.2.19", "watchdog==6.0.0"])
    command = [python, *site(project)]
    with open(project / "site/settings.py", "a", encoding="utf-8") as settings:
        settings.write(
            "from watchdog.observers import Observer\nfrom watchdog.events import FileSystemEventHandler\n"
            "o = Observer()\no.schedule(FileSystemEventHandler(), 'media', recursive=True)\no.daemon = True\no.start()\n"
        )  # fmt: skip
    with running(command, project, tmp_path / "log") as server:
        server.waits_for(lambda: READY in server.said() and server.counted().watches >= 3)
        code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["needed"], seen["unwatched"]) == (0, [], 0, [])
    assert seen["polls"]


def test_django_that_asks_watchman_is_not_said_to_poll(project, tmp_path):
    needs_watchman()
    python = environment("doctor-django-watchman", ["Django==5.2.19", "pywatchman==4.0.0"])
    command = [python, *site(project)]
    with watchman_service(tmp_path) as variables:
        with running(command, project, tmp_path / "log", env=variables) as server:
            server.waits_for(lambda: "WatchmanReloader" in server.said() and READY in server.said())
            code, found, seen = doctor(project, server.process.pid)
    assert (code, ids(found), seen["needed"], seen["polls"]) == (0, [], 0, "")
    assert "watchman service" in seen["notes"][0]
