"""What can be known of a dev server. Each module of a folder below this one that says `SERVER = …` is one: a subclass of
`Server` that says what is true of it, and leaves the rest as it stands here."""

from __future__ import annotations

import shlex

from watchlint.records import Record
from watchlint.servers.arguments import kept, positional, says, values
from watchlint.servers.start import Absent, Beside, Call, Doubt, Fault, Launch, Nest, Planning, Running, Start

# What a server's module needs is found here, whichever module it stands in.
__all__ = [
    "FILTERS", "FORCED", "Absent", "Believed", "Beside", "Call", "Doubt", "Fault", "Launch", "Nest", "Patterns", "Planning",
    "Running", "Server", "Start", "Way", "kept", "positional", "says", "values",
]  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from typing import Any

    from watchlint.facts.packages.dependencies import Dependencies
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.plan import WatchPlan
    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings

    _Words = tuple[str, ...]
    Row = tuple[str, str, _Words, _Words, str, _Words, _Words, _Words, _Words, _Words, str]


class Way(Record):
    """How a server is told something: in a sentence, with what it costs, and as the words or the variable that do it."""

    do: str
    price: str = ""
    words: tuple[str, ...] = ()
    variable: tuple[str, str] | None = None


class Patterns(Record):
    """Options that name folders to watch, and patterns of files that a folder may match too.

    folders, include, exclude  the options
    library  the package (PyPI) that compares with patterns; without it the server polls, and knows none
    alone    the release since which folders that are named take the working folder's place
    silent   the release since which nothing is said at the inotify limit
    """

    folders: str
    include: str
    exclude: str
    library: str
    alone: tuple[int, ...]
    silent: tuple[int, ...]


class Believed(Record):
    """An option that is believed to take folders out, and takes none. `words`: with which the model can be asked what
    they save (`{folder}` is a large folder here); none where that is nothing, always."""

    id: str
    option: str
    why: str
    words: tuple[str, ...] = ()


FILTERS = "filters what is reported, not what is watched"


class Server:
    """A dev server. What is set here holds where its module says nothing else."""

    name = "process"
    """In the contract: what `--server` takes and the JSON says."""
    title = ""
    """In a sentence about a start that watches: `flask run --debug`. Its name where it has no other."""
    programs: tuple[str, ...] = ()
    """The programs and the modules (`python -m`) that start it. One that begins with `*` ends so."""
    words: tuple[str, ...] = ()
    """One of these stands in every file that starts it, where its programs' names do not or are too common."""
    mark = ""
    """A variable that is "true" in its processes, whatever started them; or `NAME=word`, where it holds that word."""
    variables: tuple[str, ...] = ()
    """The variables that it obeys."""
    calls: tuple[Call, ...] = ()
    """How Python code starts it."""
    beside = False
    """It runs beside Python's servers and reloads no Python: it takes from the same limit."""
    in_code = False
    """Its app's own code starts it, and no command: `python main.py`."""
    imports: tuple[str, ...] = ()
    """An app that imports one of these is started with it."""
    packages: tuple[str, ...] = ()
    """The packages (PyPI) a project asks for that uses it with a watcher: it takes inotify watches then. With an extra
    where without it the package may be there for what watches nothing."""
    comes_with: tuple[str, ...] = ()
    """The packages (PyPI) that bring it."""
    may_use: tuple[str, ...] = ()
    """The watchers (PyPI) that it uses where they are installed."""
    needs: tuple[str, ...] = ()
    """It takes watches with one of these packages only, and polls without."""
    globs: Patterns | None = None
    """Its options that take patterns, where these may change which folders are watched."""
    in_place = False
    """One that reloads starts itself again in its own process, and so has no other below it."""
    waits_for_old = False
    """It starts its app again only when the old one has ended."""
    shows_release = False
    """Whether its own release says something about how it watches."""
    starts: tuple[str, ...] = ()
    """The servers that it starts below itself, by name: they are a part of it."""
    deep = True
    """It watches what is below its folders, too."""
    first_watches = False
    """Its first process watches; what it starts may have watches of its own, which are none of its."""
    each_worker = False
    """Each of its workers watches for itself."""
    on_visit = False
    """It watches while a browser has the app open."""
    at_least = False
    """It watches the folders of loaded modules, which a model knows a part of."""
    patterned = False
    """It compares files with patterns of its user's, by watchdog's own matching."""
    loops = False
    """watchdog 7.1.0 may loop on a root that it watches with all below."""
    polling: Way | None = None
    """How it polls instead of waiting for events; the variable stands for a shell that starts it."""
    off: Way | None = None
    """How it watches nothing."""
    believed: tuple[Believed, ...] = ()
    """What people believe lowers its cost."""
    passing = ""
    """How it is told to pass over a folder, `{folder}`, so that it takes no watch there."""
    heard: tuple[str, ...] = ()
    """How the names of the files end that it starts again for; any, where none is named."""
    excluding: tuple[str, ...] = ()
    """Its options that are taken to keep folders from being watched, and do not."""
    blacklist: tuple[str, ...] = ()
    """Its option, and its variable, for folders from which it takes no module, watched all the same."""
    home_of_app = False
    """It watches the folder of its app, wherever it starts."""
    serving: tuple[str, ...] = ()
    """How variables begin that are set only where it serves."""
    around = ""
    """How it starts any `{command}` again for an edit."""
    narrower = ""
    """Its option that names the folders to watch."""
    narrower_variable = ""
    """The variable that does the same."""

    reading: tuple[str, ...] = ()
    """Its options whose values are read or reloaded on and are no Python: an app's imports don't tell where they lie."""

    traced: tuple[str, ...] = ()
    """A log that was written by it names one of these: folders of site-packages, or programs."""
    greets: tuple[str, ...] = ()
    """What it says in a log when it starts."""
    library = ""
    """The library whose messages stand in its log."""

    # how it is recognised

    def row(self, module: str) -> Row:
        """What the index holds of it, `module` being where it is declared."""
        called = dict.fromkeys(name.partition(".")[0] for call in self.calls for name in call.functions)
        return (
            self.name, module, self.programs, self.words or self.programs, self.mark, tuple(dict.fromkeys(self.variables)),
            self.packages, tuple(called), self.traced, self.greets, self.library,
        )  # fmt: skip

    def start(self, program: Program) -> Start | None:
        """What these words start; None where that is no server."""
        return None

    def typed(self, app: str | None) -> Start:
        """The start that a person would type who names only this app."""
        return Start(app, (app,) if app else (), True)

    def claims(self, app: str) -> bool:
        """Whether an app of this name alone is one of its."""
        return False

    def is_used(self, paths: Sequence[str]) -> bool:
        """Whether the files of a repository show that it is used here, though none starts it."""
        return False

    def line(self, launch: Launch) -> str:
        """The command line, for a reader."""
        return shlex.join([launch.program or ("python" if self.in_code else self.name), *launch.arguments])

    def guessed(
        self, paths: Sequence[str], read: Callable[[str], bytes | None], depends_on: Callable[[str], bool]
    ) -> Iterator[str]:
        """The apps that are there to be started where nothing says how."""
        return iter(())

    def really(self, launch: Launch, read: Callable[[str], bytes | None]) -> Launch | None:
        """A start that looks like one of its, as one of the server that it really is; None where it is none that is known."""
        return launch

    def configured(self, repository: Repository) -> bool:
        """Whether the repository has a file that configures it."""
        return False

    def told_to_watch(self, repository: Repository) -> bool:
        """Whether it watches as far as such a file tells."""
        return True

    # what it watches

    def plan(self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings) -> Planning:
        """What this start will watch. Raises Absent where what it serves is not there."""
        raise NotImplementedError

    def live(self, running: Running, beside: Beside) -> WatchPlan:
        """What this running server should watch. A plan without roots and with `instances` can't be compared."""
        from watchlint.servers import plan as plans

        return plans.WatchPlan(
            "process",
            [plans.Root(beside.root)],
            certain=False,
            notes=["no dev server we know: compared with all of the folder"],
        )

    def watches(self, launch: Launch) -> bool:
        """Whether this start takes inotify watches, as far as its own words and variables tell."""
        return launch.reloads and not self.needs

    def has_watcher(self, program: str, dependencies: Dependencies) -> bool:
        """Whether the project asks for what it watches with, started by this program; True where it needs nothing more."""
        return True

    def folders(self, launch: Launch) -> list[str]:
        """The folders that its words name to be watched; none where it takes the working folder."""
        return values(launch.arguments, self.narrower) if self.narrower else []

    def module_folder(self, launch: Launch) -> str:
        """The folder, beside the working one, from which its words let it import the app."""
        return ""

    # what lowers that

    def nest(self, plan: WatchPlan, files: Sequence[str], cwd: str) -> Nest | None:
        """How its app comes into a folder of its own; None where that is no move."""
        return None

    def narrowed(self, words: tuple[str, ...], folders: list[str]) -> tuple[list[str], tuple[str, ...]] | None:
        """(what is added, all words) of the same start on these folders only; None where it takes no folders."""
        if not self.narrower:
            return None
        more = [word for folder in folders for word in (self.narrower, folder)]
        return more, (*words, *more)

    # a running one: what is wrong with it, and the commands that end it

    def lost(self, words: Sequence[str], files: Sequence[str], cwd: str) -> tuple[str, str] | None:
        """The first of its patterns, and the file, which watchdog up to 6 took together and 7 does not; None where there
        is none. `files`, `cwd`: relative to the root."""
        return None

    def unmatched(self, running: Running) -> list[str]:
        """The same of a running one, or []."""
        return []

    def to_poll(self, words: Sequence[str], python: str) -> str:
        """The command that makes it poll; `words`, `python`: those it was started with. "" where it has no way to."""
        if self.polling is None:
            return ""
        if self.polling.variable is None and self.polling.words:
            return shlex.join([self.name, *words, *self.polling.words])
        name, value = self.polling.variable or FORCED
        return f"export {name}={shlex.quote(value)}  # then start {self.name} again"

    def to_wait(self, polls: str, words: Sequence[str], environ: Mapping[str, str], python: str) -> str | None:
        """The command that makes it wait for events, where it polls for this reason; None where there is none to say."""
        name, value = self.polling.variable if self.polling and self.polling.variable else FORCED
        return f"unset {name}  # then start {self.name} again" if environ.get(name) else None

    def may_reload(self, words: Sequence[str], cwd: str) -> bool:
        """Whether a file that it reads may have turned reloading on, where its words do not."""
        return False

    def said(self, words: Sequence[str]) -> bool | None:
        """Whether the words behind a script, whose code starts this server, say that it reloads; None where they say nothing."""
        return None

    def titled(self, environ: Mapping[str, str], holds: bool) -> Start | None:
        """What a process of Node.js is that calls itself by this server's name in place of its words; `holds`: inotify
        instances. None where it does not, or does not watch."""
        return None

    def built(self, words: Sequence[str], cwd: str) -> tuple[list[str], list[str]]:
        """(the folders of the files that it builds again from, those in them that it builds into), absolute; none where it
        starts a program again."""
        return [], []

    def loads(self, words: Sequence[str], cwd: str) -> tuple[str, list[str]]:
        """(the module that it serves, the folders from which its words let it be imported); ("", []) where edits of it
        are noticed wherever it lies, or that is not known."""
        return "", []

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        """The command that starts the same with reloading, for one that was started without; `script`: its program as it
        was written. None where there is none to say."""
        return None

    def to_widen(self, seen: Mapping[str, Any], folders: Sequence[str]) -> str | None:
        """The command that starts it on these folders, too, which hold code that it runs; None where there is none to say."""
        if not seen["again"] or not self.narrower:
            return None
        words = [word for folder in (*seen["watched"], *folders) for word in (self.narrower, folder)]
        return f"{seen['again']} {shlex.join(words)}"

    def to_exclude(self, seen: Mapping[str, Any], file: str) -> str | None:
        """The command that starts it so that it does not ask for this file; None where there is none to say."""
        if not self.excluding or seen["polls"]:
            return None
        return f"{seen['again'] or shlex.join([self.name, *seen['words']])} {shlex.join([self.excluding[0], file])}"

    def to_narrow(self, words: Sequence[str]) -> str | None:
        """The command that starts it on fewer folders; None where we know of none."""
        return None

    def still_for(self, launch: Launch, dependencies: Dependencies) -> str:
        """Why this start does not reload, as far as its words tell; "" where the release may decide otherwise."""
        return f"{self.name} is started without reloading, so it notices no edit"

    def unheard(self, repository: Repository) -> Iterable[tuple[str, int, Doubt]]:
        """Code that tells it to reload where it does not: the file, the line, and what to say."""
        return ()

    def doubts(self, launch: Launch, repository: Repository) -> Iterable[Doubt]:
        """What this repository says of a start that reloads: that it polls, that its packages do not fit together."""
        return ()

    def troubles(self, running: Running, root: str, release: str) -> list[dict[str, str]]:
        """What of its configuration is not in force; `release`: "" where not known."""
        return []

    def turned_off(self, seen: Mapping[str, Any]) -> Fault | None:
        """Where its settings keep it from watching anything."""
        return None

    def misled(self, seen: Mapping[str, Any]) -> Iterable[Fault]:
        """What of its settings keeps an edit from being shown; `seen`: with its `options` and `troubles`."""
        return ()

    def faults(self, seen: Mapping[str, Any], watchdog: tuple[int, ...]) -> Iterable[Fault]:
        """What keeps this release from reloading although every folder is watched."""
        return ()


FORCED = ("WATCHFILES_FORCE_POLLING", "1")
"""What makes every server on watchfiles poll."""
