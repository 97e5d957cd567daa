"""Safe fixes can't hurt: what the real Streamlit makes of a configuration before and after `--fix`.

It starts if it started, listens where it listened, protects what it protected, looks at the edits it looked at, and every
option has the value it had, but for those that a fixed finding names. Four releases read every file, one process each; a
handful are started as servers, and an edit must reach the session.

WATCHLINT_ORACLE_SEED chooses the files that are generated, and with it there are 500 in place of 40; WATCHLINT_ORACLE_FIXES
says how many.
"""

from __future__ import annotations

import json
import os
import re
import select
import subprocess
import time
from pathlib import Path

import pytest
import streamlit_cases
import streamlit_slips
from streamlit_server import PATIENCE, SCRIPT_FINISHED, Server, Session, _fields
from test_streamlit_options_oracle import AGES

from tests.oracle.environments import environment
from tests.rules.streamlit.checking import PATH, check
from watchlint.facts.repository.repository import Repository
from watchlint.facts.streamlit.options import parse_version
from watchlint.fixes import plan as planning
from watchlint.settings import Settings

pytestmark = pytest.mark.oracle

READER = Path(__file__).with_name("streamlit_reads.py")
RELEASES = ("1.67.0", "1.51.0", "1.45.1", "1.28.2")
IS_NIGHTLY = "WATCHLINT_ORACLE_SEED" in os.environ
SEED = int(os.environ.get("WATCHLINT_ORACLE_SEED", "20261121"))
COUNT = int(os.environ.get("WATCHLINT_ORACLE_FIXES", "500" if IS_NIGHTLY else "40"))

MODULES = {"app.py": b"import streamlit as st\nimport lib.rows\n", "lib/__init__.py": b"", "lib/rows.py": b"N = 1\n"}
# Where an app listens, who may reach it, and which address its visitors are sent to: no safe fix moves these.
KEPT = (
    "server.address", "server.port", "server.baseUrlPath", "server.sslCertFile", "server.sslKeyFile", "server.enableCORS",
    "server.enableXsrfProtection", "server.cookieSecret", "server.trustedUserHeaders", "server.corsAllowedOrigins",
    "browser.serverAddress", "browser.serverPort", "global.developmentMode",
)  # fmt: skip


def environment_of(release: str) -> str:
    interpreter, day = AGES.get(parse_version(release)[:2], (None, None))
    return environment(f"streamlit-{release}", [f"streamlit=={release}"], python=interpreter, before=day)


def configurations() -> list[bytes]:
    """Generated, and of those written by hand all (nightly) or a few."""
    by_hand = [text if isinstance(text, bytes) else text.encode() for text in streamlit_cases.HAND]
    return streamlit_slips.generated(COUNT, SEED) + (by_hand if IS_NIGHTLY else by_hand[SEED % 15 :: 15])


@pytest.fixture(scope="module", params=RELEASES)
def release(request) -> str:
    return request.param


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Repository:
    """A repository with an app and a module, in whose place configurations are read."""
    root = tmp_path_factory.mktemp("work")
    for name, data in MODULES.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)
    return Repository(str(root))


def read(release: str, project: Repository, folder: Path, files: list[bytes]) -> list[dict]:
    """What a release makes of each file."""
    paths = []
    for number, data in enumerate(files):
        paths.append(folder / f"{number}.toml")
        paths[-1].write_bytes(data)
    modules = [os.path.join(project.root, name) for name in MODULES]
    done = subprocess.run(
        [environment_of(release), str(READER), project.root, *modules],
        input="\n".join(map(str, paths)), stdout=subprocess.PIPE, text=True, check=True, timeout=600,
    )  # fmt: skip
    found = json.loads(done.stdout)
    return [found[str(path)] for path in paths]


def plan(project: Repository, data: bytes, release: str, unsafe: bool = False) -> planning.Plan:
    settings = Settings({"streamlit-version": release})
    return planning.make(
        project.overlay({PATH: data}),
        lambda repository: check(repository, settings),
        lambda finding: unsafe or finding.fix.safe,
    )


def named(made: planning.Plan) -> set[str]:
    """The options that the fixed findings speak of, in subject and fix, in full."""
    words = " ".join(f"{finding.subject} {finding.fix.description}" for finding in made.fixed)
    keys = set(re.findall(r"[\w.-]+", words))
    return keys | {f"server.{key}" for key in keys}


def harm(before: dict, after: dict, made: planning.Plan) -> list[str]:
    """What a fix has done that no safe fix may."""
    # A byte order mark hides the whole file, and that is what its finding names.
    is_whole, names = any(finding.subject == "bom" for finding in made.fixed), named(made)
    if before["error"] is not None or before["watcher"] == "TypeError":
        return []  # it did not start, for a table in fileWatcherType as soon as the watcher is chosen
    if after["error"] is not None:
        return [f"does not start any more: {after['error']} {after['said']}"]
    found = [
        f"{key}: {before['effective'].get(key)} -> {after['effective'].get(key)}"
        for key in sorted(before["effective"].keys() | after["effective"].keys())
        if before["effective"].get(key) != after["effective"].get(key)
        and (key in KEPT or not (is_whole or key in names))
    ]
    if after["sessions"] and not before["sessions"]:
        found.append(f"sessions end: {after['sessions']}")
    if after["watcher"] == "NoOpPathWatcher" != before["watcher"]:
        found.append("no edit is noticed any more")
    if set(after["passed_over"]) - set(before["passed_over"]):
        found.append(f"edits are passed over: {after['passed_over']}")
    return found


def test_a_safe_fix_hurts_nothing(release, project, tmp_path):
    files = configurations()
    plans = [plan(project, data, release) for data in files]
    changed = [(data, made) for data, made in zip(files, plans, strict=True) if made]
    assert len(changed) > len(files) // 5  # else these files try nothing
    fixed = [made.after.read(PATH) for _, made in changed]
    found = read(release, project, tmp_path, [data for data, _ in changed] + fixed)
    befores, afters = found[: len(changed)], found[len(changed) :]
    hurt = {}
    for (data, made), new, before, after in zip(changed, fixed, befores, afters, strict=True):
        harmed = harm(before, after, made)
        if harmed:
            hurt[data] = (new, harmed)
    assert hurt == {}


def test_an_unsafe_fix_lets_no_app_end(release, project, tmp_path):
    files = configurations()
    changed = [(data, made) for data in files if (made := plan(project, data, release, unsafe=True))]
    fixed = [made.after.read(PATH) for _, made in changed]
    found = read(release, project, tmp_path, [data for data, _ in changed] + fixed)
    ended = {
        data: (new, after["said"])
        for (data, _), new, before, after in zip(
            changed, fixed, found[: len(changed)], found[len(changed) :], strict=True
        )
        if before["error"] is None and after["error"] is not None
    }
    assert ended == {}


# Started for real: on all releases nightly, else three of them on the newest. Whether an edit reaches the session before; {port} is where the app is to listen.
STARTED = [
    ('[server]\nport = "{port}"\nrunOnSave = true\n', True),
    ('[server]\nport = {port}\nrunOnSave = true\nfileWatcherType = "polling"\n', False),
    ('[server]\nport = {port}\nrunOnSave = true\nfolderWatchBlacklist = ["data", "*.pyc"]\n', True),
    ("[server]\nliveSave = false\nport = {port}\nrunOnSave = true\n", True),
    ('[server]\nport = {port}\nrunOnSave = true\n[server.fileWatcher]\nwatcherType = "poll"\n', True),
    ("[server]\nport = {port}\nrun_on_save = true\n", False),
]


class AsWritten(Server):
    """`python -m streamlit run app.py` with nothing but its configuration file to say where it listens."""

    def __init__(self, python: str, folder: Path, port: int) -> None:
        self.port, self.log = port, folder / "log"
        kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
        ours = {
            "HOME": str(folder / "home"), "STREAMLIT_SERVER_HEADLESS": "true", "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
            "STREAMLIT_BROWSER_GATHER_USAGE_STATS": "false", "PYTHONDONTWRITEBYTECODE": "1",
        }  # fmt: skip
        with self.log.open("wb") as output:
            self.process = subprocess.Popen(
                [python, "-m", "streamlit", "run", "app.py"],
                cwd=folder, env=kept | ours, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip
        self.pid = self.process.pid


def is_rerun(session: Session, seconds: float) -> bool:
    """Whether the script runs anew, unasked, within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if session.left or select.select([session.socket], [], [], 0.2)[0]:
            try:
                if SCRIPT_FINISHED in dict(_fields(session._receive(deadline))):
                    return True
            except TimeoutError:
                return False
    return False


def reaches(release: str, folder: Path, text: str, port: int, expected: bool) -> bool:
    """Whether an edit of the app reaches a session of it, which listens at this port."""
    (folder / ".streamlit").mkdir(parents=True)
    (folder / "home").mkdir()
    (folder / PATH).write_text(text, encoding="utf-8")
    (folder / "app.py").write_text("import streamlit as st\nst.write(1)\n", encoding="utf-8")
    with AsWritten(environment_of(release), folder, port):
        session = Session(port).run()
        try:
            if not expected:
                time.sleep(1)
                (folder / "app.py").write_text("import streamlit as st\nst.write(2)\n", encoding="utf-8")
                return is_rerun(session, 4)
            deadline, number = time.monotonic() + PATIENCE, 2
            while time.monotonic() < deadline:
                (folder / "app.py").write_text(f"import streamlit as st\nst.write({number})\n", encoding="utf-8")
                if is_rerun(session, 5):
                    return True
                number += 1
            return False
        finally:
            session.close()


@pytest.mark.parametrize(
    ("release", "text", "reached"),
    [
        (release, *case)
        for release in RELEASES[: None if IS_NIGHTLY else 1]
        for case in STARTED[: None if IS_NIGHTLY else 3]
    ],
    indirect=["release"],
)
def test_a_fixed_app_listens_and_reloads(release, text, reached, project, tmp_path):
    from running import free_port

    port = free_port()
    before = text.replace("{port}", str(port))
    made = plan(project, before.encode(), release)
    after = made.after.read(PATH).decode()
    assert after != before
    assert reaches(release, tmp_path / "before", before, port, reached) == reached
    assert reaches(release, tmp_path / "after", after, port, True)
