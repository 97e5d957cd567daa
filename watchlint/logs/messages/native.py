"""Programs of their own language or library: pyinotify, notify-rs, the JVM, .NET, Go, Ruby, Syncthing, Dropbox."""

from __future__ import annotations

from watchlint.logs.messages.model import (
    EITHER_LIMIT,
    END,
    EXACT,
    KEEP_INSTANCES,
    KEEP_WATCHES,
    OPEN_FILES,
    RAISE_INSTANCES,
    RAISE_WATCHES,
    WATCH_LIMIT,
    Message,
)

_PYTHON_INOTIFY = rb"File \"[^\"\n]*inotify[^\n]*\n(?:[^\n]*\n){0,5}\Z"

MESSAGES = (
    Message(
        "pyinotify-watch-limit", "pyinotify", "watch-limit",
        rb"add_watch: cannot watch (?P<detail>\S+).*(?:ENOSPC|No space left on device)",
        "No inotify watch was left for this path; the disk is not full. A program on pyinotify watches the rest only.",
        WATCH_LIMIT,
        "pyinotify 0.9.6 (pyinotify.py, WatchManager.add_watch)",
        ("ERROR [pyinotify] add_watch: cannot watch /srv/app/locale WD=-1, Errno=No space left on device (ENOSPC)",),
    ),
    Message(
        "pyinotify-instance-limit", "pyinotify", "instance-limit",
        rb"Cannot initialize new instance of inotify.*(?:EMFILE|Too many open files)",
        "No inotify instance was left for a program on pyinotify: it watches nothing.",
        EITHER_LIMIT,
        "pyinotify 0.9.6 (pyinotify.py, WatchManager)",
        ("OSError: Cannot initialize new instance of inotify, Errno=Too many open files (EMFILE)",),
    ),
    Message(
        "python-inotify-watch-limit", "inotify for Python", "watch-limit",
        rb"(?<!an )OSError: \[Errno 28\] No space left on device" + END,
        "No inotify watch was left for this Python program; the disk is not full.",
        WATCH_LIMIT,
        "inotify_simple 1.3 and 2.0 (_libc_call), made to write it",
        (
            '  File "/v/site-packages/inotify_simple.py", line 39, in _libc_call\n'
            "    raise OSError(errno, os.strerror(errno))\nOSError: [Errno 28] No space left on device",
        ),
        near=_PYTHON_INOTIFY,
    ),
    Message(
        "python-inotify-instance-limit", "inotify for Python", "instance-limit",
        rb"OSError: \[Errno 24\] (?:Too many open files|No file descriptors available)" + END,
        "No inotify instance could be opened for this Python program.",
        EITHER_LIMIT,
        "inotify_simple 1.3 and 2.0 (_libc_call), made to write it",
        (
            '  File "/v/site-packages/inotify_simple.py", line 39, in _libc_call\n'
            "    raise OSError(errno, os.strerror(errno))\nOSError: [Errno 24] Too many open files",
        ),
        near=_PYTHON_INOTIFY,
    ),
    Message(
        "inotify-init", "any program", "instance-limit",
        rb"failed to create inotify: (?:Too many open files|No file descriptors available)"
        rb"|inotify_init\d?(?:\(\))?(?: failed)?: (?:Too many open files|No file descriptors available)",
        "No inotify instance was left for the user of this program: it does not notice changes of its files.",
        EITHER_LIMIT,
        "inotify_init(2): EMFILE; dnsmasq 2.75; C libraries word it so",
        (
            "dnsmasq: failed to create inotify: Too many open files",
            "inotify_init: Too many open files",
            "inotify_init1() failed: No file descriptors available",
        ),
    ),
    Message(
        "notify-no-space", "notify-rs", "watch-limit",
        rb"(?<!watcher: )Io\(Error \{ repr: Os \{ code: 28,",
        "No inotify watch was left for a program that is built on notify-rs; the disk is not full.",
        WATCH_LIMIT,
        "notify-rs 2 to 4 (Error::Io), its example of a watcher",
        (
            "watching plots\n"
            'error: Io(Error { repr: Os { code: 28, message: "No space left on device" } })',
        ),
        near=rb"[Ww]atch(?s:.){0,400}\Z",
    ),
    Message(
        "go-traversing", "Go", "watch-limit",
        rb"[Ee]rror while traversing (?P<detail>\S+) ?: no space left on device",
        "No inotify watch was left for a program that watches by the Go package notify (Syncthing, DevSpace …); the disk is not "
        "full.",
        (RAISE_WATCHES, KEEP_WATCHES, EXACT),
        "rjeczalik/notify (watcher_inotify.go); Syncthing 0.14.45, DevSpace 5.15",
        ("initial sync: error while traversing /srv/app/node_modules/a : no space left on device",),
    ),
    Message(
        "unison-watch-limit", "Unison", "watch-limit",
        rb"cannot add a watcher: system limit reached",
        "Unison's watcher ran out of inotify watches.",
        (RAISE_WATCHES, KEEP_WATCHES, EXACT),
        "Unison 2.48 (fsmonitor), in docker-sync",
        ("Fatal error: Server: Filesystem watcher error: cannot add a watcher: system limit reached",),
    ),
    Message(
        "crashplan-watch-limit", "CrashPlan", "watch-limit",
        rb"Unable to add watch for path (?P<detail>.+), errno \d+",
        "No inotify watch was left for CrashPlan: it finds changes by its scan only.",
        (RAISE_WATCHES, KEEP_WATCHES, EXACT),
        "CrashPlan 4 (its page on Linux real-time file watching errors); errno 28 is ENOSPC",
        ("ode42.jna.inotify.InotifyManager] Unable to add watch for path /srv/x, errno 28",),
    ),
    Message(
        "notify-watch-limit", "notify-rs", "watch-limit",
        rb"OS file watch limit reached",
        "No inotify watch was left for a program that is built on notify-rs (ruff, Zensical, Next.js and others).",
        WATCH_LIMIT,
        "ruff 0.17 --watch at the limit, made to write it",
        ("  Cause: OS file watch limit reached.",),
        general=True,
    ),
    Message(
        "jvm-limit", "Java", "watch-limit",
        rb"java\.io\.IOException: User limit of inotify watches reached",
        "A Java program ran out of inotify watches.",
        (RAISE_WATCHES, KEEP_WATCHES, EXACT),
        "OpenJDK 17, made to write it",
        ("java.io.IOException: User limit of inotify watches reached",),
    ),
    Message(
        "jvm-instance-limit", "Java", "instance-limit",
        rb"java\.io\.IOException: User limit of inotify instances reached",
        "A Java program could not open an inotify instance.",
        (RAISE_INSTANCES, OPEN_FILES, KEEP_INSTANCES, EXACT),
        "OpenJDK 17, made to write it",
        ("java.io.IOException: User limit of inotify instances reached or too many open files",),
    ),
    Message(
        "dotnet-watch-limit", ".NET", "watch-limit",
        rb"The configured user limit \(\d+\) on the number of inotify watches has been reached",
        "A .NET program ran out of inotify watches.",
        (RAISE_WATCHES, "export DOTNET_USE_POLLING_FILE_WATCHER=1  # then start it again: it polls", KEEP_WATCHES, EXACT),
        ".NET (FileSystemWatcher.Linux.cs)",
        ("The configured user limit (8192) on the number of inotify watches has been reached",),
    ),
    Message(
        "dotnet-instance-limit", ".NET", "instance-limit",
        rb"The configured user limit \(\d+\) on the number of inotify instances has been reached",
        "A .NET program could not open an inotify instance.",
        (RAISE_INSTANCES, "export DOTNET_USE_POLLING_FILE_WATCHER=1  # then start it again: it polls", KEEP_INSTANCES, EXACT),
        ".NET (FileSystemWatcher.Linux.cs)",
        ("The configured user limit (128) on the number of inotify instances has been reached",),
    ),
    Message(
        "go-instance-limit", "Go", "instance-limit",
        rb"(?:inotify_init\d?|[Ww]atch(?:er|ing)?\b[^:]{0,80}|failed to instantiate)(?::|\W+err(?:or)?\W+) ?['\"]?too many open files",
        "A Go or Rust program (kubelet, tilt, gotestsum, watchexec …) could not open an inotify instance: it does not notice "
        "changes of its files.",
        (RAISE_INSTANCES, OPEN_FILES, KEEP_INSTANCES, EXACT),
        "gotestsum 1.12, made to write it; fsnotify (backend_inotify.go)",
        (
            "failed to create fsnotify watcher: too many open files",
            "inotify_init: too many open files",
            "ERROR failed to create file watcher: too many open files",
            "Error starting filewatcher: 'too many open files'. Configuration changes will not be detected!",
            "kubelet.go:1354] failed to start Plugin Watcher. err: failed to start plugin watcher, err: too many open files",
            '{"level":"error","msg":"unable to create watcher","error":"too many open files"}',
        ),
    ),
    Message(
        "watchexec-limit", "watchexec", "watch-limit",
        rb"failed to instantiate: too many (?:watches|handles)",
        "watchexec ran out of inotify watches or descriptors.",
        (RAISE_WATCHES, "watchexec --poll 500ms -- make  # your own command: takes no watch", KEEP_WATCHES, EXACT),
        "watchexec 1.20 (its page on inotify limits)",
        ("error: watcher failed to instantiate: too many watches",),
    ),
    Message(
        "guard-watch-limit", "guard", "watch-limit",
        rb"iNotify max watches exceeded|Listen error: unable to monitor directories for changes|The user limit on the total number of inotify watches was reached or the kernel",
        "Guard, or another program on listen, ran out of inotify watches.",
        (RAISE_WATCHES, "guard --force-polling  # takes no watch", KEEP_WATCHES, EXACT),
        "listen 3.7, made to write it",
        (
            "iNotify max watches exceeded",
            "FATAL: Listen error: unable to monitor directories for changes.",
            'Failed to watch "/srv/x": The user limit on the total number of inotify watches was reached or the kernel failed to allocate a needed resource. (Errno::ENOSPC)',
        ),
    ),
    Message(
        "guard-no-inotify", "guard", "no-inotify",
        rb"the given event mask contains no legal events; or fd is not an inotify",
        "There is no inotify for this folder: on WSL 1 before Windows 10 1703 a folder of Windows (/mnt/c) has none.",
        ("guard --force-polling  # jekyll serve --force_polling: needs no inotify", "wsl --set-version Ubuntu 2  # in PowerShell, with the name that wsl --list shows"),
        "rb-inotify 0.9.7 (watcher.rb, EINVAL), on WSL 1",
        ('Invalid argument - Failed to watch "/mnt/c/x": the given event mask contains no legal events; or fd is not an inotify file descriptor. (Errno::EINVAL)',),
    ),
    Message(
        "guard-instance-limit", "guard", "instance-limit",
        rb"Failed to initialize inotify: the user limit on the total number of inotify instances",
        "Guard, or another program on listen, could not open an inotify instance (EMFILE).",
        (RAISE_INSTANCES, OPEN_FILES, "guard --force-polling  # takes no instance", EXACT),
        "listen 3.7, made to write it",
        ("Too many open files - Failed to initialize inotify: the user limit on the total number of inotify instances has been reached. (Errno::EMFILE)",),
    ),
    Message(
        "syncthing-limit", "syncthing", "watch-limit",
        rb"[Ff]ailed to (?:set ?up|install) inotify handler",
        "Syncthing ran out of inotify watches, or could not open an inotify instance: it finds changes by its scan only.",
        (RAISE_WATCHES, RAISE_INSTANCES, KEEP_WATCHES),
        "syncthing 1.19, made to write it",
        (
            "failed to setup inotify handler. Please increase inotify limits",
            "[Inotify] Failed to install inotify handler for SyncSD. Please increase inotify limits",
        ),
    ),
    Message(
        "dropbox-watch-limit", "Dropbox", "watch-limit",
        rb"Unable to monitor .*max_user_watches",
        "Dropbox ran out of inotify watches.",
        (RAISE_WATCHES, KEEP_WATCHES),
        "Dropbox for Linux (its notification)",
        ("Unable to monitor entire Dropbox folder hierarchy. Please run \"echo 100000 | sudo tee /proc/sys/fs/inotify/max_user_watches\" and restart Dropbox to fix the problem.",),
    ),
)  # fmt: skip
