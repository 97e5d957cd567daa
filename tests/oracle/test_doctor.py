"""The doctor beside real servers, in a user namespace whose limits are lowered: what it says is what the kernel says."""

from __future__ import annotations

import gzip
import json
import os
import shutil
import subprocess
import sys
import tempfile
from importlib import util
from pathlib import Path

import pytest

HERE = Path(__file__).parent


def _namespace_works() -> bool:
    """Whether this machine lets us make a user namespace and lower its limits."""
    if not sys.platform.startswith("linux") or not shutil.which("unshare"):
        return False
    words = ["unshare", "-Ur", "sh", "-c", "echo 9 > /proc/sys/user/max_inotify_watches"]
    return subprocess.run(words, capture_output=True).returncode == 0


pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif(not _namespace_works(), reason="needs Linux and a user namespace (unshare -Ur)"),
]

MODERN = ["uvicorn", "watchfiles", "streamlit", "flask", "watchdog"]
"""The newest of all: reaches the limit in silence."""
OLDER_WATCHDOG = ["flask", "watchdog<7"]
"""Flask reloads with watchdog before 7 only."""


def _environment(kind: str) -> str:
    module = _module("environments")
    if kind == "flask":
        return module.environment("doctor-flask", OLDER_WATCHDOG)
    if kind == "others":
        return module.environment("doctor-others", OTHERS)
    return module.environment("doctor", MODERN)


def _module(name: str):
    found = util.spec_from_file_location(name, HERE / f"{name}.py")
    made = util.module_from_spec(found)
    found.loader.exec_module(made)
    return made


def scenario(name: str, kind: str, folder: Path) -> dict:
    """What happened in a scenario of doctor_scenarios.py, run in a namespace of its own."""
    words = [
        "unshare",
        "-Ur",
        sys.executable,
        str(HERE / "doctor_scenarios.py"),
        f"{name}:{kind}",
        _environment(kind),
        str(folder),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout)


def ids(found: dict) -> list[str]:
    return [problem["id"] for problem in found["problems"] if problem["severity"] != "info"]


@pytest.mark.parametrize("kind", ["uvicorn", "watchfiles", "streamlit", "flask"])
def test_a_limit_reached_in_silence_is_found_and_the_first_step_ends_it(kind, tmp_path):
    seen = scenario("silent_limit", kind, tmp_path)
    first, (server,) = seen["first"], seen["first"]["servers"]
    kernel, _ = seen["kernel"]
    assert (first["code"], kernel, server["held"]) == (1, 1500, 1500)
    assert server["unwatched_total"] == server["needed"] - kernel == sum(row["count"] for row in server["unwatched"])
    assert ids(first)[0] == "watch-limit"
    assert f"{server['unwatched_total']:,} of {server['needed']:,} folders" in first["text"].splitlines()[0]
    assert seen["before"]["deaf"] is False
    if kind != "flask":  # watchdog before 7 loses the whole of a root that does not fit
        assert server["needed"] == 3000 and seen["before"]["heard"] is True
    assert seen["after"] is True
    (server,) = seen["second"]["servers"]
    assert (seen["second"]["code"], ids(seen["second"]), server["unwatched_total"]) == (0, [], 0)
    assert server["held"] == server["needed"] == seen["kernel_after"][0]


@pytest.mark.parametrize("kind", ["uvicorn", "streamlit", "flask"])
def test_no_instance_left_is_found_and_the_first_step_ends_it(kind, tmp_path):
    seen = scenario("no_instance", kind, tmp_path)
    assert ids(seen["first"]) == ["instance-limit"]
    assert (seen["before"], seen["after"]) == (False, True)
    assert (seen["second"]["code"], ids(seen["second"])) == (0, [])


@pytest.mark.parametrize(
    "kind, expected",
    [
        ("plain", []),
        ("fork", []),
        ("stopped", ["watches-nothing"]),
        ("files", ["open-files-limit"]),
        ("unread", ["observer-dead"]),
    ],
)
def test_a_process_in_trouble(kind, expected, tmp_path):
    # watchdog 6: its observer is what is stopped, forked or starved here.
    words = [
        "unshare",
        "-Ur",
        sys.executable,
        str(HERE / "doctor_scenarios.py"),
        f"process:{kind}",
        _environment("flask"),
        str(tmp_path),
    ]
    done = subprocess.run(words, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout)
    assert ids(found) == expected
    assert found["code"] == (1 if expected else 0)
    if expected:  # after the first step the same program is well
        assert (ids(found["second"]), found["second"]["code"]) == ([], 0)
        assert found["second"]["servers"][0]["held"] == 3000
    if kind == "fork":  # two processes list the descriptor, the kernel has one
        rows = {row["pid"]: (row["watches"], row["instances"], row["inherited"]) for row in found["use"]}
        parent, child = found["pids"]
        assert (rows[parent], rows[child]) == ((3000, 1, 0), (0, 0, 1))


OTHERS = ["django", "mkdocs<2", "flask", "uvicorn", "watchdog<7"]


def recognised(lines: str, folder: Path) -> set[str]:
    """The signatures that the doctor finds in a log, given to it packed."""
    log = folder / "all.log.gz"
    log.write_bytes(gzip.compress(lines.encode()))
    words = [sys.executable, "-m", "hooks.doctor", str(folder), "--log", str(log), "--json"]
    done = subprocess.run(words, capture_output=True, text=True, cwd=HERE.parents[1], timeout=60)
    return {row["id"] for row in json.loads(done.stdout)["logs"][0]["seen"]}


def test_real_complaints_are_recognised(tmp_path, monkeypatch):
    """Every line here is written by the real program, at a real limit."""
    monkeypatch.setenv("DOCTOR_OTHERS", _module("environments").environment("doctor-others", OTHERS))
    lines = scenario("complaints", "", tmp_path)["log"]
    expected = {
        "watchdog-instance-limit", "watchfiles-watch-limit", "watchfiles-instance-limit", "tail-limit", "streamlit-schedule-failed",
        "uvicorn-roots", "uvicorn-reloader", "flask-reloader", "uvicorn-reloading", "open-files-limit", "watchdog-queue-overflow",
        "django-reloader", "django-watchfiles-missing", "mkdocs-roots", "watchfiles-noise",
    }  # fmt: skip
    if shutil.which("node"):
        expected |= {"node-watch-limit", "node-instance-limit"}
    assert expected - recognised(lines, tmp_path) == set(), lines[-3000:]


def test_real_complaints_of_others_are_recognised(tmp_path, monkeypatch):
    monkeypatch.setenv("DOCTOR_MODERN", _environment(""))
    lines = scenario("others", "others", tmp_path)["log"]
    expected = {
        "uvicorn-bad-reload-dir", "uvicorn-no-reload", "uvicorn-exclude-no-effect", "uvicorn-reloading", "flask-reloading",
        "django-reloading", "watchdog-watch-limit", "streamlit-watch-folder",
    }  # fmt: skip
    for program, names in {
        "setpriv": {"watchfiles-permission"},
        "sysctl": {"sysctl-read-only"},
        "java": {"jvm-limit", "jvm-instance-limit"},
        "watchman": {"watchman-watch-limit"},
    }.items():
        expected |= names if shutil.which(program) else set()
    assert expected - recognised(lines, tmp_path) == set(), lines[-3000:]


HIDDEN = {
    "an ordinary user": "exec setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps=-all --ambient-caps=-all {doctor}",
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
        shutil.copytree(HERE.parents[1] / "hooks", Path(folder) / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
        (Path(folder) / "empty").mkdir()
        os.chmod(Path(folder) / "empty", 0o777)
        yield folder


def _open_folder() -> str | None:
    """A temporary folder that every user may reach."""
    return next((path for path in ("/tmp", "/var/tmp", "/dev/shm") if os.access(path, os.W_OK)), None)


ORDINARY = [
    "setpriv",
    "--reuid",
    "65534",
    "--regid",
    "65534",
    "--clear-groups",
    "--inh-caps=-all",
    "--ambient-caps=-all",
]


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


@pytest.mark.parametrize("place", HIDDEN)
@pytest.mark.parametrize("form", ["", "--json"])
def test_it_runs_wherever_it_is_put(place, form, code):
    if place == "an ordinary user" and (os.geteuid() != 0 or not shutil.which("setpriv")):
        pytest.skip("only root can become another user, by setpriv")
    python = _interpreter(place)
    if python is None:
        pytest.skip("another user may not start any interpreter here")
    inside = HIDDEN[place].format(doctor=f"{python} -m hooks.doctor {code}/empty --probe {form}")
    user = [] if place == "an ordinary user" else ["unshare", "-Ur"]
    done = subprocess.run([*user, "sh", "-c", inside], cwd=code, capture_output=True, text=True, timeout=60)
    if done.stderr.startswith(("unshare: ", "mount: ")) and not done.stdout:
        pytest.skip("this machine does not allow that namespace")
    assert done.stderr == "" and done.returncode in (0, 1)
    if form:
        assert json.loads(done.stdout)["version"] == 1
    else:
        assert done.stdout.splitlines()[0].startswith(("No problem found", "1 problem", "2 problems"))
        assert "probe: " in done.stdout
