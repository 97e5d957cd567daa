"""Flask, and what else runs on Werkzeug."""

from __future__ import annotations

from watchlint.logs.messages.model import WHAT_CHANGED, Message

_RELOADING = rb"Detected change in %s, reloading"
_INSTALLED = rb"(?:site-packages|dist-packages|node_modules)[/\\]"

MESSAGES = (
    Message(
        "flask-reloading-installed", "Flask", "reload-loop",
        _RELOADING % (rb"(?P<detail>.*?" + _INSTALLED + rb".*)"),
        "Flask restarted because a file of an installed package changed, or with watchdog was only opened. Flask watches every "
        "installed package.",
        (
            "flask run --debug --exclude-patterns '*/site-packages/*'  # Flask 2.2 and later",
            'app.run(debug=True, reloader_type="stat")  # in the code: it polls, and what is only opened starts nothing',
        ),
        "Werkzeug 3.1 (_reloader.py)",
        (r" * Detected change in 'C:\\v\\lib\\site-packages\\torch\\cuda.py', reloading",),
        server="flask",
        many=2,
    ),
    Message(
        "flask-reloading", "Flask", "reload-loop",
        _RELOADING % (rb"(?P<detail>(?!.*" + _INSTALLED + rb").+)"),
        "Flask restarted because this file changed.",
        (
            WHAT_CHANGED,
            "flask run --debug --exclude-patterns '*/logs/*'  # what is to start no reload",
            'app.run(debug=True, reloader_type="stat", exclude_patterns=["*/run/*"])  # in the code: with watchdog a pattern leaves '
            "out no deeper folder",
        ),
        "Werkzeug 3.1 (_reloader.py), made to write it",
        (" * Detected change in '/srv/app.py', reloading", ' * Detected change in "/srv/Lou\'s/app.py", reloading'),
        server="flask",
    ),
    Message(
        "flask-never-came-back", "Flask", "never-came-back",
        _RELOADING % rb"(?P<detail>.+)",
        "The log ends with a restart. If the server hangs there, something of the app keeps the old process or its port: with "
        "Flask-SocketIO `flask run` is known for it.",
        (
            "python app.py  # with Flask-SocketIO: the file that calls socketio.run(app, debug=True), in place of flask run",
            "flask run --debug --no-reload  # runs, without reloading",
        ),
        "Werkzeug 3.1 (_reloader.py: the process ends with 3, and the one above starts another)",
        (" * Detected change in '/srv/app.py', reloading",),
        server="flask",
        last=True,
    ),
    Message(
        "flask-reloader", "Flask", "",
        rb" \* Restarting with (?P<detail>stat|watchdog \(\w+\)|\w+)",
        "Which reloader Flask picked (stat polls).",
        (),
        "Werkzeug 3.1 (_reloader.py), made to write it; the same in the source of 2.3",
        (" * Restarting with watchdog (inotify)", " * Restarting with stat", " * Restarting with windowsapi reloader"),
        server="flask",
    ),
    Message(
        "flask-never-started", "Flask", "never-came-back",
        rb" \* Restarting with (?P<detail>stat|watchdog \(\w+\)|\w+)",
        "The log ends where the reloader starts the server a second time. If nothing is served, that second process is stuck.",
        (
            "flask run --debug --no-reload  # or app.run(debug=True, use_reloader=False): runs without it",
        ),
        "Werkzeug 3.1 (_reloader.py, restart_with_reloader)",
        (" * Restarting with windowsapi reloader",),
        server="flask",
        last=True,
    ),
    Message(
        "flask-socket-closed", "Flask", "harmless",
        rb"An operation was attempted on something that is not a socket",
        "Harmless: on Windows a thread of the old server finds its socket closed while Werkzeug ends that process to reload. The "
        "reload goes on.",
        ("flask run --debug  # in a terminal: a debugger that stops at each exception stops here too",),
        "Werkzeug 2.2.3 to 3.0 on Windows (serving.py, serve_forever; the server is a daemon thread of a process that ends)",
        (
            '  File "C:\\v\\Lib\\site-packages\\werkzeug\\serving.py", line 806, in serve_forever\n'
            "    super().serve_forever(poll_interval=poll_interval)\n"
            "OSError: [WinError 10038] An operation was attempted on something that is not a socket",
        ),
        server="flask",
        near=rb"werkzeug(?s:.)*serve_forever",
    ),
    Message(
        "flask-debugger-stops", "Flask", "harmless",
        rb"_reloader\.py\\?\", line \d+, in trigger_reload",
        "Harmless: by this SystemExit Werkzeug ends the process that it starts again. A debugger that stops at each exception stops "
        "here too.",
        ('"module": "flask", "args": ["run", "--debug"]  // in .vscode/launch.json, in place of the file: the debugger passes it over',),
        "Werkzeug 2.0 and 3.1 (_reloader.py, trigger_reload: sys.exit(3))",
        ('  File "C:\\v\\Lib\\site-packages\\werkzeug\\_reloader.py", line 255, in trigger_reload',),
        server="flask",
    ),
    Message(
        "flask-script-missing", "Flask", "reload-failed",
        rb"can't open file '.*[/\\](?:Scripts|bin)[/\\]+flask'",
        "On Windows an older Werkzeug starts the reloader's second process by a file that is called flask.exe: the server ends.",
        ("python -m flask run --debug", "pip install --upgrade flask werkzeug"),
        "Flask 0.11 with Werkzeug 0.11 and 0.15.5, on Windows",
        (r"python.exe: can't open file 'D:\envs\flask\Scripts\flask': [Errno 2] No such file or directory",),
        server="flask",
    ),
    Message(
        "werkzeug-exec-format", "Flask", "reload-failed",
        rb"Exec format error: '(?P<detail>[^']+\.py)'",
        "Werkzeug 0.15.0 to 0.15.4 starts a file that may be executed as a program, and this one does not begin with #!: the "
        "server ends.",
        ("pip install --upgrade werkzeug", "chmod -x {detail}  # where it has to stay"),
        "Werkzeug 0.15.4, made to write it; 0.15.5 starts it by Python",
        (
            '  File "/v/site-packages/werkzeug/_reloader.py", line 159, in restart_with_reloader\n'
            "OSError: [Errno 8] Exec format error: '/app/app.py'",
        ),
        server="flask",
        near=rb"restart_with_reloader",
    ),
    Message(
        "flask-debug-off", "Flask", "no-reload",
        rb"\* Debug mode: off",
        "Flask runs without debug mode: it notices no edit. In production that is as it should be.",
        ("flask run --debug",),
        "Flask 3.1 (cli.py, show_server_banner), made to write it; the same in the source of 2.2",
        (" * Debug mode: off",),
        server="flask",
        unless=("flask-reloader",),
    ),
)  # fmt: skip
