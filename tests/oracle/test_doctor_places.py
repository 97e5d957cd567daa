"""The doctor as any user and anywhere, with much or all of /proc out of sight: it never fails and says something useful."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from doctor_namespace import NAMESPACE
from doctor_servers import MODERN, port
from environments import environment

HERE = Path(__file__).parent

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="is about Linux's users, namespaces and /proc"),
]

ORDINARY = [
    "setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--inh-caps=-all", "--ambient-caps=-all",
]  # fmt: skip
PLAIN = {"no namespace": "exec {doctor}", "an ordinary user": f"exec {' '.join(ORDINARY)} {{doctor}}"}
"""Whoever runs the tests, root or not; and from root, somebody else."""
INSIDE = {
    "a PID namespace": "exec unshare -p -f --mount-proc {doctor}",
    "a PID namespace with the old /proc": "exec unshare -p -f {doctor}",
    "no /proc": "exec unshare -m sh -c 'mount -t tmpfs none /proc && exec {doctor}'",
    "other users hidden": "exec unshare -p -f -m sh -c 'mount -t proc -o hidepid=2 proc /proc && exec {doctor}'",
    "no home": "exec env -u HOME {doctor}",
    "an empty environment": "exec env -i {doctor}",
}


@pytest.fixture(scope="module")
def code():
    """The doctor and an empty project where every user may read them, whatever the test folder's rights are."""
    with tempfile.TemporaryDirectory(dir=_open_folder()) as folder:
        os.chmod(folder, 0o755)
        shutil.copytree(
            HERE.parents[1] / "watchlint", Path(folder) / "watchlint", ignore=shutil.ignore_patterns("__pycache__")
        )
        (Path(folder) / "empty").mkdir()
        os.chmod(Path(folder) / "empty", 0o777)
        yield folder


def _open_folder() -> str | None:
    """A temporary folder that every user may reach."""
    return next((path for path in ("/tmp", "/var/tmp", "/dev/shm") if os.access(path, os.W_OK)), None)


def _interpreter(place: str) -> str | None:
    """An interpreter that can be started there: root's own may lie where no other user comes."""
    asked = "import sys; raise SystemExit(sys.version_info < (3, 10))"
    known = [os.path.realpath(sys.executable), "/usr/bin/python3", "/usr/local/bin/python3"]
    if place != "an ordinary user":
        return known[0]
    return next(
        (
            p
            for p in known
            if os.path.exists(p) and subprocess.run([*ORDINARY, p, "-c", asked], capture_output=True).returncode == 0
        ),
        None,
    )


@pytest.mark.parametrize("place", [*PLAIN, *(pytest.param(place, marks=NAMESPACE) for place in INSIDE)])
@pytest.mark.parametrize("form", ["", "--json"])
def test_it_runs_wherever_it_is_put(place, form, code):
    if place == "an ordinary user" and (os.geteuid() != 0 or not shutil.which("setpriv")):
        pytest.skip("only root can become another user, by setpriv")
    python = _interpreter(place)
    if python is None:
        pytest.skip("another user may not start any interpreter here")
    inside = {**PLAIN, **INSIDE}[place].format(doctor=f"{python} -m watchlint.cli.doctor {code}/empty --probe {form}")
    user = [] if place in PLAIN else ["unshare", "-Ur"]
    done = subprocess.run([*user, "sh", "-c", inside], cwd=code, capture_output=True, text=True, timeout=60)
    if done.stderr.startswith(("unshare: ", "mount: ")) and not done.stdout:
        pytest.skip("this machine does not allow that namespace")
    assert done.stderr == "" and done.returncode in (0, 1)
    if form:
        assert json.loads(done.stdout)["version"] == 1
    else:
        assert done.stdout.splitlines()[0].startswith(
            ("I know no server here", "Nothing was compared", "1 problem", "2 problems")
        )
        assert "probe: " in done.stdout


def test_a_server_of_another_user(code):
    """A real server of root, looked at by nobody: it can't be seen, and the command that is named can."""
    if os.geteuid() != 0 or not shutil.which("setpriv"):
        pytest.skip("only root can become another user, by setpriv")
    python = _interpreter("an ordinary user")
    if python is None:
        pytest.skip("another user may not start any interpreter here")
    project, place = Path(code) / "shop", port()
    project.mkdir()
    (project / "main.py").write_text("async def app(scope, receive, send):\n    pass\n")
    words = ["uvicorn", "main:app", "--reload", "--port", str(place)]
    server = subprocess.Popen(
        [environment(*MODERN), "-m", *words], cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )  # fmt: skip
    try:
        time.sleep(3)
        done = subprocess.run(
            [*ORDINARY, python, "-m", "watchlint.cli.doctor", str(project)], cwd=code, capture_output=True, text=True, timeout=60
        )  # fmt: skip
        assert done.stdout.startswith(f"Nothing was compared: uvicorn (process {server.pid}) belongs to root: "), done
        step = next(line.strip() for line in done.stdout.splitlines() if line.strip().startswith("sudo "))
        # we are root already, and sudo may not be installed
        said = subprocess.run(step.removeprefix("sudo "), shell=True, cwd=code, capture_output=True, text=True)
        assert said.stdout.startswith(f"No problem found: uvicorn (process {server.pid})"), said
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()
