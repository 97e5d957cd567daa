"""What can be known of a dev server. Each module of a folder below this one that says `SERVER = …` is one: a subclass of
`Server` that says what is true of it, and leaves the rest as it stands here."""

from __future__ import annotations

import shlex

from watchlint.servers.arguments import kept, positional, says, values
from watchlint.servers.declared import FILTERS, FORCED, Believed, Declared, Patterns, Way
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


class Server(Declared):
    """A dev server: what is declared of it, and what it answers. What stands here holds where its module says nothing else."""

    # how it is recognised

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
