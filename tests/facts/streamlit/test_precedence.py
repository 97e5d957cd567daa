from __future__ import annotations

import os

import pytest

from watchlint.facts.streamlit.precedence import files, resolve

HOME, CWD = os.path.abspath("/h"), os.path.abspath("/w")
PATHS = {
    "home": os.path.join(HOME, ".streamlit", "config.toml"),
    "work": os.path.join(CWD, ".streamlit", "config.toml"),
    "script": os.path.join(CWD, "app", ".streamlit", "config.toml"),
}


def resolved(home=None, work=None, script=None, environment=None, flags=None, version=None):
    said = {"home": home, "work": work, "script": script}
    disk = {
        PATHS[place]: text if isinstance(text, bytes) else text.encode()
        for place, text in said.items()
        if text is not None
    }
    return resolve(disk.get, HOME, CWD, os.path.join("app", "app.py"), environment, flags, version)


def came(result, key):
    setting = result.settings[key]
    return setting.value, setting.place


def kinds(result):
    return [(trouble.kind, trouble.key) for trouble in result.troubles]


def test_nothing_said():
    result = resolved()
    assert result.troubles == []
    assert came(result, "server.port") == (8501, "default")
    assert came(result, "server.headless") == (None, "default")
    assert {setting.source for setting in result.settings.values()} == {""}


def test_files_of_a_release():
    script = os.path.join("app", "app.py")
    assert [place for place, _ in files(HOME, CWD, script, "1.45.1")] == ["home", "working folder"]
    assert files(HOME, CWD, script, "1.46.0") == [
        ("home", PATHS["home"]), ("working folder", PATHS["work"]), ("script folder", PATHS["script"]),
    ]  # fmt: skip
    assert len(files(HOME, CWD, "app.py", None)) == 2  # the working folder itself
    assert len(files(HOME, CWD, None, None)) == 2
    assert files(HOME, CWD, os.path.join(CWD, "app", "app.py"), None) == files(HOME, CWD, script, None)


def test_precedence_is_per_option():
    result = resolved(
        home="[server]\nport = 1\nmaxUploadSize = 1\nrunOnSave = true\n",
        work="[server]\nport = 2\nmaxUploadSize = 2\n",
        script="[server]\nport = 3\n",
    )
    assert came(result, "server.port") == (3, "script folder")
    assert came(result, "server.maxUploadSize") == (2, "working folder")
    assert came(result, "server.runOnSave") == (True, "home")
    assert result.settings["server.port"].source == PATHS["script"]


def test_the_scripts_folder_counts_since_1_46():
    assert came(resolved(script="[server]\nport = 3\n", version="1.45.1"), "server.port") == (8501, "default")


@pytest.mark.parametrize(
    ("environment", "flags", "expected"),
    [
        ({}, {}, (2, "working folder")),
        ({"STREAMLIT_SERVER_PORT": ""}, {}, (2, "working folder")),
        ({"STREAMLIT_PORT": "9"}, {}, (2, "working folder")),
        ({"STREAMLIT_SERVER_PORT": "4"}, {}, (4, "environment")),
        ({"STREAMLIT_RUN_SERVER_PORT": "6"}, {}, (6, "environment")),
        ({"STREAMLIT_RUN_SERVER_PORT": "6", "STREAMLIT_SERVER_PORT": "4"}, {}, (4, "environment")),
        ({"STREAMLIT_SERVER_PORT": "4"}, {"server.port": "5"}, (5, "flag")),
        ({"STREAMLIT_SERVER_PORT": "x"}, {"server.port": "5"}, (5, "flag")),
        ({}, {"server.port": ["5", "6"]}, (6, "flag")),
    ],
)
def test_environment_and_flags(environment, flags, expected):
    assert came(resolved(work="[server]\nport = 2\n", environment=environment, flags=flags), "server.port") == expected


@pytest.mark.parametrize(("version", "value"), [("1.39.1", " /a  /b "), ("1.40.0", ("/a", "/b"))])
def test_list_variables_are_split_on_blanks_since_1_40(version, value):
    result = resolved(environment={"STREAMLIT_SERVER_FOLDER_WATCH_BLACKLIST": " /a  /b "}, version=version)
    assert came(result, "server.folderWatchBlacklist") == (value, "environment")


@pytest.mark.parametrize(
    ("text", "value"),
    [("env:A", 12), ("env:B", 1.5), ("env:C", "c"), ("env:NOPE", "env:NOPE"), ("env:", "env:"), ("A", "A")],
)
def test_variables_named_in_a_file(text, value):
    environment = {"A": "12", "B": "1.5", "C": "c"}
    assert came(resolved(work=f"[server]\naddress = '{text}'\n", environment=environment), "server.address") == (
        value,
        "working folder",
    )


def test_the_browsers_port_follows_the_servers():
    assert came(resolved(work="[server]\nport = 2\n"), "browser.serverPort") == (2, "default")
    assert came(resolved(work="[browser]\nserverPort = 80\n"), "browser.serverPort") == (80, "working folder")


@pytest.mark.parametrize(
    ("version", "text", "expected"),
    [
        (None, "[server]\nnosuch = 1\n", [("unknown", "server.nosuch")]),
        ("1.5.1", "[server]\nnosuch = 1\n", [("unknown", "server.nosuch")]),
        ("1.5.0", "[server]\nnosuch = 1\n", [("fatal", "server.nosuch")]),
        (None, "[server.fileWatcher]\nwatcherType = 'none'\n", [("unknown", "server.fileWatcher")]),
        (None, "[server]\nport = = 1\n", [("ignored", "")]),
        ("1.45.0", "[server]\nport = = 1\n", [("ignored", "")]),
        ("1.44.1", "[server]\nport = = 1\n", [("fatal", "")]),
        (None, "\ufeff[server]\n", [("ignored", "")]),
        (None, b"[server]\nbaseUrlPath = '\xe9'\n", [("fatal", "")]),
        (None, "[server]\nport = 1\0\n", [("ignored", "")]),
        (None, "port = 1\n", [("fatal", "port")]),
        (None, "[[server]]\nport = 1\n", [("fatal", "server")]),
        (None, "[theme.sidebar.light]\nprimaryColor = '#111111'\n", [("fatal", "theme.sidebar.light")]),
        ("1.50.0", "[theme.sidebar.light]\nprimaryColor = '#111111'\n", [("unknown", "theme.sidebar.light")]),
        ("1.43.2", "[theme.sidebar]\nprimaryColor = '#111111'\n", [("unknown", "theme.sidebar")]),
        ("1.44.0", "[theme.sidebar]\nprimaryColor = '#111111'\n", []),
        ("1.44.0", "[server]\nsidebar = 1\n", [("fatal", "server.sidebar")]),
        (None, "[server]\nsidebar = 1\n", [("unknown", "server.sidebar")]),
        ("1.30.0", "[client]\ncaching = true\n", [("fatal", "client.caching")]),
        ("1.31.0", "[client]\ncaching = true\n", []),
        (None, "", []),
    ],
)
def test_troubles(version, text, expected):
    assert kinds(resolved(work=text, version=version)) == expected


@pytest.mark.parametrize(
    ("environment", "flags", "key"),
    [
        ({"STREAMLIT_SERVER_HEADLESS": "maybe"}, {}, "server.headless"),
        ({"STREAMLIT_RUNNER_CACHE_HASH_SEED": "1.5"}, {}, "runner.cacheHashSeed"),
        ({"STREAMLIT_GLOBAL_MIN_CACHED_MESSAGE_SIZE": "x"}, {}, "global.minCachedMessageSize"),
        ({}, {"server.nosuch": "1"}, "server.nosuch"),
        ({}, {"server.cookieSecret": "s"}, "server.cookieSecret"),
    ],
)
def test_what_click_refuses_ends_all(environment, flags, key):
    result = resolved(work="[server]\nport = 2\n", environment=environment, flags=flags)
    assert kinds(result) == [("fatal", key)]
    assert came(result, "server.port") == (8501, "default")


@pytest.mark.parametrize(("word", "value"), [("on", True), ("Off", False), (" T ", True), ("0", False), ("YES", True)])
def test_words_for_booleans(word, value):
    assert came(resolved(environment={"STREAMLIT_SERVER_HEADLESS": word}), "server.headless") == (value, "environment")


def test_click_7_knows_fewer_words():
    assert kinds(resolved(environment={"STREAMLIT_SERVER_HEADLESS": "on"}, version="1.3.1")) == [
        ("fatal", "server.headless")
    ]
    assert kinds(resolved(environment={"STREAMLIT_SERVER_HEADLESS": "yes"}, version="1.3.1")) == []
