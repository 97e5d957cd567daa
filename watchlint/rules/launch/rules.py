"""The rules of check-launch-files, as data."""

from __future__ import annotations

from functools import partial

from watchlint.findings import ERROR, INFO, WARNING, Rule

HOOK = "check-launch-files"


_rule = partial(Rule, hook=HOOK, since="0.1.0")

VARIABLE_UNKNOWN = _rule(
    "launch-variable-unknown", ERROR, fix="safe",
    summary="No dev server reads this environment variable.",
    why="Streamlit and watchfiles ignore a name they don't know without a word, so the watcher stays as it was. Streamlit's "
    "names follow from its keys: server.fileWatcherType is STREAMLIT_SERVER_FILE_WATCHER_TYPE.",
    evidence="STREAMLIT_SERVER_ENABLE_FILE_WATCHER=false, copied through a dozen public projects: 3,599 watches are taken all the same.",
    before="ENV STREAMLIT_SERVER_ENABLE_FILE_WATCHER=false",
    after="ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none",
    source="Streamlit 1.67.0, config_option.py, env_var; watchfiles 1.3.0, main.py",
)  # fmt: skip
VARIABLE_VALUE = _rule(
    "launch-variable-value", ERROR, fix="safe",
    summary="The server does not read this value the way it looks.",
    why="STREAMLIT_SERVER_FILE_WATCHER_TYPE takes any text, and one it doesn't know turns watching off without a word. A list "
    "is split on blanks: JSON or commas make one entry that matches nothing. A wrong truth value ends the start. "
    "WATCHFILES_FORCE_POLLING is off for false, disable and disabled only: 0 turns polling on.",
    evidence="Each value given to the real Streamlit 1.67.0, and read back.",
    before="ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=polling",
    after="ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=poll",
    source="Streamlit 1.67.0, watcher/path_watcher.py, click 8; watchfiles 1.3.0, main.py, _default_force_polling",
)  # fmt: skip
RUN_ON_SAVE = _rule(
    "launch-run-on-save-misread", ERROR, fix="unsafe",
    summary="Streamlit's runOnSave is false and the watcher is on all the same.",
    why="It only says that an edit shows a prompt instead of a rerun, and is the default. Watches are the same either way. "
    "Only server.fileWatcherType none stops them.",
    evidence="84 folders took 84 watches with STREAMLIT_SERVER_RUN_ON_SAVE=false and without it (1.67.0, 1.50.0).",
    before="ENV STREAMLIT_SERVER_RUN_ON_SAVE=false",
    after="ENV STREAMLIT_SERVER_FILE_WATCHER_TYPE=none",
    source="Streamlit 1.67.0, runtime/app_session.py; watches counted",
)  # fmt: skip
VARIABLE_IN_APP = _rule(
    "launch-variable-in-app", ERROR, fix="none",
    summary="A Streamlit variable is set inside the app, where nothing reads it any more.",
    why="`streamlit run` reads the environment once, before it runs the script. What the script puts into os.environ comes too late.",
    evidence="A real `streamlit run` of an app that sets STREAMLIT_SERVER_FILE_WATCHER_TYPE: the option stays auto.",
    before='os.environ["STREAMLIT_SERVER_FILE_WATCHER_TYPE"] = "none"',
    after='[server]\nfileWatcherType = "none"',
    source="Streamlit 1.67.0, web/cli.py",
)  # fmt: skip
SYSCTL = _rule(
    "launch-sysctl-in-container", ERROR, fix="safe",
    summary="An inotify limit is set in a container, where it can't be.",
    why="The inotify limits belong to the host's kernel. In a build /proc/sys is read-only, so `sysctl -w` fails; a line in the "
    "image's /etc/sysctl.conf is read by nobody; and Docker refuses --sysctl and `sysctls:` for all but net.* and a few "
    "of IPC. Set them on the host.",
    evidence="docker-code-server#55, coder#10309, moby#36640: the container does not start, or nothing changes.",
    before="RUN echo fs.inotify.max_user_watches=524288 >> /etc/sysctl.conf",
    after="(on the host) watchlint sysctl --tier large | sudo sh",
    source="docker run --sysctl, Docker's reference; procps 4.0.2 in a read-only /proc/sys",
)  # fmt: skip
SYSCTL_NOT_LOADED = _rule(
    "launch-sysctl-not-loaded", WARNING, fix="safe",
    summary="A file of sysctl.d is written, and `sysctl -p` does not read it.",
    why="Without a file name `sysctl -p` reads /etc/sysctl.conf and nothing else. The new value holds from the next boot on.",
    evidence="A frequent slip in instructions for raising the watch limit.",
    before="sudo tee /etc/sysctl.d/60-inotify.conf\nsudo sysctl -p",
    after="sudo tee /etc/sysctl.d/60-inotify.conf\nsudo sysctl --system",
    source="sysctl(8), procps 4.0.2",
)  # fmt: skip
RELOAD_WITHOUT_DIR = _rule(
    "launch-reload-without-dir", ERROR, fix="unsafe",
    summary="uvicorn reloads, and no folder is named: it watches everything below the working folder.",
    why="With watchfiles each folder below takes an inotify watch, .git, .venv and node_modules included; without it every "
    ".py below is looked at over and over. --reload-dir is the one option that makes it less.",
    evidence="A project with a virtual environment in it: 3,599 watches, 2 with --reload-dir (uvicorn 0.54.0); "
    "aegis-stack#1071: «3145 changes detected», restart after restart.",
    before="uvicorn shop.main:app --reload",
    after="uvicorn shop.main:app --reload --reload-dir shop",
    source="uvicorn 0.54.0, config.py, resolve_reload_patterns; watches counted",
)  # fmt: skip
EXCLUDE = _rule(
    "launch-exclude-saves-nothing", ERROR, fix="none",
    summary="A folder is excluded from the reloader, and watched all the same.",
    why="uvicorn --reload-exclude, watchfiles --ignore-paths, watchmedo --ignore-patterns and Streamlit's folderWatchBlacklist "
    "filter events after they came; the watches are taken first. Only naming the folders to watch takes fewer.",
    evidence="717 watches with each of these options and 717 without (uvicorn 0.54.0, watchfiles 1.3.0, watchdog 7.1.0).",
    before="uvicorn shop.main:app --reload --reload-exclude 'node_modules/*'",
    after="uvicorn shop.main:app --reload --reload-dir shop",
    source="watches counted in /proc/PID/fdinfo",
)  # fmt: skip
BYTECODE_FLAG = _rule(
    "launch-bytecode-flag", ERROR, fix="safe",
    summary="PYTHONDONTWRITEBYTECODE is set to something that does not mean what it seems.",
    why="Python takes the value for a number: 0 leaves the flag off, so bytecode is written. Any other text, `false` too, turns it on.",
    evidence="Python 3.10 to 3.14: sys.dont_write_bytecode is False for 0, and True for false, no and off.",
    before="ENV PYTHONDONTWRITEBYTECODE=0",
    after="ENV PYTHONDONTWRITEBYTECODE=1",
    source="CPython, Python/preconfig.c, _Py_get_env_flag",
)  # fmt: skip
BYTECODE_WRITTEN = _rule(
    "launch-bytecode-written", INFO, fix="safe",
    summary="A watched dev server starts in a container and writes bytecode into the tree it watches.",
    why="Each imported folder gets a __pycache__: one more watch each, and events that nobody made. In a container the bytecode "
    "is lost with it anyway.",
    evidence="865 of 4,522 and 463 of 1,191 folders of two real virtual environments are __pycache__.",
    before='CMD ["streamlit", "run", "app.py"]',
    after='ENV PYTHONDONTWRITEBYTECODE=1\nCMD ["streamlit", "run", "app.py"]',
    source="Python's documentation, PYTHONDONTWRITEBYTECODE; folders counted",
)  # fmt: skip
NO_WORKDIR = _rule(
    "launch-no-workdir", ERROR, fix="none",
    summary="A dev server that watches its folder starts in `/` of the image.",
    why="No WORKDIR is set, so the working folder is `/` and everything below it is watched: /usr, /proc and /sys included.",
    evidence="streamlit#7568, watchfiles#181; /app.py in `/`: 1,116 folders watched, in /srv/app: 1.",
    before='FROM python:3.13\nCOPY app.py .\nCMD ["streamlit", "run", "app.py"]',
    after='FROM python:3.13\nWORKDIR /app\nCOPY app.py .\nCMD ["streamlit", "run", "app.py"]',
    source="Docker's reference, WORKDIR; watches counted in a changed root",
)  # fmt: skip
WATCHER_ON = _rule(
    "launch-watcher-on", ERROR, fix="none",
    summary="The profile is production, and a launch file starts a server that watches.",
    why="Nobody edits a deployed app, but each folder takes an inotify watch of the host, which containers share.",
    evidence="1,002 folders: 1,002 watches with Streamlit's watcher on, 0 with none.",
    before="uvicorn shop.main:app --reload",
    after="uvicorn shop.main:app",
    source="the servers' own documentation: reloaders are for development",
)  # fmt: skip
MOUNT = _rule(
    "launch-mount-without-polling", WARNING, fix="none",
    summary="A dev server watches files on a Windows or network mount, where inotify sees nothing.",
    why="The kernel tells of changes made through itself only. What Windows or another machine writes into the mount makes no "
    "event, so an edit is never noticed; polling does notice it.",
    evidence="streamlit#3058, watchfiles#169 and #187: no reload in a container on Windows.",
    before='volumes: ["//server/share/app:/app"]',
    after='environment: {WATCHFILES_FORCE_POLLING: "true"}',
    source="inotify(7), Limitations and caveats",
)  # fmt: skip
EDITOR = _rule(
    "launch-editor-watches-venv", WARNING, fix="safe",
    summary="VS Code watches the virtual environment in this tree.",
    why="Its watcher takes an inotify watch for each folder of the workspace, out of the same limit that the dev server needs. "
    "Unlike the servers' options, files.watcherExclude does keep it from watching.",
    evidence="VS Code's own advice for Linux: put folders such as .venv into files.watcherExclude before raising limits.",
    before='{"files.watcherExclude": {}}',
    after='{"files.watcherExclude": {"**/.venv/**": true}}',
    source="Visual Studio Code, Running on Linux, «unable to watch for file changes»",
)  # fmt: skip

ALL = (
    VARIABLE_UNKNOWN, VARIABLE_VALUE, RUN_ON_SAVE, VARIABLE_IN_APP, SYSCTL, SYSCTL_NOT_LOADED, RELOAD_WITHOUT_DIR, EXCLUDE,
    BYTECODE_FLAG, BYTECODE_WRITTEN, NO_WORKDIR, WATCHER_ON, MOUNT, EDITOR,
)  # fmt: skip
