"""Editors: VS Code and its servers, the JetBrains IDEs."""

from __future__ import annotations

from watchlint.logs.messages.model import KEEP_WATCHES, RAISE_INSTANCES, RAISE_WATCHES, Message

_EXCLUDE = (
    '"files.watcherExclude": {"**/.venv/**": true, "**/node_modules/**": true}  // a line for .vscode/settings.json'
)

MESSAGES = (
    Message(
        "vscode-watch-limit", "VS Code", "watch-limit",
        rb"\[File Watcher(?: \('?\w+'?\))?\] Inotify limit reached \(ENOSPC\)"
        rb"|Failed to watch .+ for (?:changes using fs\.watch\(\)|configuration changes) \(Error: .*ENOSPC",
        "VS Code ran out of inotify watches: it does not see what other programs change.",
        (RAISE_WATCHES, _EXCLUDE, KEEP_WATCHES),
        "VS Code 1.100.3 (code-server 4.100.3), its own watcher made to write it",
        (
            "[error] [File Watcher] Inotify limit reached (ENOSPC) (path: /srv)",
            "[File Watcher (parcel)] Inotify limit reached (ENOSPC) (path: /srv)",
            "[File Watcher ('parcel')] Inotify limit reached (ENOSPC) (path: /srv)",
            "[error] [File Watcher (node.js)] Failed to watch /srv/x for changes using fs.watch() (Error: ENOSPC: System limit for number of file watchers reached, watch '/srv/x')",
            "Failed to watch /srv/User for configuration changes (Error: watch /srv/User ENOSPC)",
        ),
    ),
    Message(
        "vscode-large-workspace", "VS Code", "watch-limit",
        rb"[Uu]nable to watch for file changes",
        "VS Code ran out of inotify watches: it does not see what other programs change.",
        (RAISE_WATCHES, _EXCLUDE, KEEP_WATCHES),
        "VS Code 1.100.3 (workbench, onDidWatchError: shown where the error holds ENOSPC); its page on Linux",
        (
            "Unable to watch for file changes in this large workspace folder. Please follow the instructions link to resolve this issue.",
            "Visual Studio Code is unable to watch for file changes in this large workspace (error ENOSPC)",
            "Unable to watch for file changes. Please follow the instructions link to resolve this issue.",
        ),
    ),
    Message(
        "vscode-unwatchable", "VS Code", "watcher-died",
        rb"\[File Watcher \(\w+\)\] .+\(EUNKNOWN\)",
        "Windows gives no events for this folder, a network drive or one of WSL (\\\\wsl$): VS Code does not see what other programs "
        "change there.",
        ('code "$PWD"  # in WSL itself, in this folder: its extension WSL then watches there',),
        "VS Code 1.62 on Windows, with a folder of \\\\wsl$",
        ("[error] [File Watcher (parcel)] Unexpected error: Failed to read changes (EUNKNOWN) (path: \\\\wsl$\\Ubuntu\\home\\x)",),
    ),
    Message(
        "vscode-watcher-stopped", "VS Code", "watcher-died",
        rb"File changes watcher stopped unexpectedly",
        "VS Code's watcher ended: it does not see what other programs change until the window is loaded again.",
        ("code --reuse-window \"$PWD\"  # or the command `Developer: Reload Window`",),
        "VS Code 1.100.3 (workbench, onDidWatchError)",
        ("File changes watcher stopped unexpectedly. A reload of the window may enable the watcher again.",),
    ),
    Message(
        "jetbrains-watch-limit", "PyCharm", "watch-limit",
        rb"inotify(?:</?\w+>)?\(\d\) watch limit is too low",
        "The watcher of the JetBrains IDE ran out of inotify watches: it reads folders again and again instead.",
        (RAISE_WATCHES, KEEP_WATCHES),
        "IntelliJ platform (fsnotifier); JetBrains' page on the inotify watches limit",
        ("External file changes sync may be slow: The current inotify(7) watch limit is too low.",),
    ),
    Message(
        "jetbrains-watcher-disabled", "PyCharm", "watcher-died",
        rb"File watcher (?P<detail>failed repeatedly and has been disabled|gave up to operate|failed to start)",
        "The JetBrains IDE runs without its watcher (fsnotifier), which did not start or ended ten times: files that other "
        "programs change are seen late. At the instance limit it cannot start either.",
        (RAISE_INSTANCES, "grep -i 'file watcher' idea.log  # in the folder that Help, Show Log opens: why it ended"),
        "IntelliJ platform (NativeFileWatcherImpl: more than ten starts)",
        (
            "File watcher failed repeatedly and has been disabled",
            "File watcher gave up to operate",
            "File watcher failed to start",
        ),
    ),
    Message(
        "jetbrains-no-watcher", "PyCharm", "watcher-died",
        rb"Native file watcher executable not found",
        "The JetBrains IDE was packaged without its watcher (fsnotifier), as in an older flatpak: files that other programs change "
        "are seen when its window is entered again.",
        ("flatpak update com.jetbrains.PyCharm-Community  # or install it by JetBrains' Toolbox, which brings the watcher",),
        "IntelliJ platform (watcher.exe.not.found)",
        ("External file changes sync may be slow: Native file watcher executable not found",),
    ),
    Message(
        "fsnotifier-no-limit-file", "PyCharm", "no-inotify",
        rb"can't open /proc/sys/fs/inotify/max_user_watches: No such file",
        "There is no inotify here as fsnotifier, the watcher of the JetBrains IDEs, knows it: WSL 1 before Windows 10 1803 has no "
        "such file.",
        ("wsl --set-version Ubuntu 2  # in PowerShell, with the name that wsl --list shows",),
        "fsnotifier v.20160218 on WSL 1",
        ("fsnotifier[14172] error: can't open /proc/sys/fs/inotify/max_user_watches: No such file or directory",),
    ),
    Message(
        "jetbrains-unwatchable", "PyCharm", "permission",
        rb"Project files cannot be watched",
        "The project lies where no change is announced (a network or shared folder): the JetBrains IDE sees what other programs "
        "change only when its window is entered again.",
        ("df -hT \"$PWD\"  # the file system of the project; on a local one changes are announced",),
        "IntelliJ platform (watcher.non.watchable.project)",
        ("Project files cannot be watched (are they under network mount?)",),
    ),
)  # fmt: skip
