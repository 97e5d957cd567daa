"""What check-streamlit-config says of configuration files, against what the real Streamlit does with them.

WATCHLINT_ORACLE_STREAMLIT names the releases to ask, blank-separated ("1.12.2 1.67.0"); by default the newest one known.
WATCHLINT_ORACLE_FILES is how many files are generated on top of those written by hand.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import time

import pytest
import streamlit_cases
import streamlit_judged
from test_streamlit_options_oracle import AGES, VERSIONS

from tests.oracle.environments import environment
from tests.rules.streamlit.checking import check
from watchlint.facts.repository.repository import Repository
from watchlint.facts.streamlit.options import parse_version
from watchlint.fixes import plan as planning
from watchlint.settings import Settings

READER = os.path.join(os.path.dirname(__file__), "streamlit_reads.py")
GENERATED = int(os.environ.get("WATCHLINT_ORACLE_FILES", "120"))

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module", params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture(scope="module")
def python(version):
    interpreter, day = AGES.get(parse_version(version)[:2], (None, None))
    return environment(f"streamlit-{version}", [f"streamlit=={version}"], python=interpreter, before=day)


@pytest.fixture(scope="module")
def files():
    texts = [*streamlit_cases.HAND, *streamlit_cases.generated(GENERATED)]
    return [text if isinstance(text, bytes) else text.encode() for text in texts]


@pytest.fixture
def empty(tmp_path):
    (tmp_path / "repository").mkdir()
    return Repository(str(tmp_path / "repository"))


def read(python, folder, files) -> list[dict]:
    """What Streamlit made of each file."""
    paths = []
    (folder / "files").mkdir()
    (folder / "work").mkdir()
    for number, data in enumerate(files):
        paths.append(str(folder / "files" / f"{number}.toml"))
        with open(paths[-1], "wb") as file:
            file.write(data)
    command = [python, READER, str(folder / "work")]
    done = subprocess.run(command, input="\n".join(paths), stdout=subprocess.PIPE, text=True, check=True, timeout=300)
    found = json.loads(done.stdout)
    return [found[path] for path in paths]


def test_what_the_hook_says_is_what_streamlit_does(python, version, files, empty, tmp_path):
    different = {}
    for data, real in zip(files, read(python, tmp_path, files), strict=True):
        found = streamlit_judged.findings(empty, data, version)
        differences = streamlit_judged.differences(found, data, version, real)
        if differences:
            different[data] = differences
    assert different == {}


def test_fixes_leave_nothing_to_fix_and_lose_nothing(python, version, files, empty, tmp_path):
    settings = Settings({"streamlit-version": version})

    def fix(data):
        return planning.make(
            empty.overlay({streamlit_judged.PATH: data}),
            lambda repo: check(repo, settings),
            lambda finding: finding.fix.safe,
        )

    plans = [fix(data) for data in files]
    fixed = [plan.after.read(streamlit_judged.PATH) for plan in plans]
    assert not any(fix(data) for data in fixed)
    before_and_after = read(python, tmp_path, files + fixed)
    half = len(files)
    for data, new, plan, before, after in zip(
        files, fixed, plans, before_and_after[:half], before_and_after[half:], strict=True
    ):
        if data == new:
            continue
        if before["error"] is None:
            assert after["error"] is None, data
        touched = {key for finding in plan.fixed for key in _keys(finding)}
        lost = {
            key: value
            for key, value in before["values"].items()
            if key not in touched and after["values"].get(key) != value
        }
        assert after["error"] or lost == {}, (data, new)
        removable = {finding.subject for finding in plan.fixed}
        assert not {
            message for message in after["messages"] if any(f'"{key}" is not' in message for key in removable)
        }, new


def _keys(finding) -> set[str]:
    """The options a fix is for: another value for these is what it is made for."""
    words = finding.fix.description.replace(",", " ").split()
    return {finding.subject, *words} | {f"server.{word}" for word in words}


# Files that are started for real: what ends Streamlit late shows only there.
STARTS = [
    "[server]\nheadless = true\n",
    '[server]\nsslCertFile = "a.pem"\n',
    "[server]\nport = 70000\n",
    '[server]\nport = "abc"\n',
    "[server]\nbaseUrlPath = 5\n",
    "[browser]\nserverAddress = 5\n",
    '[browser]\nserverPort = "x"\n',
    '[theme]\nbase = ""\n',
    "[server.fileWatcherType]\nauto = true\n",
    "maxUploadSize = 5\n",
    "\ufeff[server]\nmaxUploadSize = 5\n",
    "[server]\nmaxUploadSize = $SIZE\n",
    '[logger]\nlevel = "nope"\n',
    '[server]\nfileWatcherType = "polling"\n',
    '[global]\nlogLevel = "debug"\n',
]


@pytest.mark.parametrize("text", STARTS)
def test_streamlit_ends_where_the_hook_says_so(text, python, version, empty, tmp_path):
    (tmp_path / "app.py").write_text("import streamlit as st\nst.write(1)\n")
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit" / "config.toml").write_text(text, encoding="utf-8")
    found = streamlit_judged.findings(empty, text.encode(), version)
    ends = any("does not start" in finding.message for finding in found)
    assert _ends(python, tmp_path, "port" not in text) == ends, found


def _ends(python, folder, choose_port: bool) -> bool:
    """Whether `streamlit run` ends by itself, or comes to show where it listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        python,
        "-m",
        "streamlit",
        "run",
        "app.py",
        "--server.headless",
        "true",
        "--browser.gatherUsageStats",
        "false",
    ]
    command += ["--server.address", "127.0.0.1", *(["--server.port", str(port)] if choose_port else [])]
    (folder / "home").mkdir()
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    log = folder / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=folder,
            env=kept | {"HOME": str(folder / "home"), "PYTHONUNBUFFERED": "1"},
            stdout=output,
            stderr=output,
        )
        try:
            deadline = time.monotonic() + 60
            while time.monotonic() < deadline:
                if process.poll() is not None:
                    return True
                if b"URL: http" in log.read_bytes():
                    # It says so before it has started in full; what is wrong shows within moments.
                    calm = time.monotonic() + 6
                    while time.monotonic() < calm and process.poll() is None:
                        time.sleep(0.05)
                    return process.poll() is not None
                time.sleep(0.05)
        finally:
            process.kill()
            process.wait()
    raise AssertionError(log.read_text(encoding="utf-8", errors="replace"))
