"""Programs that reload through watchdog, beside watchdog 6, 7 and none: the rule speaks exactly where a save is not heard.

Each program has a second file that it hears whatever the release: by its whole path, or by a pattern that both read alike.
Both files are saved, the one in question first; the file that the program's log names first tells whether it was heard.
"""

from __future__ import annotations

import os
import re
import shlex
import time
from collections import namedtuple

import pytest
from environments import environment
from reloading import first_noticed, watches
from running import free_port, running

pytestmark = pytest.mark.oracle

DEAF = "reloader-watchdog-never-fires"
PYTHON = "3.12"

Program = namedtuple("Program", "asks command written files edited certain ready noticed again")
"""asks: what it needs, watchdog included by the case. command: how it is started, {port} and {root} to be filled in. written:
whether a Procfile says so. files: the project's, name -> text. edited, certain: the file in question, and the one that is
heard in any case. ready: what its log says once it runs. noticed: what the log says of a change, its path in a group. again: what it says after it ran anew."""

SETTINGS = """
SECRET_KEY = "x"
DEBUG = True
ROOT_URLCONF = "urls"
USE_I18N = False
INSTALLED_APPS = ["django.contrib.staticfiles", "django_extensions"]
STATIC_URL = "static/"
"""
MANAGE = """
import os
import sys

from django.core.management import execute_from_command_line

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
execute_from_command_line(sys.argv)
"""
DASH = """
import os
import sys

from dash import Dash, html

app = Dash(__name__)
app.layout = html.Div()
print("answer first", flush=True)
app.run(
    debug=True, port=int(sys.argv[1]), extra_files=[os.path.abspath("certain.txt")], dev_tools_silence_routes_logging=False
)
"""
WORKER = 'import time\n\nprint("answer first", flush=True)\ntime.sleep(1000)\n'
TEST = "def test_first():\n    pass\n"

WERKZEUG = r"Detected change in '([^']+)'"
PLUS = Program(
    ["Django==5.2.19", "django-extensions==4.1", "Werkzeug==3.1.9"],
    "python manage.py runserver_plus 127.0.0.1:{port} --extra-file {root}/certain.txt",
    True,
    {"manage.py": MANAGE, "settings.py": SETTINGS, "urls.py": 'print("answer first", flush=True)\nurlpatterns = []\n'},
    "urls.py", "certain.txt", "Debugger PIN", WERKZEUG, "answer second",
)  # fmt: skip
DASHBOARD = Program(
    ["dash==4.4.1", "Werkzeug==3.1.9"], "python app.py {port}", False, {"app.py": DASH}, "app.py", "certain.txt", "Debugger PIN", WERKZEUG, "answer second"
)  # fmt: skip


def medo(
    patterns: str, words: str = "-R -d .", edited: str = "src/worker.py", certain: str = "src/certain.txt"
) -> Program:
    """`watchmedo auto-restart` with these patterns and one more, which both releases read alike below the top folder."""
    asked = f"-p '{patterns};**/certain.txt' " if patterns else ""
    return Program(
        ["watchdog[watchmedo]"], f"watchmedo auto-restart -v {words} {asked}-- python {edited}", True, {edited: WORKER}, edited, certain,
        "answer first", r"FileModifiedEvent\(src_path='([^']+)'", "answer second",
    )  # fmt: skip


SHELL = medo("*.py")._replace(
    command="watchmedo shell-command -R -p '*.py;**/certain.txt' -c 'echo saw $watch_src_path' .",
    ready="",
    noticed="saw (.+)",
    again="saw",
)
PTW = Program(
    ["pytest-watcher==0.6.3", "pytest==9.0.1"], "ptw .", False, {"tests/test_first.py": TEST}, "tests/test_first.py", "test_certain.py",
    "Waiting for file changes", r"Detected modified: (\S+)", "passed",
)  # fmt: skip
WHOLE = '[tool.pytest-watcher]\npatterns = ["**/*.py"]\n'

# Where the whole of sys.path is watched it is 7.0.0: 7.1.0 never settles in a Python of more than 4,096 folders.
# (what it shows, the program, watchdog's release, whether a save is heard)
CASES = [
    ("runserver_plus, 6", PLUS, "6.0.0", True),
    ("runserver_plus, 7", PLUS, "7.0.0", False),
    ("runserver_plus, none", PLUS, None, True),
    ("runserver_plus, 7, told to poll", PLUS._replace(command=f"{PLUS.command} --reloader-type stat"), "7.0.0", True),
    ("runserver_plus, 7, polls by its settings", PLUS._replace(files={**PLUS.files, "settings.py": f'{SETTINGS}RUNSERVERPLUS_POLLER_RELOADER_TYPE = "stat"\n'}), "7.0.0", True),
    ("Dash, 6", DASHBOARD, "6.0.0", True),
    ("Dash, 7", DASHBOARD, "7.0.0", False),
    ("Dash, none", DASHBOARD, None, True),
    ("Dash, 7, told to poll", DASHBOARD._replace(files={"app.py": DASH.replace("debug=True", 'debug=True, reloader_type="stat"')}), "7.0.0", True),
    ("auto-restart, 6", medo("*.py"), "6.0.0", True),
    ("auto-restart, 7", medo("*.py"), "7.1.0", False),
    ("auto-restart, 7, any name", medo("*"), "7.1.0", False),
    ("auto-restart, 7, from the root of all", medo("*.py", "-R -d {root}", "worker.py"), "7.1.0", False),
    ("auto-restart, 7, another folder", medo("*.py", "-R -d src"), "7.1.0", False),
    ("auto-restart, 7, a pattern two folders deep", medo("*/worker.py", edited="src/a/worker.py"), "7.1.0", False),
    ("auto-restart, 6, a pattern two folders deep", medo("*/worker.py", edited="src/a/worker.py"), "6.0.0", True),
    ("auto-restart, 7, whole paths", medo("**/*.py"), "7.1.0", True),
    ("auto-restart, 7, no pattern", medo(""), "7.1.0", True),
    ("auto-restart, 7, all in the top folder", medo("*.py", edited="worker.py"), "7.1.0", True),
    ("auto-restart, 7, the top folder alone", medo("*.py", "-d .", "worker.py", "certain.txt")._replace(files={"worker.py": WORKER, "src/a.py": ""}), "7.1.0", True),
    ("shell-command, 6", SHELL, "6.0.0", True),
    ("shell-command, 7", SHELL, "7.1.0", False),
    ("shell-command, 7, whole paths", SHELL._replace(command=SHELL.command.replace("*.py", "**/*.py")), "7.1.0", True),
    ("pytest-watcher, 6", PTW, "6.0.0", True),
    ("pytest-watcher, 7", PTW, "7.1.0", False),
    ("pytest-watcher, 7, all in the top folder", PTW._replace(files={"test_first.py": TEST}, edited="test_first.py"), "7.1.0", True),
    ("pytest-watcher, 7, whole paths", PTW._replace(files={**PTW.files, "pyproject.toml": WHOLE}), "7.1.0", True),
]  # fmt: skip


def requirements(program: Program, release: str | None) -> list[str]:
    """What the project asks for: the program, and watchdog in this release where there is one."""
    named = any(one.startswith("watchdog") for one in program.asks)
    asks = program.asks if named or not release else [*program.asks, "watchdog"]
    return [f"{one}=={release}" if one.startswith("watchdog") and release else one for one in asks]


def write(folder, program: Program, lines: list[str]) -> None:
    """The project, with one test or text more, which is heard in any case."""
    command = program.command.format(port="8000", root="/srv/shop")
    more = {
        program.certain: TEST.replace("first", "more"),
        ".python-version": f"{PYTHON}\n",
        "requirements.txt": "\n".join([*lines, ""]),
        **({"Procfile": f"worker: {command}\n"} if program.written else {}),
    }
    for name, text in {**more, **program.files}.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def heard(folder, program: Program, lines: list[str], log, polls: bool = False) -> bool:
    """Whether the real program, in an environment of these requirements, hears that the file in question is saved."""
    python = environment("watchdog-reloader", lines, python=PYTHON)
    command = shlex.split(program.command.format(port=free_port(), root=folder))
    env = {"PATH": os.path.dirname(python) + os.pathsep + os.environ["PATH"], "PYTHONDONTWRITEBYTECODE": "1"}
    edited, certain = folder / program.edited, folder / program.certain
    with running(command, folder, log, env=env) as server:
        server.waits_for(lambda: program.ready in server.said())
        if not polls:
            watches(server, edited.parent, certain.parent)
        first = first_noticed(server, program.noticed, [edited] if polls else [edited, certain], polls=polls)
        assert first.endswith((edited.name, certain.name))
        server.waits_for(lambda: program.again in server.said())
        if "shell-command" in command:  # a shell for each file, and either may be the first to write
            time.sleep(2)
            return any(one.endswith(edited.name) for one in re.findall(program.noticed, server.said()))
        return first.endswith(edited.name)


@pytest.mark.parametrize(
    ("program", "release", "hears"), [case[1:] for case in CASES], ids=[case[0].replace(" ", "-") for case in CASES]
)
def test_the_rule_speaks_where_a_save_is_not_heard(program, release, hears, tmp_path, found):
    folder = tmp_path / "project"
    lines = requirements(program, release)
    write(folder, program, lines)
    polls = release is None or any(
        "stat" in re.split(r"\W+", text) for text in (program.command, *program.files.values())
    )
    assert heard(folder, program, lines, tmp_path / "log", polls) is hears
    assert (DEAF in {rule for rule, _, _ in found("check_reloader", folder)}) is not hears


@pytest.mark.parametrize(
    ("program", "release"),
    [(PLUS._replace(asks=[*PLUS.asks[:2], "Werkzeug[watchdog]==3.1.9"]), None), (PLUS, "7.0.0"), (medo("*.py"), "7.1.0"), (medo("*.py"), None)],
    ids=["runserver_plus, by an extra", "runserver_plus, pinned", "watchmedo, pinned", "watchmedo, any release"],
)  # fmt: skip
def test_what_fix_leaves_is_heard(program, release, tmp_path, run, found):
    folder = tmp_path / "project"
    lines = requirements(program, release)
    write(folder, program, lines)
    assert DEAF in {rule for rule, _, _ in found("check_reloader", folder)}
    run("check_reloader", "--fix", "--unsafe-fixes", cwd=folder)
    assert DEAF not in {rule for rule, _, _ in found("check_reloader", folder)}
    fixed = (folder / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert heard(folder, program, fixed, tmp_path / "log")
