"""Bytecode that vanishes under a watched folder ends the watcher of Streamlit 1.46, and not that of 1.47."""

from __future__ import annotations

import contextlib
import time

import pytest
from environments import environment
from reloading import save
from running import precompiled
from streamlit_server import PATIENCE, Server, Session

pytestmark = pytest.mark.oracle

RACE = "reloader-streamlit-pyc-race"
APP = 'import parts.table\n\nprint("answer first", flush=True)\n'
CONFIG = "[server]\nrunOnSave = true\n"
TRACEBACK = "FileNotFoundError: [Errno 2] No such file or directory: "

# The two that are hit, and the first that is mended.
RELEASES = {"1.46.0": False, "1.46.1": False, "1.47.0": True}


def waits_for(condition, patience: float = PATIENCE) -> bool:
    end = time.monotonic() + patience
    while not condition() and time.monotonic() < end:
        time.sleep(0.05)
    return condition()


@pytest.mark.parametrize(("release", "survives"), RELEASES.items(), ids=RELEASES)
def test_bytecode_that_vanishes(release, survives, tmp_path, found):
    folder = tmp_path / "project"
    parts = folder / "parts"  # no __init__.py: Streamlit watches the folder of a namespace package as a whole
    (parts / "__pycache__").mkdir(parents=True)
    (folder / ".streamlit").mkdir()
    (folder / ".streamlit" / "config.toml").write_text(CONFIG, encoding="utf-8")
    (folder / "requirements.txt").write_text(f"streamlit=={release}\n", encoding="utf-8")
    (parts / "table.py").touch()
    app = folder / "app.py"
    app.write_text(APP, encoding="utf-8")
    assert (RACE in {rule for rule, _, _ in found("check_reloader", folder)}) is not survives

    python = precompiled(environment(f"streamlit-{release}", [f"streamlit=={release}", "watchdog==6.0.0"]))
    with Server(python, "app.py", cwd=str(folder), home=str(tmp_path), log=tmp_path / "log", bytecode=False) as server:
        with contextlib.closing(Session(server.port).run()):
            assert waits_for(lambda: "answer first" in server.output())

            # As Python writes bytecode: under another name, which is gone a moment later. It is tried until it is hit.
            for number in range(10 if survives else 100):
                vanishing = parts / "__pycache__" / f"table.cpython-312.pyc.{140_234_000 + number}"
                vanishing.touch()
                vanishing.unlink()
                if TRACEBACK in server.output():
                    break
                time.sleep(0.05)
            hit = f"{TRACEBACK}'{parts}/__pycache__/table.cpython-312.pyc." in server.output()
            assert hit is not survives, server.output()
            assert survives or "in on_created" in server.output()

            save(app)
            assert waits_for(lambda: "answer second" in server.output(), PATIENCE if survives else 3) is survives

        # The server goes on; where nothing told it of the save, the next one who opens the app gets the old one too.
        answers = server.output().count("answer ")
        with contextlib.closing(Session(server.port).run()):
            assert waits_for(lambda: server.output().count("answer ") > answers)
        assert server.output().rstrip().endswith("answer second" if survives else "answer first")
