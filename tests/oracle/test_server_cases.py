"""Every server of `server_cases/`, run for real: recognised in a launch file and as a process, and what is predicted of
each of its options is what the kernel counts.

A case is a module with `CASE = {…}`:
    packages  what to install
    files     path -> text, in the folder it starts in
    command   its words, after the interpreter; {port} and {port2} are free ones, {bin} is the
              folder of the programs that came with the packages
    ready     what its log says when it serves
    env       variables that keep it from what a test can't have (a browser, a download)

Each is counted as it is, as its declaration says that it polls, with what is believed to lower it, and on fewer folders.
"""

from __future__ import annotations

import os
import shlex
from importlib import util
from pathlib import Path

import pytest
from environments import environment
from running import Counted, free_port, running

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


def run(name, project, tmp_path, monkeypatch, more=(), env=None) -> Counted:
    """What the kernel counts, after it was found to be what is predicted."""
    case = CASES[name]
    env = {**{key: value.format(port=free_port()) for key, value in case.get("env", {}).items()}, **(env or {})}
    python = environment(name, case["packages"])
    for variable in (*catalogue.VARIABLES, "PYTHONPATH", "PYTHONDONTWRITEBYTECODE"):
        monkeypatch.delenv(variable, raising=False)
    words = [
        word.format(port=free_port(), port2=free_port(), bin=os.path.dirname(python)) for word in case["command"]
    ] + list(more)
    line = " ".join([*(f"{key}={shlex.quote(value)}" for key, value in env.items()), "python", shlex.join(words)])
    for path, text in {**case["files"], "Procfile": f"web: {line}\n"}.items():
        (project.root / path).parent.mkdir(parents=True, exist_ok=True)
        (project.root / path).write_text(text, encoding="utf-8")
    (one,) = predict.predict(NearRepository(str(project.root)), Settings(), python=python).servers
    assert one.planned.launch.server == name and one.planned.plan.certain, one.planned.plan.notes
    expected = Counted(one.cost.watches_after_run, one.cost.instances)
    with running([python, *words], project.root, tmp_path / "log", env=env) as server:
        assert server.settled(case["ready"], expected) == expected, server.said()
        (found,) = processes(server.process.pid)
        assert (found.server, found.cwd) == (name, os.path.realpath(project.root))
    return expected


@pytest.mark.parametrize("project", ["mixed_three", "links_out"], indirect=True)
@pytest.mark.parametrize("name", CASES)
def test_watches_as_predicted(name, project, tmp_path, monkeypatch):
    assert (run(name, project, tmp_path, monkeypatch).watches > 0) != isinstance(catalogue.named(name), Poller)


@pytest.mark.parametrize("project", ["mixed_three"], indirect=True)
@pytest.mark.parametrize("name", [name for name in CASES if catalogue.named(name).polling])
def test_watches_nothing_where_it_is_told_to_poll(name, project, tmp_path, monkeypatch):
    way = catalogue.named(name).polling
    env = dict([way.variable]) if way.variable else {}
    more = () if env else way.words
    assert run(name, project, tmp_path, monkeypatch, more, env) == Counted(0, 0)


@pytest.mark.parametrize("project", ["links_out"], indirect=True)
@pytest.mark.parametrize("name", [name for name in CASES if any(one.words for one in catalogue.named(name).believed)])
def test_watches_the_same_with_what_is_believed(name, project, tmp_path, monkeypatch):
    before = run(name, project, tmp_path, monkeypatch)
    for one in catalogue.named(name).believed:
        words = [word.replace("{folder}", FOLDER) for word in one.words]
        assert not words or run(name, project, tmp_path, monkeypatch, words) == before, one.option


@pytest.mark.parametrize("project", ["links_out"], indirect=True)
@pytest.mark.parametrize("name", [name for name in CASES if catalogue.named(name).narrower])
def test_watches_less_with_fewer_folders(name, project, tmp_path, monkeypatch):
    known, folder = catalogue.named(name), FOLDER
    before = run(name, project, tmp_path, monkeypatch)
    after = run(name, project, tmp_path, monkeypatch, [known.narrower, folder])
    assert 0 < after.watches < before.watches
    if known.narrower_variable:
        assert run(name, project, tmp_path, monkeypatch, env={known.narrower_variable: folder}) == after
