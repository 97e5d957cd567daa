from __future__ import annotations

import os
import subprocess
import sys

import pytest

from watchlint.doctor.seeing import running as seeing
from watchlint.doctor.seeing.running import concerns, examine
from watchlint.servers.start import Running


@pytest.mark.parametrize(
    "cwd, words, expected",
    [
        ("/p", [], True),
        ("/p/app", [], True),
        ("/", ["p/app.py"], True),
        ("/q", ["/p/app.py"], True),
        ("/q", ["app.py"], False),
        ("/", ["app.py"], False),
        ("/pp", [], False),
        ("", ["app.py"], False),
    ],
)
def test_which_servers_have_to_do_with_a_folder(cwd, words, expected):
    running = Running("uvicorn", [7], words, False, cwd, "", {}, "S", True)
    assert concerns(running, "/p") is expected


@pytest.mark.parametrize(
    "words, expected",
    [
        ("auto-restart -R echo", []),
        ("auto-restart -p *.py echo", []),
        ("auto-restart -R -p **/*.py echo", []),
        ("auto-restart -R -p *.py echo", ["*.py", "src/b.py"]),
        ("auto-restart -R -d src -p src/*.py echo", []),
        ("auto-restart -R -d {0}/src -p *.py echo", ["*.py", "b.py"]),
    ],
)
def test_which_file_watchmedo_does_not_hear(words, expected, folder):
    tree = folder({"a.py": "", "src/b.py": "", ".venv/pyvenv.cfg": "", ".venv/lib/c.py": ""})
    given = words.format(tree.path).split()
    server = Running("watchmedo", [os.getpid()], given, False, str(tree.path), "", {}, "S", False)
    assert examine(server, str(tree.path))["unmatched"] == expected


@pytest.mark.parametrize(("age", "load", "held"), [(3, 40, 1), (3, 0, 0), (90, 40, 0)])
def test_one_that_has_just_started_is_looked_at_again(age, load, held, folder, monkeypatch):
    """It works, and watches nothing yet: nobody is told that its observer could not start."""
    tree, looked = folder({"main.py": ""}), []

    def marks(pids):
        looked.append(pids)
        status = os.stat(tree.path)
        return {(status.st_dev, status.st_ino)} if len(looked) > 3 else set()

    monkeypatch.setattr(seeing.held_watches, "held_marks", marks)
    monkeypatch.setattr(seeing.working, "load", lambda pids: load)
    monkeypatch.setattr(seeing.working, "age", lambda pid: age)
    server = Running("granian", [os.getpid()], ["main:app", "--reload"], False, str(tree.path), "", {}, "S", True)
    assert examine(server, str(tree.path))["held"] == held


linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="/proc is Linux's")

HOLDS = """
import ctypes, os, sys
libc = ctypes.CDLL(None, use_errno=True)
descriptor = libc.inotify_init1(0)
assert descriptor >= 0, os.strerror(ctypes.get_errno())
for path in sys.argv[1:]:
    assert libc.inotify_add_watch(descriptor, os.fsencode(path), 0x100) > 0, os.strerror(ctypes.get_errno())
print("ready", flush=True)
input()
"""


@pytest.fixture
def holding():
    """Start a process that watches these folders, and reads no event; it ends with the test."""
    started = []

    def start(cwd, *folders) -> int:
        process = subprocess.Popen(
            [sys.executable, "-c", HOLDS, *map(str, folders)],
            cwd=str(cwd),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        started.append(process)
        assert process.stdout.readline() == b"ready\n"
        return process.pid

    yield start
    for process in started:
        process.communicate(b"\n")


def running(pid, tree, words="main:app --reload", server="uvicorn", **more) -> Running:
    return Running(server, [pid], words.split(), False, str(tree), "", {}, "S", True, **more)


FILES = {"main.py": "", "src/a/": "", "data/": ""}


@linux
def test_one_that_watches_all(folder, holding):
    tree = folder(FILES)
    pid = holding(tree, tree, tree / "src", tree / "src/a", tree / "data")
    found = examine(running(pid, tree), str(tree))
    assert (found["needed"], found["held"], found["unwatched_total"], found["instances"]) == (4, 4, 0, 1)
    assert (found["stuck"], found["outside"], found["watched"], found["stopped"]) == ([], [], ["."], False)


@linux
def test_one_that_watches_a_part(folder, holding, monkeypatch):
    monkeypatch.setattr(seeing, "GROWS", 0.0)
    tree = folder(FILES)
    found = examine(running(holding(tree, tree, tree / "data"), tree), str(tree))
    assert (found["needed"], found["held"], found["unwatched_total"]) == (4, 2, 2)
    assert found["unwatched"] == [{"path": "src", "count": 2}]


@linux
def test_events_that_nobody_reads(folder, holding):
    tree = folder(FILES)
    pid = holding(tree, tree, tree / "src", tree / "src/a", tree / "data")
    (tree / "new").write_text("")
    found = examine(running(pid, tree), str(tree))
    assert [one for one, _ in found["stuck"]] == [pid]


@linux
def test_code_outside_of_what_it_watches(folder, holding, monkeypatch):
    monkeypatch.setattr(seeing, "GROWS", 0.0)
    tree = folder({"web/main.py": "import shared\n", "lib/shared.py": ""})
    one = running(holding(tree / "web", tree / "web"), tree / "web")
    one.environ["PYTHONPATH"] = "../lib"
    assert examine(one, str(tree))["outside"] == [str(tree / "lib/shared.py")]


@linux
def test_one_that_was_started_without_reloading_is_not_compared(folder, holding):
    tree = folder(FILES)
    pid = holding(tree, tree)
    found = examine(running(pid, tree, "main:app", reloads=False), str(tree))
    assert (found["reloads"], found["needed"], found["held"], found["root"]) == (False, 0, 0, str(tree))
    assert found["again"] == "uvicorn main:app --reload"


@linux
def test_one_of_somebody_else_is_not_looked_into(folder, holding):
    tree = folder(FILES)
    found = examine(running(holding(tree, tree), tree)._replace(visible=False), str(tree))
    assert (found["visible"], found["needed"], found["instances"]) == (False, 0, 0)


@linux
def test_one_that_polls(folder, holding):
    tree = folder({**FILES, "app.py": "", ".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n'})
    one = running(holding(tree, tree), tree, "run app.py", "streamlit")
    one.environ["HOME"] = str(tree / "home")
    found = examine(one, str(tree))
    assert found["polls"] and (found["needed"], found["held"]) == (0, 1)


@linux
def test_a_server_of_another_user_has_to_do_with_the_folder_its_app_lies_in(folder):
    tree = folder({"shop/main.py": "", "app.py": ""})
    for words, expected in (("shop.main:app", True), ("app.py", True), ("gone.py", False), ("gone:app", False)):
        assert concerns(Running("uvicorn", [7], [words], False, "", "", {}, "S", True), str(tree)) is expected


@linux
def test_a_server_in_a_container_works_in_the_folder_by_another_path(folder, tmp_path):
    tree = folder({"web/": ""})
    (tmp_path / "7").mkdir()
    (tmp_path / "7" / "cwd").symlink_to(tree / "web")
    assert seeing._mounted([7], str(tree), str(tmp_path)) and not seeing._mounted([8], str(tree), str(tmp_path))
    assert not seeing._mounted([7], str(folder({"x/": ""}, name="other")), str(tmp_path))


def test_how_a_worker_is(tmp_path):
    (tmp_path / "7" / "task" / "7").mkdir(parents=True)
    (tmp_path / "7" / "maps").write_bytes(b"00 r-xp /site-packages/greenlet/_greenlet.so\n")
    proc = str(tmp_path)
    assert (seeing._threads(7, proc), seeing._threads(8, proc)) == (1, None)
    assert seeing._maps(7, b"greenlet", proc) and not seeing._maps(7, b"gevent", proc) and seeing._maps(8, b"x", proc)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize(("age", "starting"), [(None, False), (0.0, True), (1000.0, False)])
def test_a_worker_without_a_watch_may_be_on_the_way(monkeypatch, age, starting):
    monkeypatch.setattr(seeing.working, "age", lambda pid: age)
    monkeypatch.setattr(seeing.held_watches, "held_marks", lambda pids: set())
    found = seeing._worker(os.getpid())
    assert (found["pid"], found["watches"], found["starting"]) == (os.getpid(), 0, starting)
    assert seeing._young(Running("uvicorn", [os.getpid()], [], False, "", "", {}, "S", True)) is starting


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
def test_workers_are_those_directly_below_that_hold_an_instance(monkeypatch):
    parents = {11: 10, 12: 10, 13: 11}
    monkeypatch.setattr(seeing.process_tree, "children", lambda pid: list(parents))
    monkeypatch.setattr(seeing.processes, "parent_and_uid", lambda pid: (parents[pid], 0))
    monkeypatch.setattr(seeing, "inotify_descriptors", lambda pid: [] if pid == 12 else [5])
    assert seeing._workers(Running("gunicorn", [10], [], False, "", "", {}, "S", True)) == [11]
