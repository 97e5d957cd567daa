"""The rules of check-streamlit-config, as data."""

from __future__ import annotations

from functools import partial

from watchlint.findings import ERROR, INFO, WARNING, Rule

HOOK = "check-streamlit-config"
_CORPUS = "of 216 public config.toml files"


_rule = partial(Rule, hook=HOOK, since="0.1.0")

MISSING = _rule(
    "streamlit-config-missing", ERROR, fix="safe",
    summary="The project uses Streamlit and has no `.streamlit/config.toml`.",
    why="The watcher then follows Streamlit's default on every machine: each folder below the app's takes an inotify "
    "watch. The file is where a team says whether that is wanted.",
    evidence="A tree of 1,002 folders takes 1,002 watches by default and none with \"poll\" or \"none\" (Streamlit 1.67.0).",
    before="(no .streamlit/config.toml)",
    after='[server]\nfileWatcherType = "auto"',
    source="Streamlit 1.67.0, config.py, get_config_files; measured on Linux 6.18",
)  # fmt: skip
MISPLACED = _rule(
    "streamlit-config-misplaced", ERROR, fix="safe",
    summary="A Streamlit configuration lies where Streamlit never looks.",
    why="Streamlit reads `.streamlit/config.toml` in the home folder, the working folder and (since 1.46) the script's. "
    "Any other name or folder is passed over without a word.",
    evidence="1,941 public repositories hold a `streamlit/config.toml`.",
    before="streamlit/config.toml",
    after=".streamlit/config.toml",
    source="Streamlit 1.67.0, file_util.py, get_project_streamlit_file_path",
)  # fmt: skip
UNREADABLE = _rule(
    "streamlit-config-unreadable", ERROR, fix="safe",
    summary="Streamlit can't read the file: it ignores all of it, or does not start.",
    why="Since 1.45 a syntax error or a byte order mark makes Streamlit drop the whole file and log one line; before, it "
    "ended. An encoding other than UTF-8, or a key above the first table, still ends it.",
    evidence=f"8 {_CORPUS} are no TOML; 3 stop the app at start.",
    before="maxUploadSize = 500",
    after="[server]\nmaxUploadSize = 500",
    source="Streamlit 1.67.0, config.py, _update_config_with_toml; the same in 1.12.2, 1.28.2, 1.45.1",
)  # fmt: skip
UNKNOWN = _rule(
    "streamlit-option-unknown", ERROR, fix="safe",
    summary="Streamlit has no such option: it logs a warning and goes on without it.",
    why="Option names are camelCase and belong to one section. Another case, snake_case or another section is another "
    "name, and what it says has no effect.",
    evidence=f"35 {_CORPUS} have keys that Streamlit ignores.",
    before="[theme]\nenableStaticServing = true",
    after="[server]\nenableStaticServing = true",
    source="Streamlit 1.67.0, config.py, _set_option",
)  # fmt: skip
REMOVED = _rule(
    "streamlit-option-removed", ERROR, fix="safe",
    summary="The option was removed from Streamlit.",
    why="Streamlit logs a warning at every start and ignores it.",
    evidence="client.caching and client.displayEnabled, gone since 1.36 and 1.37, still stand in many templates.",
    before="[client]\ncaching = true",
    after="[client]",
    source="the option tables of all releases, data/streamlit_options.json",
)  # fmt: skip
TOO_NEW = _rule(
    "streamlit-option-too-new", ERROR, fix="none",
    summary="The option came with a later Streamlit than the one this project installs.",
    why="The installed release logs a warning and ignores it.",
    evidence="server.folderWatchList exists since 1.46.0 only.",
    before='streamlit==1.45.1  # and [server] folderWatchList = ["lib"]',
    after="streamlit>=1.46.0",
    source="the option tables of all releases, data/streamlit_options.json",
)  # fmt: skip
DEPRECATED = _rule(
    "streamlit-option-deprecated", ERROR, fix="safe",
    summary="The option is deprecated in the Streamlit this project installs.",
    why="Up to 1.30 a deprecated option whose day has passed ends Streamlit at start; since 1.31 it prints a banner, "
    "and the next releases drop it.",
    evidence="Streamlit 1.12.2 with global.logLevel: `DeprecationError`, exit 1.",
    before='[global]\nlogLevel = "debug"',
    after='[logger]\nlevel = "debug"',
    source="config_option.py, set_value, in 1.12.2, 1.28.2, 1.45.1 and 1.67.0",
)  # fmt: skip
TYPE = _rule(
    "streamlit-option-type", ERROR, fix="safe",
    summary="The value has another type than the option; Streamlit never checks.",
    why='A quoted `"false"` counts as true, or ends every session before the first page is drawn. A text where a list '
    "belongs is read letter by letter: with a `/` in it, folderWatchList watches the whole file system.",
    evidence='`folderWatchList = "/x"` took all 192,536 watches of the machine it was measured on (Streamlit 1.67.0).',
    before='runOnSave = "false"',
    after="runOnSave = false",
    source="measured with Streamlit 1.12.2, 1.50.0 and 1.67.0",
)  # fmt: skip
VALUE = _rule(
    "streamlit-option-value", ERROR, fix="safe",
    summary="The option has no such value.",
    why='An unknown fileWatcherType ("None", "polling", false) selects a watcher that does nothing, without a word. '
    "Others end Streamlit at start, or every session.",
    evidence='`fileWatcherType = "polling"`: no watch, no message, edits never noticed (1.12.2, 1.50.0, 1.67.0).',
    before='fileWatcherType = "polling"',
    after='fileWatcherType = "poll"',
    source="Streamlit 1.67.0, watcher/path_watcher.py, logger.py, runtime/app_session.py",
)  # fmt: skip
CONFLICT = _rule(
    "streamlit-options-conflict", ERROR, fix="none",
    summary="Two options contradict each other, or one can't do what it is set for.",
    why="Streamlit warns, changes one of them, or does not start. Which of the two was meant only you can say.",
    evidence="15 public files set browser.serverAddress to \"0.0.0.0\", which binds nothing and hides the real address.",
    before="enableCORS = false\nenableXsrfProtection = true",
    after="enableCORS = true",
    source="Streamlit 1.67.0, config.py, _check_conflicts; web/bootstrap.py",
)  # fmt: skip
EXCLUDE = _rule(
    "streamlit-exclude-ineffective", ERROR, fix="safe",
    summary="What is meant to keep folders from being watched does not.",
    why="Streamlit has no `[server.fileWatcher]`, no watcherType and no excludePatterns, in no release. folderWatchBlacklist "
    "only says which imported modules don't cause a rerun, and saves no watch; relative entries and file patterns match "
    "nothing, an empty one matches every module and ends hot reload.",
    evidence="9 public files have a [server.fileWatcher] table; 4 have folderWatchBlacklist = [''].",
    before='[server.fileWatcher]\nwatcherType = "poll"',
    after='[server]\nfileWatcherType = "poll"',
    source="Streamlit 1.67.0, watcher/folder_black_list.py, file_util.py, file_is_in_folder_glob; watches counted",
)  # fmt: skip
WATCHER_ON = _rule(
    "streamlit-watcher-on", ERROR, fix="safe",
    summary="The watcher is on though the profile is production.",
    why="Nobody edits a deployed app, but each folder below it takes an inotify watch of the host, which containers share.",
    evidence="1,002 folders: 1,002 watches with \"auto\", 0 with \"none\" (Streamlit 1.67.0 and 1.50.0).",
    before='fileWatcherType = "auto"',
    after='fileWatcherType = "none"',
    source="Streamlit 1.67.0, watcher/path_watcher.py; watches counted in /proc/PID/fdinfo",
)  # fmt: skip
WATCHER_OFF = _rule(
    "streamlit-watcher-off", INFO, fix="none",
    summary="The watcher is off though the profile is development.",
    why="With \"none\" an edit is not noticed until the page is reloaded by hand. For a deployed app that is right: then "
    'say `profile = "production"`.',
    evidence="fileWatcherType = \"none\": no watch, no prompt after an edit (Streamlit 1.67.0).",
    before='fileWatcherType = "none"',
    after='[tool.watchlint]\nprofile = "production"',
    source="Streamlit 1.67.0, runtime/app_session.py",
)  # fmt: skip
RUN_ON_SAVE = _rule(
    "streamlit-run-on-save-misread", WARNING, fix="none",
    summary="`runOnSave = false` does not stop the watcher.",
    why="It only says that an edit shows a prompt instead of a rerun; it is the default. Watches are the same either way.",
    evidence=f"12 {_CORPUS} set it; 84 folders took 84 watches with it and without it (1.67.0, 1.50.0).",
    before="runOnSave = false",
    after='fileWatcherType = "none"',
    source="Streamlit 1.67.0, runtime/app_session.py; watches counted",
)  # fmt: skip

RULES = (
    MISSING, MISPLACED, UNREADABLE, UNKNOWN, REMOVED, TOO_NEW, DEPRECATED, TYPE, VALUE, CONFLICT, EXCLUDE, WATCHER_ON,
    WATCHER_OFF, RUN_ON_SAVE,
)  # fmt: skip
