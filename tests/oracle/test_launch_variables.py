"""The variable rules against the real Streamlit and watchfiles: each variable is given to a process, and read back."""

from __future__ import annotations

import json
import os
import subprocess

import pytest

from tests.oracle.environments import environment
from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.kinds import DOTENV
from watchlint.facts.streamlit import variables as names
from watchlint.facts.streamlit.options import catalogue
from watchlint.rules.launch.problem import Problem
from watchlint.rules.launch.streamlit import run_on_save_misread, variable_unknown, variable_value

pytestmark = pytest.mark.oracle

UNKNOWN, VALUE, RUN_ON_SAVE = "launch-variable-unknown", "launch-variable-value", "launch-run-on-save-misread"

# Runs `streamlit run` up to the start of its server, then the app as a session would; prints what the options are.
ASK = """
import json, os, sys
from streamlit import config
from streamlit.web import bootstrap, cli
from streamlit.watcher import path_watcher

def state(*arguments, **named):
    from streamlit.testing.v1 import AppTest
    if os.path.getsize("app.py"):
        AppTest.from_file("app.py").run()
    found = {key: [option.value, option.where_defined] for key, option in config.get_config_options().items()}
    del found["server.cookieSecret"]  # a new one each time
    found["watcher"] = path_watcher.get_path_watcher_class(config.get_option("server.fileWatcherType")).__name__
    print("\\n" + json.dumps(found, default=repr))

bootstrap.run = state
sys.argv = ["streamlit", "run", "app.py"]
cli.main()
"""

WRONG = {
    "STREAMLIT_SERVER_ENABLE_FILE_WATCHER": "false",
    "STREAMLIT_SERVER_FILEWATCHERTYPE": "none",
    "STREAMLIT_SERVER_FILE_WATCHER": "none",
    "STREAMLIT_FILE_WATCHER_TYPE": "none",
    "STREAMLIT_WATCHER_TYPE": "none",
    "STREAMLIT_SERVER_RUNONSAVE": "true",
    "STREAMLIT_GATHER_USAGE_STATS": "false",
    "STREAMLIT_BROWSER_GATHERUSAGESTATS": "false",
    "STREAMLIT_SERVER_MAXUPLOADSIZE": "7",
}
RIGHT = {
    "STREAMLIT_SERVER_FILE_WATCHER_TYPE": ("server.fileWatcherType", "poll", "poll"),
    "STREAMLIT_SERVER_RUN_ON_SAVE": ("server.runOnSave", "true", True),
    "STREAMLIT_BROWSER_GATHER_USAGE_STATS": ("browser.gatherUsageStats", "false", False),
    "STREAMLIT_SERVER_ENABLE_CORS": ("server.enableCORS", "false", False),
    "STREAMLIT_SERVER_MAX_UPLOAD_SIZE": ("server.maxUploadSize", "7", 7),
    "STREAMLIT_RUN_SERVER_HEADLESS": ("server.headless", "true", True),
    "STREAMLIT_SERVER_FOLDER_WATCH_LIST": ("server.folderWatchList", "/a /b", ["/a", "/b"]),
}


@pytest.fixture(scope="module")
def python():
    return environment(f"streamlit-{catalogue().latest}", [f"streamlit=={catalogue().latest}"])


def ask(python, folder, given: dict[str, str], app: str = "") -> tuple[int, dict, str]:
    """(exit code, the options' values, standard error) of `streamlit run` with these variables."""
    home = folder / "home"
    (home / ".streamlit").mkdir(parents=True, exist_ok=True)
    (home / ".streamlit" / "credentials.toml").write_text('[general]\nemail = ""\n', encoding="utf-8")
    (folder / "app.py").write_text(app, encoding="utf-8")
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = {"HOME": str(home), "USERPROFILE": str(home), "DISPLAY": ":0", "PYTHONUTF8": "1"}
    done = subprocess.run(
        [python, "-c", ASK],
        cwd=folder,
        env=kept | own | given,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    lines = done.stdout.strip().splitlines()
    return done.returncode, json.loads(lines[-1]) if lines and lines[-1].startswith("{") else {}, done.stderr


def read(given: dict[str, str]) -> Source:
    """These variables as an environment file."""
    return Source(".env.prod", DOTENV, "".join(f"{name}='{value}'\n" for name, value in given.items()).encode())


def problems(given: dict[str, str], release: str | None = None) -> list[tuple[str, Problem]]:
    """What the rules say of these variables, of a project with this release (the newest if None)."""
    source = read(given)
    found = [(UNKNOWN, one) for one in variable_unknown.problems(source, releases=lambda: [release])]
    found += [(VALUE, one) for one in variable_value.problems(source)]
    return found + [(RUN_ON_SAVE, one) for one in run_on_save_misread.problems(source)]


def raised(given: dict[str, str], release: str | None = None) -> list[str]:
    return [rule for rule, _ in problems(given, release)]


def fixed(given: dict[str, str]) -> dict[str, str]:
    """The variables after the rules' own splices."""
    from watchlint.fixes.splice import spliced

    source = read(given)
    after = spliced(source.text.encode(), [splice for _, problem in problems(given) for splice in problem.splices])
    return {one.name: one.value for one in assignments(Source(".env.prod", DOTENV, after))}


def test_names_that_nothing_reads(python, tmp_path):
    """Each is a finding, and all together leave every option as it was."""
    for name, value in WRONG.items():
        assert raised({name: value}) == [UNKNOWN], name
    code, bare, _ = ask(python, tmp_path, {})
    given_code, given, _ = ask(python, tmp_path, WRONG)
    assert code == given_code == 0
    assert bare == given
    assert bare["server.fileWatcherType"][0] == "auto"


def test_names_that_the_fixes_write(python, tmp_path):
    """Each wrong name that can be mended becomes one that Streamlit reads, with the value that was meant."""
    others = ("STREAMLIT_SERVER_RUNONSAVE", "STREAMLIT_GATHER_USAGE_STATS", "STREAMLIT_SERVER_MAXUPLOADSIZE")
    groups = [{name: WRONG[name]} for name in list(WRONG)[:5]] + [{name: WRONG[name] for name in others}]
    wanted = [{"server.fileWatcherType": "none"}] * 5 + [
        {"server.runOnSave": True, "browser.gatherUsageStats": False, "server.maxUploadSize": 7}
    ]
    distinct = {}
    for group, expected in zip(groups, wanted, strict=True):
        distinct[json.dumps(fixed(group), sort_keys=True)] = expected
    for after, expected in distinct.items():
        code, state, _ = ask(python, tmp_path, json.loads(after))
        assert code == 0
        assert {key: state[key][0] for key in expected} == expected


def test_right_names_are_read_and_no_finding(python, tmp_path):
    given = {name: value for name, (_, value, _) in RIGHT.items()}
    assert problems(given) == []
    code, state, _ = ask(python, tmp_path, given)
    assert code == 0
    assert {key: state[key][0] for key, _, _ in RIGHT.values()} == {key: value for key, _, value in RIGHT.values()}


@pytest.mark.parametrize(
    "release, name, value",
    [
        ("1.45.1", "STREAMLIT_SERVER_FOLDER_WATCH_LIST", "/a"),
        ("1.45.1", "STREAMLIT_MAPBOX_TOKEN", "x"),
        (catalogue().latest, "STREAMLIT_SERVER_FOLDER_WATCH_LIST", "/a"),
        (catalogue().latest, "STREAMLIT_MAPBOX_TOKEN", "x"),
        (catalogue().latest, "STREAMLIT_CLIENT_DISPLAY_ENABLED", "false"),
    ],
)
def test_an_option_of_another_release_is_not_read(tmp_path, release, name, value):
    """A finding where giving the variable changes nothing, and none where it does."""
    python = environment(f"streamlit-{release}", [f"streamlit=={release}"])
    bare, given = ask(python, tmp_path, {}), ask(python, tmp_path, {name: value})
    assert bare[0] == given[0] == 0
    expected = [UNKNOWN] if bare[1] == given[1] else []
    assert raised({name: value}, release) == expected


@pytest.mark.parametrize("value", ["polling", "None", "false", "inotify"])
def test_a_watcher_that_is_not_known_turns_watching_off(python, tmp_path, value):
    given = {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": value}
    assert raised(given) == [VALUE]
    code, state, _ = ask(python, tmp_path, given)
    assert (code, state["watcher"]) == (0, "NoOpPathWatcher")


@pytest.mark.parametrize("value", ['["/a", "/b"]', "/a,/b"])
def test_a_list_is_split_on_blanks(python, tmp_path, value):
    given = {"STREAMLIT_SERVER_FOLDER_WATCH_LIST": value}
    assert raised(given) == [VALUE]
    assert ask(python, tmp_path, given)[1]["server.folderWatchList"][0] == value.split()
    assert ask(python, tmp_path, fixed(given))[1]["server.folderWatchList"][0] == ["/a", "/b"]


@pytest.mark.parametrize("name, value", [("STREAMLIT_SERVER_HEADLESS", "maybe"), ("STREAMLIT_SERVER_PORT", "web")])
def test_a_wrong_type_ends_the_start(python, tmp_path, name, value):
    assert raised({name: value}) == [VALUE]
    code, _, said = ask(python, tmp_path, {name: value})
    assert code == 2
    assert name in said


def test_run_on_save_leaves_the_watcher_on(python, tmp_path):
    given = {names.RUN_ON_SAVE: "false"}
    assert raised(given) == [RUN_ON_SAVE]
    state = ask(python, tmp_path, given)[1]
    assert (state["server.runOnSave"][0], state["watcher"]) == (False, "EventBasedPathWatcher")
    assert ask(python, tmp_path, fixed(given))[1]["watcher"] == "NoOpPathWatcher"


def test_a_variable_set_in_the_app_comes_too_late(python, tmp_path):
    app = (
        'import os\nimport streamlit as st\nos.environ["STREAMLIT_SERVER_FILE_WATCHER_TYPE"] = "none"\nst.write("x")\n'
    )
    code, state, _ = ask(python, tmp_path, {}, app + 'open("ran", "w").close()\n')
    assert code == 0
    assert (tmp_path / "ran").exists()
    assert state["server.fileWatcherType"][0] == "auto"


POLLING = """
from watchfiles import main
print(main._default_force_polling(None), main._default_poll_delay_ms(300))
"""


@pytest.mark.parametrize(
    "given, printed, found",
    [
        ({"WATCHFILES_POLL_DELAY": "50"}, "False 300", [UNKNOWN]),
        ({"WATCHFILES_POLL_DELAY_MS": "50"}, "False 50", []),
        ({"WATCHFILES_POLL_DELAY_MS": "0.5"}, "False 300", [VALUE]),
        ({"WATCHFILES_POLLING": "true"}, "False 300", [UNKNOWN]),
        ({"WATCHFILES_FORCE_POLLING": "true"}, "True 300", []),
        ({"WATCHFILES_FORCE_POLLING": "false"}, "False 300", []),
        ({"WATCHFILES_FORCE_POLLING": "0"}, "True 300", [VALUE]),
        ({"WATCHFILES_FORCE_POLLING": "no"}, "True 300", [VALUE]),
    ],
)
def test_what_watchfiles_reads(given, printed, found):
    python = environment("watchfiles-1.3.0", ["watchfiles==1.3.0"])
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    done = subprocess.run([python, "-c", POLLING], env=kept | given, capture_output=True, text=True, timeout=60)
    assert done.stdout.split() == printed.split()
    assert raised(given) == found
