"""What many servers share: their words say whether they watch, and name the app."""

from __future__ import annotations

import os
import shlex

from watchlint.servers import imported
from watchlint.servers.arguments import apart
from watchlint.servers.model import Launch, Server, Start, kept, positional, says, values

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from watchlint.servers.program import Program
    from watchlint.servers.surroundings import Surroundings


class Told(Server):
    """A server that watches by a flag or always, behind a subcommand or not."""

    subcommands: tuple[str, ...] = ()
    """Its subcommands that serve; none where it has no subcommand."""
    reload: tuple[str, ...] = ("--reload",)
    """Its flags that turn watching on."""
    still: tuple[str, ...] = ("--no-reload",)
    """Its flags that turn watching off."""
    always = False
    """It watches without a flag."""
    reloads_variable = ""
    """The variable that stands for its flag."""
    flags: frozenset[str] = frozenset()
    """Its options that take no value."""
    app_option: tuple[str, ...] = ()
    """Its options that name the app."""
    folder_option = ""
    """Its option for the folder, beside the working one, from which it imports the app."""
    by_file = False
    """Its app is a file, imported from the folder where it lies."""
    as_script = False
    """Its app is a file that is run as a program."""
    example = "main:app"
    """An app as people name it; '' where they name none."""

    def start(self, program: Program) -> Start | None:
        words, own = program.words, self.own(program.words)
        if own is None:
            return None
        given = (one for word in words for one in apart(word, self.no_values))
        said = [word for word in given if word in self.reload or word in self.still]
        told = said[-1] in self.reload if said else self.always or says(program.environment.get(self.reloads_variable))
        return Start(self.app(words), words, told)

    def own(self, words: Sequence[str]) -> Sequence[str] | None:
        """The words behind the subcommand; None where these words do not serve."""
        if not self.subcommands:
            return words
        first = positional(words, self.no_values)
        return words[list(words).index(first) + 1 :] if first in self.subcommands else None

    def app(self, words: Sequence[str]) -> str | None:
        """The app that these words name."""
        named = [value for option in self.app_option for value in values(words, option)]
        return named[-1] if named else positional(self.own(words) or (), self.no_values)

    @property
    def no_values(self) -> frozenset[str]:
        """All of its options that take no value."""
        return self.flags.union(self.reload, self.still)

    def typed(self, app: str | None) -> Start:
        app = (app if self.by_file or self.as_script else imported.as_module_name(app)) or self.example or None
        named = (self.app_option[0], app) if self.app_option and app else ()
        last = (app,) if app and not named else ()
        return Start(app, (*named, *self.subcommands[:1], *(() if self.always else self.reload[:1]), *last), True)

    def to_reload(self, words: Sequence[str], script: str) -> str | None:
        same = frozenset((*self.app_option, *_PLACES, *filter(None, (self.folder_option,))))
        left = kept([word for word in words if word not in self.still], same, self.no_values)
        told = self.always or any(word in self.reload for word in left)
        return shlex.join([self.programs[0], *left, *(() if told else self.reload[:1])])

    def module_folder(self, launch: Launch) -> str:
        if self.by_file:
            return os.path.dirname(_file(launch.script or launch.app))
        return (values(launch.arguments, self.folder_option) or [""])[0] if self.folder_option else ""

    def runs(
        self, launch: Launch, cwd: str, environ: Mapping[str, str], around: Surroundings
    ) -> tuple[list[str], list[str]]:
        """(folders that gain a __pycache__, the project's own files) of a start."""
        if self.as_script:
            return imported.of_command(launch.script or launch.app or "", cwd, environ, around)
        app = os.path.basename(_file(launch.script or launch.app)) if self.by_file else launch.app
        compiles, files, _ = imported.of_module(app, self.module_folder(launch), cwd, environ, around)
        return compiles, files

    def home(self, words: Sequence[str], cwd: str) -> str:
        """The folder of the app, absolute."""
        return os.path.dirname(os.path.realpath(os.path.join(cwd, _file(self.app(words)) or "app.py")))


_PLACES = ("--host", "--port", "--bind", "-b", "-p", "-H", "-a", "--dev-addr")
"""Options that say where it listens: they stay when it is started again."""


def _file(app: str | None) -> str:
    return (app or "").partition(":")[0]
