"""uvicorn."""

from __future__ import annotations

from watchlint.logs.messages.model import END, NARROW, WHAT_CHANGED, Message

_QUICK = (
    "uvicorn package.main:app --reload --timeout-graceful-shutdown 3  # closes what is still open after three seconds"
)

_ON_WINDOWS = (
    "pip install --upgrade uvicorn  # on Windows, where it is older than 0.22; in PyCharm also tick Emulate terminal in output "
    "console"
)
_RELOADING = (
    rb"(?:(?:WatchFiles|StatReload|WatchGod(?:Reload)?) d|\bD)etected (?:changes?|file change) in %s\. Reloading"
)
_RELOADERS = (
    "uvicorn-reloader",
    "uvicorn-polls",
    "uvicorn-polls-old",
    "uvicorn-reloading",
    "uvicorn-reloading-installed",
)

MESSAGES = (
    Message(
        "uvicorn-bad-reload-dir", "uvicorn", "configuration",
        rb"Provided reload directories (?P<detail>.+) did not contain valid directories",
        "None of the --reload-dir folders exist; uvicorn watches the working folder instead.",
        (NARROW,),
        "uvicorn 0.54 (config.py), made to write it",
        ("WARNING:  Provided reload directories ['nope'] did not contain valid directories, watching current working directory.",),
        server="uvicorn",
    ),
    Message(
        "uvicorn-exclude-no-effect", "uvicorn", "configuration",
        rb"--reload-include and --reload-exclude have no effect unless watch(?:files|god) is installed",
        "uvicorn polls every .py file, and the include and exclude options do nothing.",
        ("pip install watchfiles",),
        "uvicorn 0.54 (supervisors/statreload.py), made to write it",
        (
            "WARNING:  Current configuration: --reload-include and --reload-exclude have no effect unless watchfiles is installed.",
            "WARNING:  Current configuration: --reload-include and --reload-exclude have no effect unless watchgod is installed.",
        ),
        server="uvicorn",
    ),
    Message(
        "uvicorn-no-reload", "uvicorn", "configuration",
        rb"Current configuration will not reload as not all conditions are met",
        "uvicorn was given reload options without --reload, or an app object in place of an import string: no edit is noticed.",
        ("uvicorn package.main:app --reload",),
        "uvicorn 0.54 (config.py), made to write it",
        ("WARNING:  Current configuration will not reload as not all conditions are met, please refer to documentation.",),
        server="uvicorn",
    ),
    Message(
        "uvicorn-server-alone", "uvicorn", "configuration",
        rb"Uvicorn running on .+\(Press CTRL\+C to quit\)",
        "uvicorn was told to reload and has no reloader: uvicorn.Server(config).serve() starts none, whatever its config says. It "
        "notices no edit.",
        ("uvicorn package.main:app --reload", "uvicorn.run(\"package.main:app\", reload=True)  # in the code, in place of uvicorn.Server"),
        "uvicorn 0.54 (main.py, run: only there a reloader is started), made to write it",
        (
            "INFO:     Will watch for changes in these directories: ['/srv']\nINFO:     Started server process [9]\n"
            "INFO:     Application startup complete.\n"
            "INFO:     Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)",
        ),
        server="uvicorn",
        near=rb"Will watch for changes in these directories(?s:.)*Started server process",
        unless=_RELOADERS,
    ),
    Message(
        "uvicorn-without-reload", "uvicorn", "no-reload",
        rb"Uvicorn running on .+\(Press CTRL\+C to quit\)",
        "uvicorn was started without --reload: it notices no edit. In production that is as it should be.",
        ("uvicorn package.main:app --reload", "fastapi dev main.py  # reloads; `fastapi run` does not"),
        "uvicorn 0.54 (server.py), made to write it; with --reload it also names its reloader",
        ("INFO:     Uvicorn running on http://127.0.0.1:8000 (Press CTRL+C to quit)",),
        server="uvicorn",
        general=True,
        unless=(*_RELOADERS, "uvicorn-roots"),
    ),
    Message(
        "uvicorn-whole-system", "uvicorn", "configuration",
        rb"Will watch for changes in these directories: \['(?P<detail>/|[A-Z]:\\+)'\]",
        "uvicorn was started in the topmost folder, and watches the whole file system: that takes a processor core and the "
        "watches of all.",
        (
            "cd /app && uvicorn main:app --reload  # the folder of your code; in a Dockerfile: WORKDIR /app, in compose: working_dir",
            "uvicorn main:app --reload --reload-dir /app  # or only this folder",
        ),
        "uvicorn 0.54 (config.py: the working folder, where no --reload-dir is given)",
        ("INFO:     Will watch for changes in these directories: ['/']",),
        server="uvicorn",
    ),
    Message(
        "uvicorn-roots", "uvicorn", "",
        rb"Will watch for changes in these directories: \[(?!'(?:/|[A-Z]:\\+)'\])(?P<detail>.+)\]",
        "The folders that uvicorn watches, with everything below.",
        (),
        "uvicorn 0.54 (config.py), made to write it",
        ("INFO:     Will watch for changes in these directories: ['/srv/app']",),
        server="uvicorn",
    ),
    Message(
        "uvicorn-reloader", "uvicorn", "",
        rb"Started reloader process \[\d+\] using (?P<detail>WatchFiles|WatchGod|watchgod)",
        "Which reloader uvicorn picked.",
        (),
        "uvicorn 0.54 (supervisors/basereload.py), made to write it; nearly the same in the source of 0.11 and 0.13",
        ("INFO:     Started reloader process [12] using WatchFiles", "INFO:     Started reloader process [12] using watchgod"),
        server="uvicorn",
    ),
    Message(
        "uvicorn-polls", "uvicorn", "polling",
        rb"Started reloader process \[\d+\] using (?P<detail>StatReload|statreload)",
        "uvicorn looks at the time of every .py file below the folder again and again, those of an environment in it too, because "
        "watchfiles is not installed: that takes up to a whole processor core, and other files are not noticed.",
        (
            "pip install watchfiles  # uvicorn takes it at the next start",
            "uvicorn package.main:app --reload --reload-dir package  # where it has to poll: a folder with few files",
        ),
        "uvicorn 0.54 (supervisors/statreload.py), made to write it; in small letters in the source of 0.11; 41 % of a core measured with .venv in the folder",
        ("INFO:     Started reloader process [12] using StatReload", "INFO:     Started reloader process [12] using statreload"),
        server="uvicorn",
    ),
    Message(
        "uvicorn-polls-old", "uvicorn", "polling",
        rb"Started reloader process \[\d+\]" + END,
        "uvicorn before 0.13 looks at the time of every .py file below the folder again and again: that takes up to a whole "
        "processor core.",
        ("pip install --upgrade 'uvicorn[standard]'  # waits for events, by watchfiles",),
        "uvicorn 0.10.9 (supervisors/statreload.py), made to write it; from 0.13 on the line names the reloader",
        ("INFO:     Started reloader process [12]",),
        server="uvicorn",
    ),
    Message(
        "uvicorn-reloading-installed", "uvicorn", "reload-loop",
        _RELOADING % rb"(?P<detail>.*?(?:site-packages|node_modules)[/\\].*?)",
        "uvicorn restarted because a file of an installed package changed: the environment lies in the watched folder. Python or "
        "a package writes there at its first start, an installer while it runs.",
        (NARROW, "ui.run(uvicorn_reload_dirs=\"app\")  # NiceGUI: the same; from 3.8 on it leaves the environment out"),
        "uvicorn 0.54 (supervisors/basereload.py), made to write it by a file in .venv; NiceGUI 3.8 (ui_run.py)",
        ("WARNING:  WatchFiles detected changes in '.venv/Lib/site-packages/PIL/Image.py'. Reloading...",),
        server="uvicorn",
        many=2,
    ),
    Message(
        "uvicorn-reloading", "uvicorn", "reload-loop",
        _RELOADING % rb"(?P<detail>(?!.*(?:site-packages|node_modules)[/\\]).+)",
        "uvicorn restarted because these files changed.",
        (WHAT_CHANGED, NARROW),
        "uvicorn 0.54 (supervisors/basereload.py), made to write it; nearly the same in the source of 0.11 and 0.13",
        (
            "WARNING:  WatchFiles detected changes in 'main.py'. Reloading...",
            "WARNING:  WatchGodReload detected file change in 'main.py'. Reloading...",
            "WARNING:  Detected file change in 'main.py'. Reloading...",
        ),
        server="uvicorn",
    ),
    Message(
        "uvicorn-never-came-back", "uvicorn", "never-came-back",
        _RELOADING % rb"(?P<detail>.+)",
        "The log ends with a restart. If the server hangs there, it waits for its old process, which an open page, a stream or a "
        "thread of the app keeps alive.",
        (_QUICK, _ON_WINDOWS),
        "uvicorn 0.54 (supervisors/basereload.py: the old process is joined before the new one starts)",
        ("WARNING:  WatchFiles detected changes in 'main.py'. Reloading...",),
        server="uvicorn",
        last=True,
    ),
    Message(
        "uvicorn-waits", "uvicorn", "reload-hangs",
        rb"Waiting for (?P<detail>connections to close|background tasks to complete)\. \(CTRL\+C to force quit\)",
        "A reload waits until the last connection or background task has ended: an open page with a stream or a websocket "
        "keeps it waiting for ever.",
        (_QUICK,),
        "uvicorn 0.54 (server.py, _wait_tasks_to_complete)",
        (
            "WARNING:  StatReload detected changes in 'main.py'. Reloading...\n"
            "INFO:     Shutting down\nINFO:     Waiting for connections to close. (CTRL+C to force quit)",
        ),
        server="uvicorn",
        near=rb"\. Reloading\.\.\.",
    ),
    Message(
        "uvicorn-accept-failed", "uvicorn", "reload-hangs",
        rb"Accept failed on a socket",
        "On Windows with Python 3.8 and later, uvicorn before 0.15 answers no request after a reload.",
        ("pip install --upgrade uvicorn",),
        "uvicorn 0.10 on Windows; 0.15 (loops/asyncio.py) takes the other event loop there",
        (
            "WARNING:  Detected file change in 'example.py'. Reloading...\nINFO:     Started server process [15148]\n"
            "ERROR:    Accept failed on a socket",
        ),
        server="uvicorn",
        near=rb"\. Reloading\.\.\.",
    ),
    Message(
        "uvicorn-kill-denied", "uvicorn", "watcher-died",
        rb"PermissionError: \[WinError \d+\] Access is denied",
        "On Windows the reloader wanted to end a process that had ended already, by the error that stands above, and ended itself.",
        (
            "uvicorn package.main:app --reload  # start it again, once the error above is settled",
            "pip install --upgrade uvicorn watchfiles  # where they are old",
        ),
        "uvicorn 0.11 (supervisors/basereload.py) and watchfiles 0.24 (run.py) on Windows: os.kill of what is gone",
        (
            '  File "C:\\v\\Lib\\site-packages\\watchfiles\\run.py", line 327, in stop\n    os.kill(self.pid, signal.SIGINT)\n'
            "PermissionError: [WinError 5] Access is denied",
        ),
        near=rb"os\.kill\([^\n]*\n(?:[^\n]*\n){0,2}\Z",
    ),
)  # fmt: skip
