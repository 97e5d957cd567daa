"""gunicorn."""

from __future__ import annotations

from watchlint.logs.messages.model import RAISE_INSTANCES, RAISE_WATCHES, WHAT_CHANGED, Message

_POLL = "gunicorn app:app --reload --reload-engine poll  # looks at the files of the loaded modules each second"

MESSAGES = (
    Message(
        "gunicorn-no-inotify-package", "gunicorn", "configuration",
        rb"You must have the inotify module installed to use the inotify reloader|__init__\(\) got an unexpected keyword argument 'extra_files'",
        "gunicorn was told to use its inotify engine, and the package inotify is not installed: no worker starts.",
        (_POLL, "pip install inotify  # and keep the engine"),
        "gunicorn 27.0.1 and 20.0.4 (reloader.py), made to write it",
        (
            "You must have the inotify module installed to use the inotify reloader",
            "TypeError: __init__() got an unexpected keyword argument 'extra_files'",
        ),
        server="gunicorn",
    ),
    Message(
        "inotify-package-watch-limit", "gunicorn", "watch-limit",
        rb"InotifyError: Call failed \(should not be -\d\): \(-\d\) ERRNO=\(28\)",
        "No inotify watch was left for a program that uses the package inotify, gunicorn's inotify engine mostly.",
        (RAISE_WATCHES, _POLL),
        "inotify 0.2.12 (calls.py); inotify_add_watch(2): 28 is ENOSPC",
        ("inotify.calls.InotifyError: Call failed (should not be -1): (-1) ERRNO=(28) [No space left on device]",),
    ),
    Message(
        "inotify-package-instance-limit", "gunicorn", "instance-limit",
        rb"InotifyError: Call failed \(should not be -\d\): \(-\d\) ERRNO=\(24\)",
        "No inotify instance was left for a program that uses the package inotify, gunicorn's inotify engine mostly: each worker "
        "takes one.",
        (RAISE_INSTANCES, _POLL),
        "inotify 0.2.12 (calls.py); inotify_init(2): 24 is EMFILE",
        ("inotify.calls.InotifyError: Call failed (should not be -1): (-1) ERRNO=(24) [Too many open files]",),
    ),
    Message(
        "gunicorn-inotify-failed", "gunicorn", "watcher-died",
        rb"InotifyError: Call failed \(should not be -\d\): \(-\d\) ERRNO=\((?P<detail>\d+)",
        "gunicorn's inotify engine was given a folder that is not there, and its watcher ended: no edit is noticed. Before 20.1 it "
        "does so for each file of the folder in which gunicorn starts.",
        ("pip install --upgrade gunicorn  # 20.1 and later name the folder in full", _POLL),
        "gunicorn 20.0.4 with inotify 0.2.12, made to write it; 20.1.0 (reloader.py) names the folder in full",
        (
            "inotify.calls.InotifyError: Call failed (should not be -1): (-1) ERRNO=(2) [No such file or directory]",
            "inotify.calls.InotifyError: Call failed (should not be -1): (-1) ERRNO=(0)",
        ),
        server="gunicorn",
        general=True,
    ),
    Message(
        "gunicorn-uvicorn-worker", "gunicorn", "reload-failed",
        rb"Worker reloading: (?P<detail>.+) modified",
        "gunicorn saw the edit, and a UvicornWorker never restarts for it: the old code goes on.",
        ("uvicorn package.main:app --reload  # where it reloads, without gunicorn",),
        "gunicorn 27.0.1 with uvicorn 0.54 (workers.py), made to write it; 20.0.4 too",
        (
            "[2026-11-21 23:13:25 +0000] [6525] [INFO] Using worker: uvicorn.workers.UvicornWorker\n"
            "[2026-11-21 23:13:30 +0000] [6581] [INFO] Worker reloading: /srv/main.py modified",
        ),
        server="gunicorn",
        near=rb"Using worker: uvicorn",
    ),
    Message(
        "gunicorn-reloading", "gunicorn", "reload-loop",
        rb"Worker reloading: (?P<detail>.+) modified",
        "gunicorn restarted its workers because this file changed. Its inotify engine takes any file beside a loaded module for "
        "one, a log for example.",
        (_POLL, WHAT_CHANGED),
        "gunicorn 20.0.4 with inotify 0.2.12, made to write it by a log in the folder",
        ("[2026-11-21 23:14:34 +0000] [9743] [INFO] Worker reloading: output.log modified",),
        server="gunicorn",
        general=True,
    ),
)  # fmt: skip
