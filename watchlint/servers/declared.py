"""What a server is, as plain values: how it is called and recognised, what it takes, and which words tell it what."""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.servers.start import Call

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

FORCED = ("WATCHFILES_FORCE_POLLING", "1")
"""What makes every server on watchfiles poll."""


class Declared:
    """What a server's module says of it as plain values. What is set here holds where its module says nothing else."""

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

    def row(self, module: str) -> Row:
        """What the index holds of it, `module` being where it is declared."""
        called = dict.fromkeys(name.partition(".")[0] for call in self.calls for name in call.functions)
        return (
            self.name, module, self.programs, self.words or self.programs, self.mark, tuple(dict.fromkeys(self.variables)),
            self.packages, tuple(called), self.traced, self.greets, self.library,
        )  # fmt: skip
