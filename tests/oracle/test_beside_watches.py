"""What runs beside Python's servers and is no case of `server_cases/`: webpack and Next, of which a part is known before, and
VS Code, by the library that it watches with, told what VS Code tells it (code-server 4.100.3 with a browser gave the same)."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from environments import npm
from running import free_port, running
from test_server_cases import without_watchman

from watchlint.facts.machine.held_watches import held_marks
from watchlint.servers import catalogue
from watchlint.servers.plan import cost
from watchlint.servers.running import running as processes

pytestmark = pytest.mark.oracle


@pytest.fixture
def alone(tmp_path, monkeypatch):
    """Programs of npm's, installed; then no watchman is found."""

    def call(name, packages):
        programs = npm(name, packages)
        monkeypatch.setenv("PATH", without_watchman(tmp_path / "programs"))
        return programs

    return call


@pytest.fixture
def tree(tmp_path):
    root = tmp_path / "project"
    for path in (
        "src/deep/b.js",
        "node_modules/a/b/c.js",
        ".venv/lib/x.py",
        ".git/HEAD",
        ".git/objects/aa/x",
        ".hg/store/x",
    ):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("", encoding="utf-8")
    (root / "src" / "index.js").write_text("require('./deep/b')\n", encoding="utf-8")
    (root / "package.json").write_text("{}", encoding="utf-8")
    return root


def held(server):
    """What its processes watch, by device and inode, once that changes no more."""
    found: list[set] = []
    server.waits_for(
        lambda: (found.append(held_marks(server.pids())), len(found) > 20 and found[-1] and found[-1] == found[-20])[1]
    )
    return found[-1]


def marks(paths):
    return {(status.st_dev, status.st_ino) for status in map(os.stat, paths)}


@pytest.mark.parametrize(
    ("words", "packages"),
    [
        (["webpack", "--watch", "--mode", "development"], ["webpack@5.112.2", "webpack-cli@6.0.1"]),
        (
            ["webpack", "serve", "--mode", "development", "--host", "127.0.0.1"],
            ["webpack@5.112.2", "webpack-cli@6.0.1", "webpack-dev-server@5.2.7"],
        ),
        (
            ["webpack", "serve", "--mode", "development", "--host", "127.0.0.1"],
            ["webpack@5.112.2", "webpack-cli@7.3.1", "webpack-dev-server@6.1.0"],
        ),
    ],
)
def test_webpack_watches_what_is_known_before_and_more(words, packages, tree, tmp_path, alone):
    programs = alone("webpack", packages)
    more = ["--port", str(free_port())] if "serve" in words else []
    plan = catalogue.named("webpack").watching(words[1:], str(tree), {})
    with running([f"{programs}/{words[0]}", *words[1:], *more], tree, tmp_path / "log") as server:
        server.waits_for(lambda: "compiled" in server.said())
        found = held(server)
        assert [one.server for one in processes(server.process.pid)] == ["webpack"]
    assert not plan.certain
    assert marks(root.path for root in plan.roots) | marks([tree / "src", tree / "src" / "deep"]) <= found


def test_webpack_that_is_told_to_poll(tree, tmp_path, alone):
    programs = alone("webpack", ["webpack@5.112.2", "webpack-cli@6.0.1"])
    env = {"WATCHPACK_POLLING": "true"}
    assert catalogue.named("webpack").watching(["--watch"], str(tree), env).roots == ()
    with running(
        [f"{programs}/webpack", "--watch", "--mode", "development"], tree, tmp_path / "log", env=env
    ) as server:
        server.waits_for(lambda: "compiled" in server.said())
        assert held_marks(server.pids()) == set()


EDITOR = """\
const watcher = require("@parcel/watcher")
const [root, ...ignore] = process.argv.slice(2)
watcher.subscribe(root, () => {}, {ignore}).then(() => console.log("here"))
"""

EXCLUDES = [{}, {"**/node_modules/**": True, "**/.venv": True, "src/deep/**": True, "**/.hg/store/**": False}]


@pytest.mark.parametrize("exclude", EXCLUDES, ids=["as it comes", "with settings"])
def test_watches_of_the_editor(exclude, tree, tmp_path, alone):
    from watchlint.servers.beside.vscode import DEFAULT

    modules = Path(alone("parcel-watcher", ["@parcel/watcher@2.5.1"])).parent
    (tree / ".vscode").mkdir()
    (tree / ".vscode" / "settings.json").write_text(json.dumps({"files.watcherExclude": exclude}), encoding="utf-8")
    (modules / "watch.js").write_text(EDITOR, encoding="utf-8")
    plan = catalogue.named("vscode").watching((), str(tree), {})
    globs = [glob for glob, on in {**DEFAULT, **exclude}.items() if on]
    with running(["node", str(modules / "watch.js"), str(tree), *globs], tree, tmp_path / "log") as server:
        server.waits_for(lambda: "here" in server.said())
        counted = server.counted().watches
    workspace = plan._replace(roots=plan.roots[:1])
    assert cost(workspace).watches == counted
    assert cost(plan).watches == counted + 3  # .git, .vscode and its settings once more


@pytest.mark.parametrize("flags", [[], ["--webpack"]], ids=["turbopack", "webpack"])
def test_next_watches_its_folder_and_more(flags, tmp_path, alone):
    modules = Path(alone("next", ["next@16.4.6", "react@19.2.0", "react-dom@19.2.0"])).parent
    project = modules.parent / "project"  # Next looks for its packages below its folder, and follows no link out
    (project / "pages").mkdir(parents=True, exist_ok=True)
    (project / "pages" / "index.js").write_text("export default function Page() { return null }\n", encoding="utf-8")
    (project / "package.json").write_text("{}", encoding="utf-8")
    words = ["dev", "-p", str(free_port()), "-H", "127.0.0.1", *flags]
    with running(
        [f"{modules}/.bin/next", *words], project, tmp_path / "log", env={"NEXT_TELEMETRY_DISABLED": "1"}
    ) as server:
        server.waits_for(lambda: "Ready in" in server.said())
        found = held(server)
    plan = catalogue.named("next").watching(words, str(project), {})
    assert not plan.certain and marks(root.path for root in plan.roots) <= found
