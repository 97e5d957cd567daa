"""The lines that dev servers, editors and kernels' users write when watching goes wrong: data, no code.

Each signature was seen in a real run or read in the named project's source. `anchor` is a literal
that every matching line contains: the reader looks for the few anchors first and tries `pattern`
only on the lines that hold one. Anchors are shared on purpose, because each one costs a pass.
A signature whose `problem` is empty is news (which reloader was picked), not a complaint.
"""

from __future__ import annotations

from collections import namedtuple

Signature = namedtuple("Signature", "id tool problem anchor pattern means step")
"""One known line. `anchor` and `pattern` (a bytes regular expression searched within one line) are
bytes; `problem` names the trouble, "" for none; `means` and `step` are sentences for the reader."""

_RAISE_WATCHES = "Run `watchlint doctor` beside the running server: it says what is unwatched and by how much to raise the limit."
_RAISE_INSTANCES = "Run `watchlint doctor`: it names the processes that hold the instances."
_EITHER = (
    "Run `watchlint doctor --pid PID`: the same error stands for the inotify instance limit and for the "
    "process's own limit of open files, and it tells which."
)
_ON_HOST = "Delete the line from the image: the limit belongs to the host, set it there."


def _signature(id, tool, problem, anchor, pattern, means, step):
    return Signature(id, tool, problem, anchor, pattern, means, step)


SIGNATURES = (
    # The order matters: the first signature that matches a line is the one counted.
    _signature(
        "watchdog-watch-limit", "watchdog", "watch-limit", b"notify",
        rb"OSError: \[Errno 28\] inotify watch limit reached|inotify watch limit reached",
        "watchdog ran out of inotify watches: part of the tree is not watched.", _RAISE_WATCHES),
    _signature(
        "watchdog-instance-limit", "watchdog", "instance-limit", b"notify",
        rb"inotify instance limit reached",
        "watchdog could not open an inotify descriptor (EMFILE).", _EITHER),
    _signature(
        "watchdog-queue-overflow", "watchdog", "queue-overflow", b"notify",
        rb"Inotify queue overflowed; (?:filesystem events were lost|reconciling recursive watches below)",
        "The kernel dropped events; watchdog 7.1.0 loops for ever here on a tree of more than max_queued_events/4 folders.",
        "Watch a smaller folder, or raise fs.inotify.max_queued_events on the host."),
    _signature(
        "watchdog-rebuild-failed", "watchdog", "queue-overflow", b"notify",
        rb"Unable to rebuild recursive inotify watches below",
        "After an overflow watchdog could not watch the tree again.", "Restart the server."),
    _signature(
        "watchfiles-watch-limit", "watchfiles", "watch-limit", b"watch",
        rb"(?:OSError|FileNotFoundError): OS file watch limit reached\. about \[\"",
        "watchfiles ran out of inotify watches and gave up: nothing reloads.", _RAISE_WATCHES),
    _signature(
        "watchfiles-instance-limit", "watchfiles", "instance-limit", b"any open files",
        rb"Error creating recommended watcher: Too many open files \(os error 24\)",
        "watchfiles could not open an inotify descriptor (EMFILE): nothing reloads.", _EITHER),
    _signature(
        "watchfiles-watcher-died", "watchfiles", "watcher-died", b"watch",
        rb"WatchfilesRustInternalError: error in underlying watcher: ",
        "The watcher below watchfiles failed while it was running: nothing reloads any more.",
        "Restart the server; if it comes back, keep the full line for a report to watchfiles."),
    _signature(
        "watchfiles-permission", "watchfiles", "permission", b"(os error 13)",
        rb"PermissionError: Permission denied \(os error 13\) about \[\"",
        "A folder under the watched root cannot be read, and watchfiles stops there.",
        "Watch a folder that holds only source files, for example `uvicorn --reload --reload-dir src`."),
    _signature(
        "node-watch-limit", "node", "watch-limit", b"watch",
        rb"ENOSPC: System limit for number of file watchers reached|Error: watch .+ ENOSPC|Watchpack Error \(watcher\): Error: ENOSPC",
        "Node ran out of inotify watches; it needs one for every file, not only for folders.", _RAISE_WATCHES),
    _signature(
        "node-instance-limit", "node", "instance-limit", b"watch",
        rb"EMFILE: too many open files, watch '|Watchpack Error \(watcher\): Error: EMFILE",
        "Node could not open an inotify descriptor (EMFILE).", _EITHER),
    _signature(
        "vscode-watch-limit", "VS Code", "watch-limit", b"notify",
        rb"\[File Watcher \((?:parcel|universal)\)\] Inotify limit reached \(ENOSPC\)",
        "VS Code ran out of inotify watches.",
        "Add .venv, node_modules and data folders to files.watcherExclude in .vscode/settings.json first."),
    _signature(
        "vscode-large-workspace", "VS Code", "watch-limit", b"watch",
        rb"Unable to watch for file changes in this large workspace",
        "VS Code ran out of inotify watches.",
        "Add .venv, node_modules and data folders to files.watcherExclude in .vscode/settings.json first."),
    _signature(
        "watchman-watch-limit", "watchman", "watch-limit", b"notify",
        rb"The user limit on the total number of inotify watches",
        "Watchman ran out of inotify watches.", "Write a .watchmanconfig with ignore_dirs for node_modules and .venv: watchman then takes no watch there."),
    _signature(
        "watchman-instance-limit", "watchman", "instance-limit", b"notify",
        rb"The user limit on the total number of inotify instances",
        "Watchman could not open an inotify descriptor.", _RAISE_INSTANCES),
    _signature(
        "watchman-unreachable", "Django", "watchman", b"Watch",
        rb"Cannot connect to the watchman service|Error connecting to Watchman: |Watchman warning: ",
        "Django could not use watchman; it polls instead and does not say why.",
        "Run `watchlint doctor --python .venv/bin/python`: it shows the exception that Django swallowed."),
    _signature(
        "pywatchman-broken", "Django", "watchman", b"PY_SSIZE_T_CLEAN",
        rb"PY_SSIZE_T_CLEAN macro must be defined for '#' formats",
        "pywatchman older than 2.0 does not work on Python 3.10 and later.",
        "pip install 'pywatchman>=2'"),
    _signature(
        "jvm-limit", "JVM", "watch-limit", b"notify",
        rb"java\.io\.IOException: User limit of inotify watches reached",
        "A Java program ran out of inotify watches.", _RAISE_WATCHES),
    _signature(
        "jvm-instance-limit", "JVM", "instance-limit", b"notify",
        rb"java\.io\.IOException: User limit of inotify instances reached",
        "A Java program could not open an inotify descriptor.", _RAISE_INSTANCES),
    _signature(
        "dotnet-watch-limit", ".NET", "watch-limit", b"notify",
        rb"The configured user limit \(\d+\) on the number of inotify watches has been reached",
        "A .NET program ran out of inotify watches.", _RAISE_WATCHES),
    _signature(
        "dotnet-instance-limit", ".NET", "instance-limit", b"notify",
        rb"The configured user limit \(\d+\) on the number of inotify instances has been reached",
        "A .NET program could not open an inotify descriptor.", _RAISE_INSTANCES),
    _signature(
        "go-instance-limit", "Go", "instance-limit", b"any open files",
        rb"(?:failed to create fsnotify watcher|inotify_init|watcher|failed to instantiate): too many open files",
        "A Go or Rust program (kubelet, tilt, watchexec …) could not open an inotify descriptor.", _RAISE_INSTANCES),
    _signature(
        "watchexec-limit", "watchexec", "watch-limit", b"watch",
        rb"failed to instantiate: too many (?:watches|handles)",
        "watchexec ran out of inotify watches or descriptors.", _RAISE_WATCHES),
    _signature(
        "systemd-limit", "systemd", "instance-limit", b"watch",
        rb"Failed to (?:add control inotify watch descriptor for control group|allocate directory watch).*(?:No space left on device|Too many open files)",
        "systemd itself is out of watches or instances for root.", _RAISE_INSTANCES),
    _signature(
        "tail-limit", "tail", "instance-limit", b"notify",
        rb"tail: inotify (?:resources exhausted|cannot be used, reverting to polling)",
        "`tail -f` found no inotify watch or instance left and polls.", _RAISE_INSTANCES),
    _signature(
        "inotify-tools-watch-limit", "inotify-tools", "watch-limit", b"notify",
        rb"upper limit on inotify watches reached",
        "inotifywait ran out of inotify watches.", _RAISE_WATCHES),
    _signature(
        "inotify-tools-instance-limit", "inotify-tools", "instance-limit", b"notify",
        rb"Couldn't initialize inotify",
        "inotifywait could not open an inotify descriptor.", _RAISE_INSTANCES),
    _signature(
        "guard-watch-limit", "guard", "watch-limit", b"watch",
        rb"iNotify max watches exceeded",
        "Guard or listen ran out of inotify watches.", _RAISE_WATCHES),
    _signature(
        "syncthing-limit", "syncthing", "watch-limit", b"notify",
        rb"failed to set ?up inotify handler",
        "Syncthing ran out of inotify watches.", _RAISE_WATCHES),
    _signature(
        "notify-watch-limit", "notify-rs", "watch-limit", b"watch",
        rb"OS file watch limit reached",
        "A program that uses notify-rs ran out of inotify watches.", _RAISE_WATCHES),
    _signature(
        "streamlit-schedule-failed", "Streamlit", "watch-limit", b"watch",
        rb"Failed to schedule watch observer for path .+",
        "Streamlit does not watch this folder: edits there are never noticed, and it does not fall back to polling.", _RAISE_WATCHES),
    _signature(
        "streamlit-watch-failed", "Streamlit", "watch-limit", b"watch",
        rb"Failed to watch file .+",
        "Streamlit does not watch this file.", _RAISE_WATCHES),
    _signature(
        "streamlit-no-observer", "Streamlit", "instance-limit", b"Watch",
        rb"'_MultiPathWatcher' object has no attribute '_observer'",
        "Follows an inotify descriptor that could not be opened (Streamlit 1.67 with watchdog 7.1).", _EITHER),
    _signature(
        "streamlit-stream-died", "Streamlit", "session-died", b"_stcore/stream",
        rb"Uncaught exception GET /_stcore/stream",
        "Every browser session dies at start: Streamlit 1.36 to 1.46 at the watch limit.",
        "Start with `streamlit run APP --server.fileWatcherType poll`, or raise the limit."),
    _signature(
        "streamlit-torch", "Streamlit", "torch-classes", b"torch",
        rb"Examining the path of torch\.classes raised|Tried to instantiate class '__path__\._path'",
        "Harmless noise: Streamlit's watcher asks torch.classes for a path that it does not have.",
        "Put `torch.classes.__path__ = []` after `import torch`, or use a newer Streamlit."),
    _signature(
        "vanished-bytecode", "Streamlit", "vanished-file", b".pyc.",
        rb"FileNotFoundError: .+\.pyc\.\d+|No such file or directory: .+\.pyc\.\d+",
        "A temporary bytecode file vanished before it was looked at; in Streamlit 1.46.0 and 1.46.1 this kills the watcher thread and nothing reloads again.",
        "Upgrade Streamlit to 1.47 or later; until then start it with PYTHONDONTWRITEBYTECODE=1."),
    _signature(
        "streamlit-unreadable-path", "Streamlit", "permission", b"Unable to access file or folder",
        rb"Unable to access file or folder: ?.*",
        "Streamlit's watcher met a path it cannot read.", "Give the user that runs the server the right to read it, or move it out of the app's folder."),
    _signature(
        "streamlit-watch-folder", "Streamlit", "configuration", b"Watch",
        rb"Watch folder is not a directory: .+",
        "An entry of server.folderWatchList is not a folder.", "Correct server.folderWatchList: `watchlint check` names the line."),
    _signature(
        "streamlit-wsl", "Streamlit", "", b"Watch",
        rb"For better performance, install the Watchdog module",
        "Streamlit polls because watchdog is not installed.", "pip install watchdog"),
    _signature(
        "streamlit-wsl-poll", "Streamlit", "", b" detected",
        rb"WSL detected|Detected WSL\. Using poll-based file watching",
        "Streamlit polls because this is WSL.", "Nothing to do; keep the project on the Linux side for speed."),
    _signature(
        "uvicorn-bad-reload-dir", "uvicorn", "configuration", b"eload",
        rb"Provided reload directories .+ did not contain valid directories",
        "None of the --reload-dir folders exist; uvicorn watches the working folder instead.", "Correct --reload-dir."),
    _signature(
        "uvicorn-exclude-no-effect", "uvicorn", "configuration", b"eload",
        rb"--reload-include and --reload-exclude have no effect unless watchfiles is installed",
        "uvicorn polls every .py file, and the include and exclude options do nothing.", "pip install watchfiles"),
    _signature(
        "uvicorn-no-reload", "uvicorn", "configuration", b"eload",
        rb"Current configuration will not reload as not all conditions are met",
        "uvicorn was given reload options without --reload, or an app object in place of an import string.",
        "Start it as `uvicorn package.module:app --reload`."),
    _signature(
        "uvicorn-roots", "uvicorn", "", b"watch",
        rb"Will watch for changes in these directories: \[(?P<detail>.+)\]",
        "The folders that uvicorn watches, with everything below.", ""),
    _signature(
        "uvicorn-reloader", "uvicorn", "", b"eload",
        rb"Started reloader process \[\d+\] using (?P<detail>WatchFiles|StatReload|WatchGod)",
        "Which reloader uvicorn picked (StatReload polls).", ""),
    _signature(
        "uvicorn-reloading", "uvicorn", "reload-loop", b"eload",
        rb"(?:WatchFiles|StatReload|WatchGod) detected (?:changes?|file change) in (?P<detail>.+)\. Reloading",
        "uvicorn restarted because these files changed.", "If you did not edit them, write them outside the watched folder."),
    _signature(
        "flask-reloading", "Flask", "reload-loop", b"eload",
        rb"Detected change in '(?P<detail>.+)', reloading",
        "Flask restarted because this file changed.", "If you did not edit it, write it outside the watched folder."),
    _signature(
        "flask-reloader", "Flask", "", b" * Restarting with",
        rb"\* Restarting with (?P<detail>stat|watchdog \(\w+\)|\w+)",
        "Which reloader Flask picked (stat polls).", ""),
    _signature(
        "django-reloader", "Django", "", b"Watch",
        rb"Watching for file changes with (?P<detail>\w+Reloader)",
        "Which reloader Django picked (StatReloader polls).", ""),
    _signature(
        "django-reloading", "Django", "reload-loop", b"eload",
        rb"(?P<detail>\S+) changed, reloading\.",
        "Django restarted because this file changed.", "If you did not edit it, write it outside the watched folder."),
    _signature(
        "django-missing-root", "Django", "configuration", b"watch",
        rb"Unable to watch (?:root dir|directory) .+ as neither it or its parent exist",
        "A folder that Django was told to watch does not exist.", "Create it or take it out of the settings."),
    _signature(
        "django-watchfiles-missing", "Django", "configuration", b"django_watchfiles",
        rb"No module named 'django_watchfiles'",
        "INSTALLED_APPS names django_watchfiles but it is not installed: runserver serves nothing.", "pip install django-watchfiles"),
    _signature(
        "hupper-error", "hupper", "watcher-died", b"watch",
        rb"watchdog error: .+",
        "hupper's watcher failed and said only this.", _RAISE_WATCHES),
    _signature(
        "mkdocs-roots", "mkdocs", "", b"Watch",
        rb"Watching paths for changes: (?P<detail>.+)",
        "The folders that mkdocs watches.", ""),
    _signature(
        "watchfiles-noise", "watchfiles", "", b" detected",
        rb"(?P<detail>\d+) changes? detected",
        "watchfiles woke up for changes, wanted or not; many such lines without an edit mean that something writes into the watched folder.", ""),
    _signature(
        "sysctl-read-only", "sysctl", "sysctl-in-container", b"sysctl",
        rb"sysctl: (?:error )?setting key .+: (?:Read-only file system|Permission denied)|sysctl: permission denied on key|sysctl .+ is not in a separate kernel namespace",
        "A limit was to be set where it cannot be: inside a container or without root.", _ON_HOST),
    _signature(
        "open-files-limit", "any", "open-files-limit", b"any open files",
        rb"\[Errno 24\] Too many open files|EMFILE: too many open files",
        "The process has no file descriptor left (RLIMIT_NOFILE), or the user no inotify instance.", _EITHER),
)
