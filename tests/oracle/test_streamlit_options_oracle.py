"""The catalogue and the precedence against the real Streamlit.

WATCHLINT_ORACLE_STREAMLIT names the releases to ask, blank-separated ("1.12.2 1.67.0"); by default the newest one known.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.oracle.environments import environment
from watchlint.facts.streamlit.options import catalogue, parse_version
from watchlint.facts.streamlit.precedence import DEFAULT, ENVIRONMENT, FLAG, resolve

ASKED = Path(__file__).with_name("streamlit_asked.py")
VERSIONS = os.environ.get("WATCHLINT_ORACLE_STREAMLIT", catalogue().latest).split()
AGES = {(1, 0): ("3.9", "2021-11-10"), (1, 12): ("3.10", "2022-10-01"), (1, 28): ("3.10", "2023-12-01")}
"""Python and day for the releases that today's dependencies no longer fit."""

pytestmark = pytest.mark.oracle


@pytest.fixture(scope="module", params=VERSIONS)
def version(request):
    return request.param


@pytest.fixture(scope="module")
def python(version):
    interpreter, day = AGES.get(parse_version(version)[:2], (None, None))
    return environment(f"streamlit-{version}", [f"streamlit=={version}"], python=interpreter, before=day)


def ask(python, folder, *arguments, environment=None, module=()):
    """The process after `streamlit_asked.py ARGUMENTS`, in a folder that is home and working folder's parent."""
    home, cwd = folder / "home", folder / "work"
    (home / ".streamlit").mkdir(parents=True, exist_ok=True)
    (home / ".streamlit" / "credentials.toml").write_text(
        '[general]\nemail = ""\n', encoding="utf-8"
    )  # else it asks for one
    cwd.mkdir(exist_ok=True)
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    own = {"HOME": str(home), "USERPROFILE": str(home), "DISPLAY": ":0", "PYTHONUTF8": "1"}
    command = [python, *(module or [str(ASKED)]), *arguments]
    return subprocess.run(
        command,
        cwd=cwd,
        env=kept | own | (environment or {}),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_every_option_and_fact_is_the_real_one(python, version, tmp_path):
    real = json.loads(ask(python, tmp_path, "options").stdout)
    assert sorted(real) == catalogue().keys_at(version)
    for key, facts in real.items():
        known = catalogue().option(key, version).facts
        expected = {
            "type": known.type,
            "default": facts["default"] if known.computed else known.default,
            "hidden": not known.visible,
            "scriptable": known.scriptable,
            "sensitive": known.sensitive,
            "multiple": known.multiple,
            "expiry": known.expiry,
            "replaced_by": known.replaced_by,
            "env": facts["env"] and catalogue().env_name(key),
        }
        assert (key, facts) == (key, expected)


def test_config_show_lists_the_visible_options(python, version, tmp_path):
    process = ask(python, tmp_path, "config", "show", module=["-m", "streamlit"])
    shown, section = [], ""
    for paragraph in process.stdout.split("\n\n"):
        for header in re.findall(r"^\[([\w.]+)\]$", paragraph, re.MULTILINE):
            section = header
        options = re.findall(r"^#? ?([a-z]\w*) =", paragraph, re.MULTILINE)
        shown += [f"{section}.{name}" for name in options[-1:]]  # those before it are examples in its description
    facts = {key: catalogue().option(key, version).facts for key in catalogue().keys_at(version)}
    today = date.today().isoformat()
    assert sorted(shown) == [key for key in facts if facts[key].visible and not (facts[key].expiry or "9") < today]


CASES = {
    "nothing": {},
    "home": {"home": '[server]\nport = 1\nheadless = true\n[theme]\nprimaryColor = "#111111"\n'},
    "home and folder, option by option": {
        "home": "[server]\nport = 1\nrunOnSave = true\n",
        "work": "[server]\nport = 2\n[browser]\ngatherUsageStats = false\n",
    },
    "all three": {
        "home": "[server]\nport = 1\nmaxUploadSize = 1\nrunOnSave = true\n",
        "work": "[server]\nport = 2\nmaxUploadSize = 2\n",
        "script": "[server]\nport = 3\n",
    },
    "variable over file": {"work": "[server]\nport = 2\n", "environment": {"STREAMLIT_SERVER_PORT": "4"}},
    "flag over variable": {
        "work": "[server]\nport = 2\n",
        "environment": {"STREAMLIT_SERVER_PORT": "4", "STREAMLIT_SERVER_RUN_ON_SAVE": "yes"},
        "flags": {"server.port": "5"},
    },
    "empty variable": {"work": "[server]\nport = 2\n", "environment": {"STREAMLIT_SERVER_PORT": ""}},
    "click's own variable": {"environment": {"STREAMLIT_RUN_SERVER_PORT": "6", "STREAMLIT_RUN_SERVER_RUNONSAVE": "1"}},
    "click's own variable, weaker": {"environment": {"STREAMLIT_RUN_SERVER_PORT": "6", "STREAMLIT_SERVER_PORT": "7"}},
    "variables that do nothing": {"environment": {"STREAMLIT_SERVER_RUNONSAVE": "true", "STREAMLIT_PORT": "1"}},
    "list variable": {"environment": {"STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST": " /a  /b "}},
    "blank list variable": {"environment": {"STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST": "  "}},
    "list flag": {"flags": {"server.folderWatchBlacklist": ["/a", "/b"]}},
    "boolean words": {"environment": {"STREAMLIT_SERVER_HEADLESS": "Off", "STREAMLIT_SERVER_ENABLE_CORS": " T "}},
    "not a boolean": {"environment": {"STREAMLIT_SERVER_HEADLESS": "maybe"}},
    "not a number": {"flags": {"server.port": "abc"}},
    "no such flag": {"flags": {"server.nosuch": "1"}},
    "deprecated in a file": {"work": "[client]\ncaching = false\n"},
    "deprecated in a variable": {"environment": {"STREAMLIT_GLOBAL_LOG_LEVEL": "info"}},
    "other boolean words": {"environment": {"STREAMLIT_SERVER_HEADLESS": "Yes", "STREAMLIT_SERVER_ENABLE_CORS": "N"}},
    "a number with blanks": {"environment": {"STREAMLIT_SERVER_PORT": " 12 "}},
    "a number with underscore": {"environment": {"STREAMLIT_SERVER_PORT": "1_2"}},
    "sensitive variable": {
        "environment": {"STREAMLIT_SERVER_COOKIE_SECRET": "s"},
        "work": '[server]\ncookieSecret = "t"\n',
    },
    "sensitive empty variable": {
        "environment": {"STREAMLIT_SERVER_COOKIE_SECRET": ""},
        "work": '[server]\ncookieSecret = "t"\n',
    },
    "sensitive flag": {"flags": {"server.cookieSecret": "s"}},
    "unknown keys": {"work": "[server]\nnosuch = 1\nrun_on_save = true\n[nosuch]\na = 1\n"},
    "a table for a value": {"work": "[server.fileWatcher]\nwatcherType = 'none'\n"},
    "env: in a file": {
        "work": '[server]\nport = "env:A"\nmaxUploadSize = "env:B"\naddress = "env:C"\nbaseUrlPath = "env:D"\n',
        "environment": {"A": "12", "B": "1.5", "D": "x"},
    },
    "sections of the theme": {
        "work": "[theme.sidebar]\nprimaryColor = '#222222'\n[theme.dark.sidebar]\nprimaryColor = '#333333'\n"
    },
    "no section of the theme": {"work": "[theme.sidebar.light]\nprimaryColor = '#222222'\n"},
    "sidebar of another section": {"work": "[server.sidebar]\nport = 1\n"},
    "sidebar that is no table": {"work": "[server]\nsidebar = 1\n"},
    "syntax error": {"home": "[server]\nport = 1\n", "work": "[server]\nport = = 2\n"},
    "byte order mark": {"home": "[server]\nport = 1\n", "work": "\ufeff[server]\nport = 2\n"},
    "not UTF-8": {"work": b"[server]\nbaseUrlPath = '\xe9'\n"},
    "value above the first table": {"work": "port = 1\n[server]\nrunOnSave = true\n"},
    "array of tables": {"work": "[[server]]\nport = 1\n"},
    "port follows": {"work": "[browser]\nserverPort = 80\n", "script": "[server]\nport = 3\n"},
    "empty file": {"work": ""},
}


@pytest.mark.parametrize("name", CASES)
def test_each_option_comes_from_the_place_we_say(name, python, version, tmp_path):
    case = CASES[name]
    script = os.path.join("app", "app.py")
    (tmp_path / "work" / "app").mkdir(parents=True)
    (tmp_path / "work" / script).write_text("", encoding="utf-8")
    for where, folder in (("home", "home"), ("work", "work"), ("script", "work/app")):
        content = case.get(where)
        if content is not None:
            target = tmp_path / folder / ".streamlit" / "config.toml"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
    flags = [
        word for key, said in case.get("flags", {}).items() for text in ([said] if isinstance(said, str) else said)
        for word in (f"--{key}", text)
    ]  # fmt: skip
    process = ask(python, tmp_path, "run", *flags, script, environment=case.get("environment"))

    def read(path):
        return Path(path).read_bytes() if Path(path).is_file() else None

    home, cwd = str(tmp_path / "home"), str(tmp_path / "work")
    ours = resolve(read, home, cwd, script, case.get("environment"), case.get("flags"), version)
    said = process.stdout + process.stderr
    if any(trouble.kind == "fatal" for trouble in ours.troubles):
        assert process.returncode != 0, said
        return
    assert process.returncode == 0, said
    unknown = {trouble.key for trouble in ours.troubles if trouble.kind == "unknown"}
    assert set(re.findall(r'"([^"\n]+)" is not a valid config option', said)) == unknown
    assert ("Error parsing config toml" in said) == any(trouble.kind == "ignored" for trouble in ours.troubles)
    real = json.loads(process.stdout.rstrip().rpartition("\n")[2])
    assert {key: place(where) for key, (_, where) in real.items()} == {
        key: place(setting.source) if setting.place not in (DEFAULT, FLAG, ENVIRONMENT) else place(setting.place)
        for key, setting in ours.settings.items()
    }
    for key, setting in ours.settings.items():
        if setting.place != DEFAULT or setting.value is not None:
            assert (key, real[key][0]) == (
                key,
                list(setting.value) if isinstance(setting.value, tuple) else setting.value,
            )


def place(said):
    """One word for what Streamlit and we call the same place."""
    words = {"<default>": DEFAULT, "command-line argument or environment variable": FLAG, "environment variable": FLAG}
    return words.get(said, FLAG if said == ENVIRONMENT else os.path.realpath(said) if os.path.isabs(said) else said)
