from __future__ import annotations

import io

import pytest

from watchlint.logs.catalogue import MESSAGES
from watchlint.logs.polling import user_of, way_to_poll
from watchlint.logs.reading import read_log
from watchlint.logs.steps import filled
from watchlint.logs.writer import named
from watchlint.servers import catalogue

KNOWN = {message.id: message for message in MESSAGES}
FRAME = '  File "/v/lib/python3.12/site-packages/{}", line 9, in run\n'
WATCHDOG = "OSError: [Errno 28] inotify watch limit reached\n"
WATCHFILES = 'OSError: OS file watch limit reached. about ["/srv"]\n'
NODE = "Error: ENOSPC: System limit for number of file watchers reached, watch '/srv/x'\n"


@pytest.mark.parametrize(
    "log, server, way",
    [
        (FRAME.format("streamlit/web/bootstrap.py") + WATCHDOG, "streamlit", "streamlit run streamlit_app.py --server.fileWatcherType poll"),
        (WATCHDOG + FRAME.format("streamlit/watcher/path_watcher.py"), "streamlit", "streamlit run streamlit_app.py --server.fileWatcherType poll"),
        (FRAME.format("werkzeug/_reloader.py") + WATCHDOG, "flask", "python -m pip uninstall -y watchdog"),
        (WATCHDOG, "", "streamlit run app.py --server.fileWatcherType poll"),
        (FRAME.format("uvicorn/supervisors/basereload.py") + WATCHFILES, "uvicorn", "export WATCHFILES_FORCE_POLLING=1"),
        (FRAME.format("chainlit/server.py") + FRAME.format("watchfiles/main.py") + WATCHFILES, "chainlit", "export WATCHFILES_FORCE_POLLING=1"),
        ("You can now view your Streamlit app in your browser.\n" + WATCHFILES, "", "export WATCHFILES_FORCE_POLLING=1"),
        ("Uvicorn running on http://127.0.0.1:8000\n" + FRAME.format("streamlit/web/bootstrap.py") + WATCHDOG, "streamlit", "streamlit run"),
        ("[nodemon] starting\n" + NODE, "nodemon", "nodemon -L server.js"),
        (NODE, "", "export CHOKIDAR_USEPOLLING=1"),
    ],
)  # fmt: skip
def test_the_log_tells_which_server_is_to_poll(log, server, way):
    seen = next(row for row in read_log(io.BytesIO(log.encode())).seen if row.message.problem == "watch-limit")
    assert seen.server == server
    assert filled(seen.message, seen.server)[1].startswith(way)


def test_what_stands_far_behind_is_not_asked():
    log = WATCHDOG + "x\n" * 40_000 + FRAME.format("streamlit/web/bootstrap.py")
    assert read_log(io.BytesIO(log.encode())).seen[0].server == ""


@pytest.mark.parametrize(
    "text, servers",
    [
        (b"", []),
        (b"streamlit", []),
        (
            b'File "/v/site-packages/streamlit/x.py" File "C:\\v\\site-packages\\uvicorn\\x.py"',
            ["streamlit", "uvicorn"],
        ),
        (b"/usr/lib/python3/dist-packages/werkzeug/serving.py", ["flask"]),
        (b"/v/bin/uvicorn /v/bin/streamlit /v/bin/uvicorn", ["streamlit", "uvicorn"]),
    ],
)
def test_servers_that_a_text_names(text, servers):
    assert named(text) == servers


@pytest.mark.parametrize(
    "library, names, server",
    [
        ("streamlit", ["uvicorn"], "streamlit"),
        ("watchfiles", ["uvicorn", "streamlit"], "uvicorn"),
        ("watchdog", ["uvicorn"], ""),
        ("", ["uvicorn", "streamlit"], "streamlit"),
        ("", [], ""),
    ],
)
def test_a_server_counts_where_it_uses_the_library(library, names, server):
    assert user_of(library, names) == server


def test_a_limit_is_never_lowered():
    message = KNOWN["watchdog-watch-limit"]
    assert filled(message, watches=8192)[0].startswith("sudo sysctl fs.inotify.max_user_watches=524288 ")
    assert filled(message, watches=1_048_576)[0].startswith("sudo sysctl fs.inotify.max_user_watches=2097152 ")
    assert filled(KNOWN["jvm-instance-limit"], instances=8192)[0].startswith(
        "sudo sysctl fs.inotify.max_user_instances=16384 "
    )


def test_what_a_log_says_is_quoted():
    (step,) = filled(KNOWN["sphinx-autobuild-reloading"], detail="docs/a b; rm -rf x.rst")
    assert "--ignore 'docs/a b; rm -rf x.rst'" in step


def test_nobody_is_told_to_poll_who_cannot():
    assert way_to_poll("robyn") == way_to_poll("") == ""


def test_where_there_is_no_inotify_its_steps_come_last():
    steps = filled(KNOWN["node-instance-limit"], linux=False)
    assert [step.split()[0] for step in steps] == ["ulimit", "brew", "export", "watchlint", "sudo"]


@pytest.mark.parametrize("server", catalogue.NAMES)
def test_a_server_that_is_known_is_told_in_its_own_words(server):
    own = catalogue.way_to_poll(server).partition("  #")[0]
    said = way_to_poll(server)
    if catalogue.named(server).polling:
        assert said.startswith(f"{own}  # instead: ") or ("instead" in own and said == own)
    else:
        assert own == ""
