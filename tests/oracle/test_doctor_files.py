"""Real servers that hear of no edit because of a file, a link, a folder or a package: the first line names it, its steps end it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from doctor_servers import MODERN, OLDER_WATCHDOG, port
from doctor_started import doctor, follow, shop
from environments import environment

from watchlint.facts.machine import process_tree
from watchlint.facts.machine.held_watches import held_marks

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="is about Linux's /proc"),
]


@pytest.fixture
def project(tmp_path):
    return shop(tmp_path)


JOB = "import time\n\nprint('STARTED', flush=True)\ntime.sleep(600)\n"
DASH = "from shop import cart\nfrom dash import Dash, html\n\napp = Dash(__name__)\napp.layout = html.Div()\napp.run(debug=True, port={})\n"


def until(condition, patience: float = 60) -> None:
    end = time.monotonic() + patience
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def hears(server, folder: Path) -> None:
    """Waits until a folder is watched and no more are added for a while: all of Python is watched, too."""
    status = os.stat(folder)
    seen, since = set(), time.monotonic()

    def calm() -> bool:
        nonlocal seen, since
        now = held_marks(_all(server))
        if now != seen:
            seen, since = now, time.monotonic()
        return (status.st_dev, status.st_ino) in now and time.monotonic() - since > 2

    until(calm)


def test_an_editor_that_puts_another_file_in_the_place_of_one_that_is_watched(project, started):
    python, job = environment(*MODERN), project / "job.py"
    job.write_text(JOB)

    def saved_as_editors_do(text: str) -> None:
        (project / "job.new").write_text(JOB + text)
        os.replace(project / "job.new", job)

    server = started(f"exec watchfiles '{python} job.py' job.py", python, project)
    until(lambda: held_marks([server.process.pid]))
    saved_as_editors_do("# first\n")
    assert server.waits_for(2)
    assert not server.reloads(job, patience=3)
    line, steps = doctor(project)
    assert line.startswith(f"1 problem: watchfiles (process {server.process.pid}) watches the file job.py by itself"), (
        line
    )
    home = os.path.expanduser("~")  # the doctor's own, which its steps are told by
    server = started(f"exec {follow(server, steps, 'watchfiles ')}", python, project, HOME=home)
    until(lambda: held_marks([server.process.pid]))
    for number in (2, 3):
        time.sleep(1)
        saved_as_editors_do(f"# once more {number}\n")
        assert server.waits_for(number)
    assert doctor(project)[0].startswith("No problem found")


def test_a_link_that_leads_nowhere_in_a_tree_that_is_polled(project, started):
    python = environment("watchfiles-0.23", ["watchfiles==0.23.0"])
    (project / "job.py").write_text(JOB)
    (project / "venv/bin").mkdir(parents=True)
    (project / "venv/bin/python3").symlink_to("/nowhere/bin/python3")
    polls = {"WATCHFILES_FORCE_POLLING": "1", "WATCHFILES_POLL_DELAY_MS": "100"}
    command = f"exec watchfiles '{python} job.py' ."
    server = started(command, python, project, **polls)
    until(lambda: server.process.poll() is not None)
    line, steps = doctor(project, "--log", str(server.log))
    assert line.startswith("1 problem: ") and "met a link that leads nowhere" in line, line
    find = next(step for step in steps if step.startswith("find ")).partition("  #")[0]
    found = subprocess.run(find, shell=True, cwd=project, capture_output=True, text=True, check=True).stdout.split()
    assert found == ["./venv/bin/python3"]
    (project / found[0]).unlink()
    server = started(command, python, project, **polls)
    assert server.reloads(project / "job.py")
    assert server.process.poll() is None


FLASK = "flask --app flasky run --debug --port {}"


@pytest.mark.parametrize(
    "name, asks, folders, command",
    [
        ("flask", ["flask", "watchdog==7.0.0"], 0, FLASK),
        ("flask", ["flask", "watchdog==7.1.0"], 0, FLASK),
        ("flask", ["flask", "watchdog==7.1.0"], 4200, FLASK),
        ("dash", ["dash", "watchdog==7.0.0"], 0, "python dashing.py"),
    ],
    ids=["flask, 7.0", "flask, 7.1", "flask, 7.1 with 4,200 folders", "dash, 7.0"],
)
def test_watchdog_7_beside_werkzeug(name, asks, folders, command, project, started):
    """The release comes first, on a tree where 7.1.0 loops too; with the one that is named it reloads."""
    for number in range(folders):
        (project / f"data/{number % 60}/{number}").mkdir(parents=True)
    python, place = environment("doctor-werkzeug", asks), port()
    (project / "dashing.py").write_text(DASH.format(place))
    command = f"exec {command.format(place)}"
    server = started(command, python, project)
    until(lambda: server.starts() >= 2)  # the reloader's own, and the server's
    assert not server.reloads(project / "shop" / "cart.py", patience=3)
    line, steps = doctor(project)
    assert f"{name} (process {server.process.pid}) watches and never reloads: with watchdog {asks[1][-5:]}" in line, (
        line
    )
    assert steps.index(next(s for s in steps if "pip install 'watchdog<7'" in s)) < steps.index(next(s for s in steps if s.startswith("kill ")))  # fmt: skip
    well = environment(*OLDER_WATCHDOG) if name == "flask" else environment("doctor-werkzeug", ["dash", "watchdog<7"])
    server.stop()
    server = started(command, well, project)  # what that step makes of it
    hears(server, project / "shop")
    assert server.reloads(project / "shop" / "cart.py", 30)
    hears(server, project / "shop")
    assert doctor(project)[0].startswith("No problem found")


def test_a_folder_that_was_moved_away(project, started):
    python = environment(*MODERN)
    server = started(["uvicorn", "main:app", "--reload", "--port", str(port())], python, project)
    until(lambda: held_marks(_all(server)))
    elsewhere = project.parent / "elsewhere"
    shutil.copytree(project, elsewhere)
    shutil.rmtree(project)
    line, steps = doctor(elsewhere, "--pid", str(server.process.pid))
    assert line.startswith(f"1 problem: uvicorn (process {server.process.pid}) works in a folder that was deleted or moved away, and nothing"), line  # fmt: skip
    assert any(step.startswith("cd PROJECT") for step in steps)
    server = started(follow(server, steps, "uvicorn "), python, elsewhere)
    assert server.reloads(elsewhere / "shop" / "cart.py")


def _all(server) -> list[int]:
    return [server.process.pid, *process_tree.children(server.process.pid)]
