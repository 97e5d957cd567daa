"""Flask beside watchdog 6, 7 and none: a saved file reloads the server or not, as the rule says."""

from __future__ import annotations

import subprocess

import pytest
from environments import environment
from reloading import reloads
from running import free_port, running

pytestmark = pytest.mark.oracle

APP = 'from flask import Flask\n\napp = Flask(__name__)\nANSWER = "first"\n\n\n@app.get("/")\ndef home():\n    return ANSWER\n'
METADATA = '[project]\nname = "shop"\nversion = "1"\nrequires-python = ">=3.11"\n'
DEAF = "reloader-watchdog-never-fires"


def edited(folder, requirements: list[str], log, patience: float) -> bool:
    """Whether `flask run --debug` answers anew after a save, in an environment of these requirements."""
    python = environment("flask-reloader", requirements, python="3.12")
    port = free_port()
    with running([python, "-m", "flask", "run", "--debug", "--port", str(port)], folder, log) as server:
        return reloads(server, port, folder / "app.py", "Detected change in", patience=patience)


@pytest.mark.parametrize(
    ("watchdog", "reloading"),
    [(["watchdog==6.0.0"], True), (["watchdog==7.1.0"], False), ([], True)],
    ids=["6", "7", "none"],
)
def test_a_saved_file_reloads_or_not(watchdog, reloading, tmp_path, found):
    folder = tmp_path / "project"
    folder.mkdir()
    lines = ["Flask==3.1.3", *watchdog]
    (folder / "app.py").write_text(APP, encoding="utf-8")
    (folder / "pyproject.toml").write_text(METADATA, encoding="utf-8")
    (folder / "requirements.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert (DEAF in {rule for rule, _, _ in found("check_reloader", folder)}) is not reloading
    assert edited(folder, lines, tmp_path / "log", 20 if reloading else 6) is reloading


def test_what_fix_leaves_reloads(tmp_path, run):
    folder = tmp_path / "project"
    folder.mkdir()
    requirements = folder / "requirements.txt"
    (folder / "app.py").write_text(APP, encoding="utf-8")
    (folder / "pyproject.toml").write_text(METADATA, encoding="utf-8")
    requirements.write_text("Flask==3.1.3\nwerkzeug[watchdog]\n", encoding="utf-8")
    assert run("check_reloader", "--strict", cwd=folder).code == 1
    run("check_reloader", "--fix", "--unsafe-fixes", cwd=folder)
    assert run("check_reloader", cwd=folder).code == 0
    assert edited(folder, requirements.read_text(encoding="utf-8").splitlines(), tmp_path / "log", 20)


def test_flask_run_has_no_word_for_polling_and_polls_without_watchdog(tmp_path):
    """What the advice for it rests on: only `app.run(reloader_type=…)` chooses, and only watchdog's absence does for it."""
    (tmp_path / "app.py").write_text(APP, encoding="utf-8")
    words = ["-m", "flask", "run", "--debug", "--port", str(free_port())]
    for lines, said in (
        (["Flask==3.1.3", "watchdog==6.0.0"], "Restarting with watchdog"),
        (["Flask==3.1.3"], "Restarting with stat"),
    ):
        python = environment("flask-reloader", lines, python="3.12")
        refused = subprocess.run(
            [python, *words, "--reloader-type", "stat"], cwd=tmp_path, capture_output=True, text=True
        )
        assert refused.returncode == 2 and "No such option" in refused.stderr
        with running([python, *words], tmp_path, tmp_path / "log") as server:
            server.waits_for(lambda said=said: said in server.said())
