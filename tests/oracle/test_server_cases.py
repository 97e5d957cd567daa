"""Every server of `server_cases/`, run for real: recognised in a launch file and as a process, and what is predicted of
each of its options is what the kernel counts; the doctor misses nothing in one that is well.

A case is a module with `CASE = {…}`:
    packages  what to install
    npm       the same from npm: then the program is run by itself
    files     path -> text, in the folder it starts in
    command   its words, after the interpreter; {port} and {port2} are free ones, {bin} is the
              folder of the programs that came with the packages
    ready     what its log says when it serves
    env       variables that keep it from what a test can't have (a browser, a download); {bin} as above
    opens     the path of the WebSocket that a browser would open, where it watches nothing before
    off       path -> text, with which it does not reload, where its code says that
    about     whether not all can be known of it: what is known is counted all the same
    polls     whether it polls with these packages
    quiet     what its log says when it serves and does not watch, where that is another
    watches_packages  whether it watches the folders of its packages: they are compiled before
    hidden    without the flag that makes it watch nothing in its process shows which program it was
    more      further words that change what it watches, each with which it is counted again
    server    the server's name, where the case has another

Each is counted as it is, as its declaration says that it polls and that it does not watch, with what is believed to lower
it, and on fewer folders.
"""

from __future__ import annotations

import base64
import contextlib
import os
import shlex
import shutil
import socket
import sys
from importlib import util
from pathlib import Path

import pytest
from environments import environment, npm
from running import Counted, free_port, precompiled, running

from watchlint.doctor.seeing.running import examine
from watchlint.facts.repository.near import NearRepository
from watchlint.servers import catalogue
from watchlint.servers.running import running as processes
from watchlint.servers.watchers.polling import Poller
from watchlint.settings import Settings
from watchlint.watch import predict

pytestmark = pytest.mark.oracle


def _case(path: Path) -> dict:
    spec = util.spec_from_file_location(path.stem, path)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.CASE


FOLDER = "static"  # of the tree links_out
CASES = {path.stem: _case(path) for path in sorted((Path(__file__).parent / "server_cases").glob("*.py"))}


def without_watchman(folder: Path) -> str:
    """A folder to look for programs in, with those that Node.js's need: watchman, where it is found, is used for watching."""
    folder.mkdir(exist_ok=True)
    for name in ("node", "sh", "git", "find", "env", "uname"):
        found = shutil.which(name)
        if found and not (folder / name).exists():
            (folder / name).symlink_to(found)
    return str(folder)


def server_of(name):
    """What is known of the server of a case."""
    return catalogue.named(CASES[name].get("server", name))


def started(name, project, monkeypatch, env=None, off=False):
    """(its interpreter, its words with ports and paths, its variables, its port), with its files written; `off`: those
    with which it does not reload."""
    case = CASES[name]
    if "npm" in case:
        python, where = sys.executable, npm(name, case["npm"])
        monkeypatch.setenv("PATH", without_watchman(project.root.parent / "programs"))
        if case.get("beside_packages"):
            (project.root / "node_modules").symlink_to(os.path.dirname(where))
    else:
        python = environment(name, case["packages"])
        python = precompiled(python) if case.get("watches_packages") else python
        where = os.path.dirname(python)
    places = {"port": free_port(), "port2": free_port(), "bin": where, "modules": os.path.dirname(where)}
    env = {**{key: value.format(**places) for key, value in case.get("env", {}).items()}, **(env or {})}
    for variable in (*catalogue.VARIABLES, "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
        monkeypatch.delenv(variable, raising=False)
    for path, text in {**case["files"], **(case["off"] if off and "off" in case else {})}.items():
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_text(text.replace("{modules}", places["modules"]), encoding="utf-8")
    return python, [word.format(**places) for word in case["command"]], env, places["port"]


def listens(port) -> bool:
    """Whether a connection is taken at this port."""
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


@contextlib.contextmanager
def opened(server, port, path, ready):
    """A WebSocket as a browser opens it, once the server is there; none where there is no path."""
    if not path:
        yield
        return
    server.waits_for(lambda: ready in server.said() and listens(port))
    with socket.create_connection(("127.0.0.1", port), timeout=60) as connection:
        key = base64.b64encode(os.urandom(16)).decode()
        connection.sendall(
            f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\nOrigin: http://127.0.0.1:{port}\r\n\r\n".encode()
        )
        assert b" 101 " in connection.recv(4096)
        yield


def run(name, project, tmp_path, monkeypatch, more=(), env=None) -> Counted:
    """What the kernel counts, after it was found to be what is predicted."""
    case, known = CASES[name], server_of(name)
    python, words, env, port = started(name, project, monkeypatch, env)
    words += more
    own = [] if "npm" in case else ["python"]
    line = " ".join([*(f"{key}={shlex.quote(value)}" for key, value in env.items()), *own, shlex.join(words)])
    command = words if "npm" in case else [python, *words]
    (project.root / "Procfile").write_text(f"web: {line}\n", encoding="utf-8")
    (one,) = predict.predict(NearRepository(str(project.root)), Settings(), python=python).servers
    assert one.planned.launch.server == known.name, one.planned.launch
    assert one.planned.plan.certain != case.get("about", False), one.planned.plan.notes
    expected = Counted(one.cost.watches_after_run, one.cost.instances)
    log = tmp_path / "log"
    with (
        running(command, project.root, log, env=env) as server,
        opened(server, port, case.get("opens"), case["ready"]),
    ):
        assert server.settled(case["ready"], expected) == expected, server.said()
        (found,) = processes(server.process.pid)
        assert (found.server, found.cwd) == (known.name, os.path.realpath(project.root))
        seen = examine(found, str(project.root))
        assert (seen["reloads"], seen["unwatched_total"], seen["stuck"]) == (True, 0, []), seen["examples"]
        assert seen["held"] > 0 or expected.watches == 0 or not seen["certain"]
    return expected


@pytest.mark.parametrize("project", ["mixed_three", "links_out"], indirect=True)
@pytest.mark.parametrize("name", CASES)
def test_watches_as_predicted(name, project, tmp_path, monkeypatch):
    polls = isinstance(server_of(name), Poller) or CASES[name].get("polls", False)
    assert (run(name, project, tmp_path, monkeypatch).watches > 0) != polls


@pytest.mark.parametrize("project", ["links_out"], indirect=True)
@pytest.mark.parametrize("name", [name for name in CASES if CASES[name].get("more")])
def test_watches_as_predicted_with_more_words(name, project, tmp_path, monkeypatch):
    before = run(name, project, tmp_path, monkeypatch)
    for more in CASES[name]["more"]:
        assert run(name, project, tmp_path, monkeypatch, more) != before


def quiet(name) -> list[str] | None:
    """The words of a case with which it watches nothing; None where no words do that."""
    known, command = server_of(name), CASES[name]["command"]
    kept = [word for word in command if word not in getattr(known, "reload", ())]
    off = known.off.words if known.off else ()
    if CASES[name].get("hidden") or known.beside:
        return None
    if "off" in CASES[name]:
        return command
    return [*kept, *off] if off or len(kept) < len(command) else None


@pytest.mark.parametrize("project", ["links_out"], indirect=True)
@pytest.mark.parametrize("name", [name for name in CASES if quiet(name)])
def test_watches_nothing_where_it_is_told_not_to(name, project, tmp_path, monkeypatch):
    python, words, env, port = started(name, project, monkeypatch, off=True)
    own = [given for word, given in zip(CASES[name]["command"], words, strict=True) if word in quiet(name)]
    words = [*own, *server_of(name).off.words]
    case = CASES[name]
    with (
        running(words if "npm" in case else [python, *words], project.root, tmp_path / "log", env=env) as server,
        opened(server, port, case.get("opens"), case.get("quiet", case["ready"])),
    ):
        assert server.settled(case.get("quiet", case["ready"]), Counted(0, 0)) == Counted(0, 0), server.said()
        (found,) = processes(server.process.pid)
        assert (found.server, found.reloads) == (server_of(name).name, False)


@pytest.mark.parametrize("project", ["mixed_three"], indirect=True)
@pytest.mark.parametrize(
    "name",
    [
        name
        for name in CASES
        if server_of(name).polling and "server" not in CASES[name] and not CASES[name].get("polls")
    ],
)
def test_watches_nothing_where_it_is_told_to_poll(name, project, tmp_path, monkeypatch):
    way = server_of(name).polling
    env = dict([way.variable]) if way.variable else {}
    more = () if env else way.words
    assert run(name, project, tmp_path, monkeypatch, more, env) == Counted(0, 0)


@pytest.mark.parametrize("project", ["links_out"], indirect=True)
@pytest.mark.parametrize("name", [name for name in CASES if any(one.words for one in server_of(name).believed)])
def test_watches_the_same_with_what_is_believed(name, project, tmp_path, monkeypatch):
    before = run(name, project, tmp_path, monkeypatch)
    for one in server_of(name).believed:
        words = [word.replace("{folder}", FOLDER) for word in one.words]
        assert not words or run(name, project, tmp_path, monkeypatch, words) == before, one.option


@pytest.mark.parametrize("project", ["links_out"], indirect=True)
@pytest.mark.parametrize("name", [name for name in CASES if server_of(name).narrower and not server_of(name).in_code])
def test_watches_less_with_fewer_folders(name, project, tmp_path, monkeypatch):
    known, folder = server_of(name), FOLDER
    before = run(name, project, tmp_path, monkeypatch)
    after = run(name, project, tmp_path, monkeypatch, [known.narrower, folder])
    assert 0 < after.watches < before.watches
    if known.narrower_variable:
        assert run(name, project, tmp_path, monkeypatch, env={known.narrower_variable: folder}) == after
