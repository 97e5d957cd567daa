from __future__ import annotations

import sys

import pytest

from watchlint.facts.streamlit import in_force


def options(found):
    return {option.key: (option.value, option.origin) for option in found}


@pytest.fixture
def project(tmp_path):
    def write(place: str, text: str):
        folder = tmp_path / place / ".streamlit"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(text)
        return str(folder / "config.toml")

    (tmp_path / "home").mkdir()
    (tmp_path / "work/app").mkdir(parents=True)
    return tmp_path, write


def read(tmp_path, app="app/main.py", flags=(), environ=(), version=(1, 67)):
    given = {"HOME": str(tmp_path / "home"), **dict(environ)}
    return options(in_force.streamlit_read(str(tmp_path / "work"), app, dict(flags), given, version))


def test_without_files_the_defaults_hold(project):
    assert read(project[0])["server.fileWatcherType"] == ("auto", "default")
    assert read(project[0])["server.runOnSave"] == (False, "default")


def test_each_place_wins_over_the_one_before(project):
    tmp_path, write = project
    seen = []
    for place, value in (("home", "watchdog"), ("work", "poll"), ("work/app", "none")):
        path = write(place, f'[server]\nfileWatcherType = "{value}"\n')
        seen.append(read(tmp_path)["server.fileWatcherType"] == (value, path))
    variable = {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": "auto"}
    seen.append(read(tmp_path, environ=variable)["server.fileWatcherType"] == ("auto", "variable"))
    flag = {"server.fileWatcherType": "poll"}
    seen.append(read(tmp_path, flags=flag, environ=variable)["server.fileWatcherType"] == ("poll", "flag"))
    assert seen == [True] * 5


def test_precedence_is_by_option_not_by_file(project):
    tmp_path, write = project
    home = write("home", '[server]\nfileWatcherType = "poll"\nrunOnSave = true\n')
    work = write("work", "[server]\nrunOnSave = false\n")
    found = read(tmp_path)
    assert (found["server.fileWatcherType"], found["server.runOnSave"]) == (("poll", home), (False, work))


def test_the_scripts_folder_is_read_since_1_46_only(project):
    tmp_path, write = project
    write("work/app", '[server]\nfileWatcherType = "none"\n')
    assert read(tmp_path, version=(1, 45, 1))["server.fileWatcherType"] == ("auto", "default")


@pytest.mark.parametrize(
    "text", ["[server\n", "server = 3\n", 'fileWatcherType = "none"\n', '[Server]\nfileWatcherType = "none"\n']
)
def test_what_streamlit_does_not_read_gives_nothing(project, text):
    tmp_path, write = project
    write("work", text)
    assert read(tmp_path)["server.fileWatcherType"] == ("auto", "default")


def test_an_empty_variable_is_unset_and_lists_are_split(project):
    environ = {"STREAMLIT_SERVER_FILE_WATCHER_TYPE": "", "STREAMLIT_SERVER_FOLDER_WATCH_LIST": "/a /b"}
    found = read(project[0], environ=environ)
    assert found["server.fileWatcherType"] == ("auto", "default")
    assert found["server.folderWatchList"] == (["/a", "/b"], "variable")


@pytest.mark.parametrize(
    "words, expected",
    [
        ("", (None, {})),
        ("app.py -- --server.fileWatcherType none", ("app.py", {})),
        ("app.py --server.fileWatcherType none", ("app.py", {"server.fileWatcherType": "none"})),
        ("--server.fileWatcherType=none app.py", ("app.py", {"server.fileWatcherType": "none"})),
        ("--server.port 80 app.py --server.runOnSave true", ("app.py", {"server.runOnSave": "true"})),
    ],
)
def test_words_of_streamlit_run(words, expected):
    assert in_force.option_flags(words.split()) == expected


def test_a_file_s_env_names_a_variable_and_click_has_names_of_its_own(tmp_path):
    (tmp_path / ".streamlit").mkdir()
    (tmp_path / ".streamlit/config.toml").write_text('[server]\nfileWatcherType = "env:WATCHER"\n')

    def watcher(**environ):
        read = in_force.streamlit_read(str(tmp_path), "app.py", {}, {"HOME": str(tmp_path / "home"), **environ})
        return {one.key: (one.value, one.origin) for one in read}["server.fileWatcherType"]

    file = str(tmp_path / ".streamlit/config.toml")
    assert watcher(WATCHER="auto") == ("auto", file)
    assert watcher() == ("env:WATCHER", file)
    assert watcher(STREAMLIT_RUN_SERVER_FILEWATCHERTYPE="none") == ("none", "variable")
    assert watcher(STREAMLIT_RUN_SERVER_FILEWATCHERTYPE="none", STREAMLIT_SERVER_FILE_WATCHER_TYPE="poll")[0] == "poll"


def test_an_interpreter_without_it_says_so():
    assert in_force.streamlit_asked(sys.executable, ".", None, {}, {}).error in ("streamlit is not installed there", "")
