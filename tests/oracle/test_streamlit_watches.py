"""The Streamlit model against the kernel: predicted watches and instances equal those a real server holds."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

import environments
import pytest
import streamlit_server
import streamlit_trees

SEED = int(os.environ.get("WATCHLINT_ORACLE_SEED", "20261121"))

STACKS = {"newest": ("1.67.0", "7.1.0"), "watchdog6": ("1.50.0", "6.0.0")}

PREDICT = """
import json, sys
from watchlint.servers import plan
from watchlint.servers.streamlit import watching as streamlit
given = json.load(sys.stdin)
given["options"] = streamlit.Options(*given["options"])
made = streamlit.watch_plan(**given)
cost = plan.cost(made)
print(json.dumps([cost.watches, cost.watches_after_run, cost.instances, made.certain, made.notes]))
"""


def predict(given: dict, closed: bool) -> tuple[int, int, int, bool, list[str]]:
    """The model's answer, from a process that may read as little as the server."""
    done = subprocess.run(
        [sys.executable, "-c", PREDICT],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
        preexec_fn=streamlit_server.without_override if closed else None,
    )
    return tuple(json.loads(done.stdout))


@pytest.fixture(scope="session", params=STACKS)
def stack(request) -> tuple[str, str, str]:
    streamlit, watchdog = STACKS[request.param]
    python = environments.environment(f"streamlit-{streamlit}", [f"streamlit=={streamlit}", f"watchdog=={watchdog}"])
    return python, streamlit, watchdog


@pytest.mark.oracle
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")
@pytest.mark.parametrize("shape", streamlit_trees.SHAPES, ids=lambda shape: shape.__name__)
def test_predicted_watches_are_those_the_kernel_counts(shape, stack, tmp_path):
    python, release, watchdog = stack
    case = streamlit_trees.Case(tmp_path / "repo", random.Random(f"{SEED} {shape.__name__}"))
    case.root.mkdir()
    shape(case)
    case.options()
    home = tmp_path / "home"
    home.mkdir()
    if case.home_config:
        (home / ".streamlit/more/deep").mkdir(parents=True)
        (home / ".streamlit/config.toml").write_text("[browser]\ngatherUsageStats = false\n")
    given = {
        "script": case.app,
        "streamlit": release,
        "watchdog": watchdog,
        "options": [case.watcher, case.blacklist, case.watch_list],
        "cwd": str(case.cwd),
        "pythonpath": case.pythonpath,
        "home": str(home),
        "as_module": True,
        "writes_bytecode": case.bytecode,
        "every_page": bool(case.visits),
    }
    _, after_run, instances, certain, notes = predict(given, case.closed)
    assert certain == case.certain, notes

    path = os.pathsep.join(case.pythonpath)
    start = {
        "cwd": str(case.cwd),
        "home": str(home),
        "log": tmp_path / "log",
        "pythonpath": path,
        "closed": case.closed,
    }
    start["bytecode"] = case.bytecode
    with streamlit_server.Server(python, case.app, **start) as server:
        session = streamlit_server.Session(server.port).run()
        for page in case.visits:
            session.run(page)
        counted = streamlit_server.settled(server.pid)
        session.close()
    print(f"{release} {shape.__name__}: {after_run}/{instances} = {counted.watches}/{counted.instances}")  # for -rA
    assert session.errors == [], server.output()
    assert (after_run, instances) == counted, (notes, server.output())
    # With its __pycache__ folders made, the tree as it stands costs the same.
    assert predict(given, case.closed)[0] == counted.watches


PYPROJECT = """\
[project]
name = "st-thing"

[[tool.streamlit.component.components]]
name = "thing"
asset_dir = "build"

[[tool.streamlit.component.components]]
name = "other"
"""


@pytest.mark.oracle
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="inotify is Linux's")
def test_what_a_package_built_for_the_browser_is_watched(stack, tmp_path):
    python, release, watchdog = stack
    package, app = tmp_path / "site" / "st_thing", tmp_path / "app" / "page.py"
    files = {package / "__init__.py": "", package / "pyproject.toml": PYPROJECT, package / "build" / "deep" / "x.js": "",
             package / "other" / "x.js": "", app: "import streamlit as st\nst.write('x')\n",
             tmp_path / "site" / "st_thing-1.0.dist-info" / "METADATA": "Metadata-Version: 2.1\nName: st-thing\nVersion: 1.0\n"}  # fmt: skip
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "home").mkdir()
    site = [str(tmp_path / "site")]
    given = {"script": str(app), "streamlit": release, "watchdog": watchdog, "options": ["auto", [], []], "cwd": str(app.parent),
             "pythonpath": site, "home": str(tmp_path / "home")}  # fmt: skip
    start = {"cwd": str(app.parent), "home": str(tmp_path / "home"), "log": tmp_path / "log", "pythonpath": site[0]}
    with streamlit_server.Server(python, str(app), **start) as server:
        session = streamlit_server.Session(server.port).run()
        counted = streamlit_server.settled(server.pid)
        session.close()
    _, after_run, instances, *_ = predict(given, False)
    assert (after_run, instances) == counted, server.output()
    assert counted.watches == (3 if release == "1.67.0" else 1)
