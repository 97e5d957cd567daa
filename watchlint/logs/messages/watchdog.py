"""watchdog, and what is built on it without a module here."""

from __future__ import annotations

from watchlint.logs.messages.model import EITHER_LIMIT, END, EXACT, OWN_IMAGE, POLL, RAISE_WATCHES, WATCH_LIMIT, Message

# What must not follow, `")`, does where a traceback quotes the line of code that raised the error: that is no second one.
POLL_ON_WATCHDOG = "streamlit run app.py --server.fileWatcherType poll  # instead, where it is Streamlit's: it polls and takes no watch"
"""The step against watchdog's limits where nothing tells who uses it."""

_RAISED = rb"in _raise_error[^\n]*\n(?:[^\n]*\n){0,5}\Z"
"""What stands before an error that the kernel gave to watchdog; the number is the error's only cause in the text."""

MESSAGES = (
    Message(
        "watchdog-watch-limit", "watchdog", "watch-limit",
        rb"(?:OSError: )?(?:\[Errno \d+\] )?inotify watch limit reached(?!\\?\"\))",
        "No inotify watch was left, so part of the folders, or all of them, are not watched.",
        WATCH_LIMIT,
        "watchdog 6.0 (observers/inotify_c.py), made to write it; the same in the source of 0.8; from 7.0 on only at the root itself",
        (
            "OSError: [Errno 28] inotify watch limit reached",
            "2026-01-07 10:00:00 [Errno 28] inotify watch limit reached",
        ),
        server="watchdog",
        general=True,
    ),
    Message(
        "watchdog-instance-limit", "watchdog", "instance-limit",
        rb"inotify instance limit reached(?!\\?\"\))",
        "No inotify instance could be opened, so nothing is watched. watchdog says the same where the process has no file "
        "descriptor left.",
        EITHER_LIMIT,
        "watchdog 6.0 (observers/inotify_c.py), made to write it by the limit of instances; the same in the source of 0.10",
        ("OSError: [Errno 24] inotify instance limit reached", "OSError: inotify instance limit reached"),
        server="watchdog",
    ),
    Message(
        "watchdog-queue-overflow", "watchdog", "queue-overflow",
        rb"Inotify queue overflowed; (?:filesystem events were lost|reconciling recursive watches below)",
        "More changed at once than the kernel keeps, and changes were lost. watchdog 7.1.0 comes to no end here where it "
        "watches more than 4,096 folders (a quarter of fs.inotify.max_queued_events).",
        (
            "pip install 'watchdog!=7.1.0'  # other releases lose these changes and go on",
            "sudo sysctl fs.inotify.max_queued_events=131072  # on the host, where 7.1.0 has to stay",
        ),
        "watchdog 7.1.0, made to write it",
        (
            "Inotify queue overflowed; filesystem events were lost",
            "Inotify queue overflowed; reconciling recursive watches below b'/srv'",
        ),
    ),
    Message(
        "watchdog-rebuild-failed", "watchdog", "queue-overflow",
        rb"Unable to rebuild recursive inotify watches below",
        "After changes were lost, watchdog could not watch the folder again: nothing in it is noticed any more.",
        (RAISE_WATCHES, EXACT),
        "watchdog 7.1.0, made to write it by moving the folder away",
        ("Unable to rebuild recursive inotify watches below '/srv'",),
    ),
    Message(
        "watchdog-no-inotify", "watchdog", "no-inotify",
        rb"OSError: (?:\[Errno 38\] )?Function not implemented",
        "There is no inotify here, so nothing is watched: mostly an image for Intel (amd64) that is emulated on a Mac with Apple "
        "silicon.",
        (OWN_IMAGE, POLL),
        "watchdog 0.8 to 7.1 (observers/inotify_c.py), made to write it where the kernel refuses inotify_init(2)",
        (
            '  File "/v/site-packages/watchdog/observers/inotify_c.py", line 441, in _raise_error\n'
            "    raise OSError(err, os.strerror(err))\nOSError: [Errno 38] Function not implemented",
        ),
        server="watchdog",
        near=_RAISED,
    ),
    Message(
        "watchdog-permission", "watchdog", "permission",
        rb"(?:PermissionError|OSError): (?:\[Errno \d+\] )?Permission denied" + END,
        "A folder below the watched one may not be read, and watchdog stops there: nothing is watched. Releases from 1.0 on pass "
        "such a folder over.",
        (
            "find . -type d ! -readable  # which it is: chmod u+rx it, or move it out of the watched folder",
            "pip install --upgrade 'watchdog<7'  # passes it over; with 7.0 and later Flask and runserver_plus hear of no edit",
            POLL,
        ),
        "watchdog 0.8.3 (observers/inotify_c.py), made to write it; 1.0.2 to 7.1 pass it over",
        (
            '  File "/v/site-packages/watchdog/observers/inotify_c.py", line 406, in _raise_error\n'
            "    raise OSError(os.strerror(err))\nOSError: Permission denied",
            '  File "/v/site-packages/watchdog/observers/inotify_c.py", line 402, in _raise_error\n'
            "    raise OSError(err, os.strerror(err))\nPermissionError: [Errno 13] Permission denied",
        ),
        server="watchdog",
        near=_RAISED,
    ),
    Message(
        "watchdog-missing-path", "watchdog", "watcher-died",
        rb"(?:FileNotFoundError|OSError): (?:\[Errno \d+\] )?No such file or directory" + END,
        "The folder to watch is not there, or one below it went away while watchdog came to it: nothing is watched.",
        ("find . -xtype l  # links that lead nowhere: delete them, then start it again", POLL),
        "watchdog 2.1 to 7.1 (observers/inotify_c.py), made to write it by the name of a folder that is not there",
        (
            '  File "/v/site-packages/watchdog/observers/inotify_c.py", line 441, in _raise_error\n'
            "    raise OSError(err, os.strerror(err))\nFileNotFoundError: [Errno 2] No such file or directory",
        ),
        server="watchdog",
        near=_RAISED,
    ),
    Message(
        "watchdog-old-watch-limit", "watchdog", "watch-limit",
        rb"OSError: No space left on device" + END,
        "No inotify watch was left, so nothing is watched; the disk is not full.",
        WATCH_LIMIT,
        "watchdog 0.6 (observers/inotify.py, _raise_error); from 0.8 on it names the limit",
        (
            '  File "/v/site-packages/watchdog/observers/inotify.py", line 682, in _raise_error\n'
            "    raise OSError(os.strerror(_errnum))\nOSError: No space left on device",
        ),
        server="watchdog",
        near=_RAISED,
    ),
    Message(
        "watchdog-old-instance-limit", "watchdog", "instance-limit",
        rb"OSError: Too many open files" + END,
        "No inotify instance could be opened, so nothing is watched.",
        EITHER_LIMIT,
        "watchdog 0.6 (observers/inotify.py, _raise_error); from 0.10 on it names the limit",
        (
            '  File "/v/site-packages/watchdog/observers/inotify.py", line 682, in _raise_error\n'
            "    raise OSError(os.strerror(_errnum))\nOSError: Too many open files",
        ),
        server="watchdog",
        near=_RAISED,
    ),
    Message(
        "watchdog-windows", "watchdog", "watcher-died",
        rb"(?:OSError|WindowsError|PermissionError|FileNotFoundError): \[WinError \d+\] (?P<detail>.+)",
        "On Windows the watched folder answered with an error (a network drive, a folder that went away), and watchdog's thread "
        "ended: no edit is noticed any more.",
        (POLL, "net use  # in the same terminal: whether a network drive is connected"),
        "watchdog 0.8.3 to 7.1 (observers/winapi.py), on Windows",
        (
            '  File "C:\\v\\Lib\\site-packages\\watchdog\\observers\\winapi.py", line 307, in read_directory_changes\n    raise e\n'
            "OSError: [WinError 58] The specified server cannot perform the requested operation",
        ),
        server="watchdog",
        general=True,
        near=rb"watchdog[^\n]*winapi\.py[^\n]*\n(?:[^\n]*\n){0,6}\Z",
    ),
    Message(
        "watchdog-already-scheduled", "watchdog", "watcher-died",
        rb"Cannot add watch <ObservedWatch: .+> - it is already scheduled",
        "On macOS a process may watch a folder once, and this one does so already, with another observer: by this one no edit is "
        "noticed.",
        (
            "grep -rn --include='*.py' 'Observer()' \"$PWD\"  # in your own code: one observer, and observer.schedule() once for each folder",
            POLL,
        ),
        "watchdog 2.0 to 7.1 (watchdog_fsevents.c, watchdog_add_watch), on macOS",
        (
            "RuntimeError: Cannot add watch <ObservedWatch: path='/srv/app', is_recursive=True> - it is already scheduled",
            "RuntimeError: Cannot add watch <ObservedWatch: path=/srv/app, is_recursive=True> - it is already scheduled",
        ),
        server="watchdog",
    ),
    Message(
        "watchdog-started-twice", "watchdog", "watcher-died",
        rb"RuntimeError: threads can only be started once",
        "An observer of watchdog can be started once: this one was stopped, and started again.",
        ("grep -rn --include='*.py' 'Observer()' \"$PWD\"  # in your own code: make a new one for each start",),
        "watchdog 0.8 to 7.1 (utils/__init__.py, BaseThread.start); Python 3.12 (threading.py)",
        (
            '  File "/v/site-packages/watchdog/utils/__init__.py", line 111, in start\n    threading.Thread.start(self)\n'
            '  File "/usr/lib/python3.12/threading.py", line 955, in start\n'
            "RuntimeError: threads can only be started once",
        ),
        near=rb"watchdog[/\\]+(?:observers|utils)[^\n]*\n(?:[^\n]*\n){0,5}\Z",
    ),
    Message(
        "watchmedo-command", "watchmedo", "configuration",
        rb"PermissionError: \[\w+ \d+\] Permission denied: '|FileNotFoundError: \[\w+ \d+\] No such file or directory: '"
        rb"|FileNotFoundError: \[WinError \d+\] The system cannot find the file",
        "watchmedo cannot start the program that it was given: there is none of this name, or it may not be run.",
        (
            "watchmedo auto-restart -d . -p '*.py' -R -- python app.py  # behind --: the program, and each argument a word of its own",
            "python -m pip install --upgrade 'watchdog[watchmedo]'  # 2.1.6 reads the words of the command line otherwise",
        ),
        "watchdog 2.1.6 (tricks/__init__.py, AutoRestartTrick.start), made to write it",
        (
            '  File "/v/site-packages/watchdog/tricks/__init__.py", line 174, in start\n'
            "    self.process = subprocess.Popen(self.command, preexec_fn=getattr(os, 'setsid', None))\n"
            "FileNotFoundError: [Errno 2] No such file or directory: 'celery'",
        ),
        general=True,
        near=rb"watchdog[/\\]+tricks[^\n]*\n(?:[^\n]*\n){0,12}\Z",
    ),
)  # fmt: skip
