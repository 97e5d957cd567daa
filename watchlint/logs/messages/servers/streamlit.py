"""Streamlit."""

from __future__ import annotations

from watchlint.logs.messages.model import EITHER_LIMIT, WATCH_LIMIT, Message

_UPGRADE = "pip install --upgrade 'streamlit>=1.47'"

_ON_WINDOWS = rb"[\w .:~-]*\\(?!n(?:\W|$))"
"""How a path of Windows begins: its first separator; a newline in JSON is none."""

MESSAGES = (
    Message(
        "streamlit-schedule-failed", "Streamlit", "watch-limit",
        rb"Failed to schedule watch observer for path (?P<detail>(?!" + _ON_WINDOWS + rb").+)",
        "Streamlit does not watch this folder: edits there are never noticed, and it does not start to poll.",
        WATCH_LIMIT,
        "Streamlit 1.67 with watchdog 7.1 at the limit, made to write it",
        ("Failed to schedule watch observer for path /srv",),
        server="streamlit",
        unless=("watchdog-no-inotify", "watchdog-permission", "watchdog-missing-path"),
    ),
    Message(
        "streamlit-schedule-failed-windows", "Streamlit", "watcher-died",
        rb"Failed to schedule watch observer for path (?P<detail>" + _ON_WINDOWS + rb".+)",
        "On Windows Streamlit could not open this folder for watching (it went away, or lies on a network drive): edits there are "
        "never noticed. Windows has no limit of watches.",
        ("{poll}", "dir {detail}  # from the folder in which Streamlit starts: whether it is there"),
        "Streamlit 1.46 to 1.67 (watcher/event_based_path_watcher.py), on Windows",
        ("Failed to schedule watch observer for path src\\pages",),
        server="streamlit",
    ),
    Message(
        "streamlit-watch-failed", "Streamlit", "watch-limit",
        rb"Failed to watch file (?P<detail>.+)",
        "Streamlit does not watch this file.",
        WATCH_LIMIT,
        "Streamlit 1.45 at the limit, made to write it",
        ("Failed to watch file /srv/app.py",),
        server="streamlit",
    ),
    Message(
        "streamlit-no-observer", "Streamlit", "instance-limit",
        rb"'_MultiPathWatcher' object has no attribute '_observer'",
        "Follows an inotify instance that could not be opened: nothing is watched.",
        EITHER_LIMIT,
        "Streamlit 1.67 with watchdog 7.1, made to write it",
        ("AttributeError: '_MultiPathWatcher' object has no attribute '_observer'",),
        server="streamlit",
    ),
    Message(
        "streamlit-stream-died", "Streamlit", "session-died",
        rb"Uncaught exception GET /_stcore/stream",
        "Every browser session ends as it starts: Streamlit 1.36 to 1.46 do that at the watch limit.",
        WATCH_LIMIT,
        "Streamlit 1.45 at the limit, made to write it",
        ("Uncaught exception GET /_stcore/stream (127.0.0.1)",),
        server="streamlit",
    ),
    Message(
        "streamlit-torch", "Streamlit", "harmless",
        rb"Examining the path of torch\.classes raised|Tried to instantiate class '__path__\._path'",
        "Harmless noise: Streamlit's watcher asks torch.classes for a path that it does not have. The app runs and reloads as "
        "it should.",
        (
            "pip install --upgrade 'streamlit>=1.46'  # since then it does not ask",
            "torch.classes.__path__ = []  # in the app, after `import torch`, where Streamlit cannot be upgraded",
            "streamlit run app.py --server.fileWatcherType none  # silent too, but then no edit is noticed",
        ),
        "Streamlit 1.45 (watcher/local_sources_watcher.py); 1.46 checks for torch first",
        (
            "Examining the path of torch.classes raised:",
            "RuntimeError: Tried to instantiate class '__path__._path', but it does not exist!",
        ),
        server="streamlit",
    ),
    Message(
        "vanished-bytecode", "Streamlit", "vanished-file",
        rb"No such file or directory: .+\.pyc\.\d+",
        "A temporary bytecode file was gone before it was looked at; in Streamlit 1.46.0 and 1.46.1 this ends the watcher, and "
        "no edit is noticed any more.",
        (f"{_UPGRADE}  # until then start it with PYTHONDONTWRITEBYTECODE=1",),
        "Streamlit 1.46.0 and 1.46.1, made to write it",
        ("FileNotFoundError: [Errno 2] No such file or directory: '/a/__pycache__/x.cpython-312.pyc.140431573127600'",),
        server="streamlit",
    ),
    Message(
        "vanished-temporary", "Streamlit", "vanished-file",
        rb"FileNotFoundError: .*No such file or directory: .+\.pyw?(?:~|\.(?:tmp|swp|swx|swo|bak|save|orig)\b)",
        "A temporary copy that an editor writes while it saves was gone before it was looked at; in Streamlit 1.46.0 and 1.46.1 "
        "this ends the watcher, and no edit is noticed any more.",
        (f"{_UPGRADE}  # where it is Streamlit that says so",),
        "Streamlit 1.46.0 (watcher/event_based_path_watcher.py)",
        ("FileNotFoundError: [Errno 2] No such file or directory: '/srv/app/page.py.tmp'",),
        server="streamlit",
    ),
    Message(
        "streamlit-watcher-race", "Streamlit", "watcher-died",
        rb"dictionary changed size during iteration",
        "Streamlit's watcher ended on a race of its own: no edit is noticed until Streamlit is started again.",
        (f"{_UPGRADE}  # 1.46.0 holds no lock there",),
        "Streamlit 1.46.0 (watcher/event_based_path_watcher.py, handle_path_change_event); 1.46.1 holds a lock",
        (
            '  File "/v/site-packages/streamlit/watcher/event_based_path_watcher.py", line 368, in handle_path_change_event\n'
            "RuntimeError: dictionary changed size during iteration",
        ),
        server="streamlit",
        near=rb"streamlit[/\\]+watcher",
    ),
    Message(
        "streamlit-folder-handler", "Streamlit", "harmless",
        rb"'_FolderEventHandler' object has no attribute 'watch'",
        "Harmless: Streamlit before 0.46 writes this as it ends, or a page is closed, where a folder could not be watched. If edits "
        "go unnoticed too, no watch was left.",
        ("pip install --upgrade streamlit",),
        "Streamlit 0.45 (watcher/EventBasedFileWatcher.py, stop_watching_file)",
        ("AttributeError: '_FolderEventHandler' object has no attribute 'watch'",),
        server="streamlit",
    ),
    Message(
        "streamlit-other-drive", "Streamlit", "watcher-died",
        rb"Paths don't have the same drive",
        "On Windows, Streamlit from 1.46 compares a changed path with one on another drive, and its watcher ends: no edit is "
        "noticed until Streamlit is started again.",
        ("pip install --upgrade 'streamlit>=1.60'  # compares them without an error", "{poll}"),
        "Streamlit 1.46.0 to 1.59 (watcher/event_based_path_watcher.py, os.path.commonpath); since 1.60 a comparison of its own",
        (
            '  File ".venv\\Lib\\site-packages\\watchdog\\observers\\api.py", line 213, in run\n'
            "ValueError: Paths don't have the same drive",
        ),
        server="streamlit",
        near=rb"streamlit|watchdog[/\\]+observers",
    ),
    Message(
        "streamlit-unreadable-path", "Streamlit", "permission",
        rb"Unable to access file or folder: ?(?P<detail>.*)",
        "Streamlit's watcher met a path that it cannot read.",
        ("ls -ld {detail}  # who may read it; what is not the app's source belongs elsewhere",),
        "Streamlit 1.67 (watcher/util.py), made to write it; the same in the source of 1.46",
        ("streamlit.errors.StreamlitMaxRetriesError: Unable to access file or folder: /srv/closed.py",),
        server="streamlit",
    ),
    Message(
        "streamlit-watch-folder", "Streamlit", "configuration",
        rb"Watch folder is not a directory: (?P<detail>.+)",
        "An entry of server.folderWatchList is not a folder.",
        ("watchlint check  # names the line of server.folderWatchList to correct",),
        "Streamlit 1.67, made to write it",
        ("Watch folder is not a directory: /srv/nope",),
        server="streamlit",
    ),
    Message(
        "streamlit-config-broken", "Streamlit", "configuration",
        rb"Error parsing config toml\.",
        "config.toml has a syntax error, and Streamlit ignores the whole file: what it says about watching is not in force.",
        ("watchlint check  # names the line to correct",),
        "Streamlit 1.67 (config.py), made to write it; the same in the source of 1.46 and 1.50",
        ("Error parsing config toml. This is most likely due to a syntax error in the config.toml file. Please fix it and try again.",),
        server="streamlit",
    ),
    Message(
        "streamlit-unknown-option", "Streamlit", "configuration",
        rb"\"(?P<detail>(?:server|runner)\.[^\"]+)\" is not a valid config option",
        "Streamlit knows no option of this name and ignores it.",
        ("watchlint check  # names the line, and the option that was meant",),
        "Streamlit 1.67 (config.py), made to write it; the same in the source of 1.46 and 1.50",
        ('2026-11-21 17:52:15.341 "server.fileWatcher" is not a valid config option. If you previously had this config option set, it may have been removed.',),
        server="streamlit",
    ),
    Message(
        "streamlit-wsl", "Streamlit", "",
        rb"For better performance, install the Watchdog module",
        "Streamlit polls because watchdog is not installed.",
        ("pip install watchdog",),
        "Streamlit 1.67, made to write it; the same in the source of 1.12",
        ("  For better performance, install the Watchdog module:",),
        server="streamlit",
    ),
    Message(
        "streamlit-wsl-poll", "Streamlit", "",
        rb"Detected WSL\. Using poll-based file watching",
        "Streamlit polls because this is WSL.",
        (),
        "Streamlit 1.67 (watcher/path_watcher.py)",
        ('  Detected WSL. Using poll-based file watching for better compatibility. To force watchdog, set server.fileWatcherType = "watchdog".',),
        server="streamlit",
    ),
)  # fmt: skip
