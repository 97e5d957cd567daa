"""One start of a dev server: as it is written, as it is planned, and as it is found running."""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any, TypedDict

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.launch.places.resolver import Place
    from watchlint.facts.python.interpreter import Interpreter
    from watchlint.servers.plan import WatchPlan

    class Learned(TypedDict, total=False):
        """What a server tells of itself while it is looked at. `options`: Streamlit's [key, value, origin] as it says them,
        `options_read`: as we read them; `click`: the release beside mkdocs."""

        options: list[list[Any]]
        options_read: list[list[Any]]
        click: str


class Launch(Record):
    """One start of a dev server.

    server       its name in the contract; `python -m flask` is flask
    app          what it serves: the script (streamlit), manage.py, "module:app", the command that is watched; None: not said
    arguments    the words after the program's name, its subcommand first
    cwd          the folder it starts in, relative to the root ("" is the root), or None where the file does not tell
    environment  the variables set for it
    path, line, column  where it is written; the line and column (from 1) of the program's word
    reloads      whether it watches files, started so: `granian` does with --reload only
    certain      False where nothing starts it and it is there all the same
    program      the program's name where it is another than the server's: `fastapi`
    as_module    started with `python -m`, which puts the working folder on sys.path
    command      the command of a file that starts it; None where no file does
    place        where that command starts
    script       the Python file whose code starts it when it is run, as it is called where it starts; "" where none does
    decided      what decides, when that code runs, whether it watches: `reload=settings.debug`; "" where that is known
    call         how that code starts it
    through      the script that is given this command line and has to start it, as it is called there; "" where none is
    """

    server: str
    app: str | None
    arguments: tuple[str, ...]
    cwd: str | None
    environment: Mapping[str, str]
    path: str | None
    line: int | None
    column: int | None
    reloads: bool
    certain: bool
    program: str = ""
    as_module: bool = False
    command: Command | None = None
    place: Place | None = None
    script: str = ""
    decided: str = ""
    call: Call | None = None
    through: str = ""


class Start(Record):
    """What the words of one program start: see the same names in Launch."""

    app: str | None
    arguments: tuple[str, ...]
    reloads: bool


class Planning(Record):
    """A start, planned.

    plan      its WatchPlan
    files     the project's own files that it runs: the script and the modules it imports (real paths)
    watchdog  the release of watchdog it uses, as numbers, () where it uses none, None where not known
    stays     roots that are named by a setting and not by the app: they stay when the app moves (real paths)
    """

    plan: WatchPlan
    files: Sequence[str] = ()
    watchdog: tuple[int, ...] | None = ()
    stays: tuple[str, ...] = ()


class Call(Record):
    """How Python code starts a server.

    functions  dotted, by the module they are imported from: `bottle.run`; a method by its class: `flask.Flask.run`
    reload     the keywords that decide whether it reloads: the first that is given does
    words      the words of a command line that starts the same
    always     whether it reloads where no keyword says so
    named      whether its app has to be named by a text
    options    its keywords that give what options of the command line give: (keyword, option)
    commas     whether a text stands for several, with commas between
    elsewhere  the class of an app that is made in another file, where the project asks for that class's package
    """

    functions: tuple[str, ...]
    reload: tuple[str, ...]
    words: tuple[str, ...]
    always: bool = False
    named: bool = False
    options: tuple[tuple[str, str], ...] = ()
    commas: bool = False
    elsewhere: str = ""


class Nest(Record):
    """How an app comes into a folder of its own: the folder where it stands now, more folders that go along, the files
    whose __pycache__ goes along, and what to do, with `{names}` for what moves."""

    home: str
    along: tuple[str, ...]
    compiled: tuple[str, ...]
    do: str


class Doubt(Record):
    """What the files of a project say of a start that may keep an edit from being noticed: a message, and what to do.
    `id`: the kind."""

    id: str
    message: str
    step: str


class Fault(Record):
    """What is wrong with a running server although every folder is watched: how much it weighs (error, warning or info), a
    message (`{name}` is the server) and the step that ends it: a command that starts it again, or one that installs
    something. `deaf`: no edit at all reloads it."""

    id: str
    severity: str
    message: str
    step: str
    deaf: bool = False


class Running(Record):
    """A running dev server.

    server     its name in the contract, or 'process' for one asked for by number that is none of them
    pids       its processes, the one that was started first
    words      the words after the program's name, its subcommand first
    as_module  started with `python -m`, which puts the working folder on sys.path
    cwd        its working folder or ''
    python     the interpreter it was started with or ''
    environ    the variables that servers obey and that are set for it
    state      the letter of proc(5), T for stopped
    visible    False where its descriptors may not be looked at
    script     its program as it was written: `./manage.py`
    reloads    whether it was started so that it reloads
    code       the line of Python code that starts it, `main.py:12`; "" where its command line does
    written    how that line would be written to reload
    decided    what decides in that line whether it reloads, where no process tells it; "" where that is known
    """

    server: str
    pids: list[int]
    words: list[str]
    as_module: bool
    cwd: str
    python: str
    environ: dict[str, str]
    state: str
    visible: bool
    script: str = ""
    reloads: bool = True
    code: str = ""
    written: str = ""
    decided: str = ""


class Beside(Record):
    """What a running server has beside it: the project's root, its interpreter, its working folder, what PYTHONPATH adds
    (absolute), how long it may be asked, and a place for what is learned of it on the way."""

    root: str
    python: Interpreter | None
    cwd: str
    pythonpath: list[str]
    timeout: float
    learned: Learned

    def release(self, package: str) -> tuple[int, ...] | None:
        """The release of a package that is installed beside it."""
        return self.python.release(package) if self.python else None

    def has(self, package: str) -> bool | None:
        """Whether a package can be imported there; None where nobody tells."""
        return self.python.has(package) if self.python else None


class Absent(Exception):
    """The app of a start is not in this work tree: the message says which."""
