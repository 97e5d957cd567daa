"""All sources of real complaints. Started by test_doctor_signatures.py as
`unshare -Ur python signature_sources.py NAME FOLDER PYTHON...`."""

from __future__ import annotations

import resource

import signature_older  # noqa: F401
import signature_programs  # noqa: F401
import signature_starts  # noqa: F401
import signature_streamlit  # noqa: F401
import signature_watchers  # noqa: F401
from signature_runs import SOURCES, main

NOT_PRODUCED = {
    "vscode-watch-limit": "by hand, with the watcher of code-server 4.100.3 (VS Code 1.100.3): 42 MB are too many for a test",
    "vscode-large-workspace": "the line is shown in a window of VS Code, which needs a screen",
    "dotnet-watch-limit": ".NET is in no registry that a test may use",
    "dotnet-instance-limit": ".NET is in no registry that a test may use",
    "watchexec-limit": "watchexec is in no registry that a test may use",
    "vscode-watcher-stopped": "the line is shown in a window of VS Code, which needs a screen",
    "jetbrains-watch-limit": "the line is shown in a window of the IDE, which needs a screen",
    "jetbrains-watcher-disabled": "the line is shown in a window of the IDE, which needs a screen",
    "jetbrains-unwatchable": "the line is shown in a window of the IDE, which needs a screen",
    "dropbox-watch-limit": "the line is shown in a window of Dropbox, which needs an account",
    "parcel-watch-limit": "by hand, with Tailwind CLI 4.3, Parcel 2.16 and Jest 30: a test installs no npm package",
    "jest-watch-failed": "by hand, with Jest 30: a test installs no npm package",
    "next-watch-limit": "by hand, with Next 16.4: a test installs no npm package",
    "watchpack-polls": "by hand, with webpack 5.112: a test installs no npm package",
    "panel-watcher-failed": "by hand, with Panel 1.10: it says so only as it ends",
    "streamlit-other-drive": "it needs Windows with two drives",
    "streamlit-watcher-race": "a race that no test can be sure to win",
    "vanished-temporary": "as vanished-bytecode, by another name",
    "uvicorn-never-came-back": "the end of a log, not a line of its own",
    "uvicorn-waits": "read in uvicorn's source: it takes a browser that stays",
    "chainlit-reload-failed": "read in Chainlit's source: 60 packages are too many for a test",
    "sphinx-autobuild-reloading": "read in sphinx-autobuild's source",
    "pyinotify-watch-limit": "read in pyinotify's source: it runs on no Python after 3.11",
    "watchfiles-missing-path": "read in watchfiles' source: a path has to go while it is registered",
    "watcher-no-space": "what any program says, not one of its own",
    "inotify-add-watch": "what any program says, not one of its own",
    "enospc": "what any program says, not one of its own",
    "watchfiles-replaced": "as watchfiles-noise, by the verbose log",
    "node-open-files": "as node-instance-limit, by another call",
    "vscode-unwatchable": "it needs Windows with a folder of WSL",
    "python-inotify-watch-limit": "by hand, with inotify_simple 1.3 and 2.0",
    "python-inotify-instance-limit": "by hand, with inotify_simple 1.3 and 2.0",
    "inotify-init": "what any program says, not one of its own",
    "notify-no-space": "notify-rs 2 to 4: crates are in no registry that a test may use",
    "go-traversing": "Syncthing 0.14 and DevSpace 5 are in no registry that a test may use",
    "unison-watch-limit": "Unison 2.48 is in no registry that a test may use",
    "node-fsevents": "it needs macOS",
    "node-permission": "by hand, with Node 20: root, who runs the tests in CI, may read every folder",
    "node-unwatchable": "it needs Windows with a network drive",
    "expo-limits": "create-react-native-app 1.7: a test installs no npm package",
    "next-instance-limit": "read in threads of Next 16: a test installs no npm package",
    "granian-never-came-back": "the end of a log, not a line of its own",
    "streamlit-folder-handler": "read in Streamlit's source: 0.45 runs on no Python after 3.8",
    "uvicorn-whole-system": "read in uvicorn's source: it would watch the whole machine",
    "disk-full": "what any program says, not one of its own",
    "queue-overflow": "what any program says, not one of its own",
    "node-own-open-files": "by hand, with Node 20",
    "watchdog-already-scheduled": "it needs macOS",
    "watchdog-started-twice": "read in watchdog's source: the user's own code has to start it twice",
    "watchmedo-command": "by hand, with watchdog 2.1.6",
    "watchman-slow": "it needs macOS",
    "watchman-permission": "it needs macOS",
    "uvicorn-polls-old": "by hand, with uvicorn 0.10.9 on Python 3.7: it needs a C compiler",
    "uvicorn-accept-failed": "it needs Windows",
    "uvicorn-kill-denied": "it needs Windows",
    "streamlit-schedule-failed-windows": "it needs Windows",
    "flask-socket-closed": "it needs Windows",
    "flask-script-missing": "it needs Windows",
    "flask-debugger-stops": "a line of a traceback that a debugger shows",
    "flask-reloading-installed": "as flask-reloading, by another path",
    "uvicorn-reloading-installed": "as uvicorn-reloading, by another path",
    "flask-never-came-back": "the end of a log, not a line of its own",
    "flask-never-started": "the end of a log, not a line of its own",
    "inotify-package-watch-limit": "as gunicorn-inotify-failed, by another error",
    "inotify-package-instance-limit": "as gunicorn-inotify-failed, by another error",
    "gradio-demo-name": "read in the source of Gradio 4.12 and 5.0: 60 packages are too many for a test",
    "watchman-poisoned": "read in watchman's source: it stands beside its cause, and gives way to that",
    "watchman-open-files": "watchman's own files are a limit on macOS",
    "watchman-recrawl": "the line is written on macOS",
    "fluent-bit-watch-limit": "Fluent Bit is in no registry that a test may use",
    "jetbrains-no-watcher": "the line is shown in a window of the IDE, which needs a screen",
    "fsnotifier-no-limit-file": "it needs WSL 1",
    "django-reloader": "as django-polls, by the name of another class",
    "watchdog-old-watch-limit": "read in the source of watchdog 0.6: it runs on no Python that is here",
    "watchdog-old-instance-limit": "read in the source of watchdog 0.6: it runs on no Python that is here",
    "limit-asked-for": "by hand: KubeStellar is in no registry that a test may use",
    "guard-no-inotify": "it needs WSL 1",
    "watchdog-windows": "it needs Windows",
    "pyinotify-instance-limit": "read in pyinotify's source: it runs on no Python after 3.11",
    "crashplan-watch-limit": "CrashPlan is in no registry that a test may use",
    "tail-watch-limit": "read in coreutils' source: tail says it of a file that appears later",
}
"""Signature -> why no source makes it. Each of them was read in its program's own source or seen in an issue."""

__all__ = ["NOT_PRODUCED", "SOURCES"]

if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    main()
