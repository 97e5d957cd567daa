"""Where a command starts: which folder of this repository it is, and which of its files are there.

Nothing is guessed. What the launch files say decides; where several folders are possible, the one that holds the app does,
if there is one such folder only; else the answer is that it is not known.
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch import kinds, started
from watchlint.facts.launch.base.model import CALLER, DEVCONTAINER, HOST, IMAGE, SERVICE, TREE
from watchlint.facts.launch.base.simple_commands import normal
from watchlint.facts.launch.places.containers import Containers
from watchlint.facts.launch.places.tree import Tree
from watchlint.facts.launch.places.world import Found, World, found_in, holds, missing, origin_of, path_in
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.model import Command
    from watchlint.facts.repository.repository import Repository

UNKNOWN = "the folder it starts in is not known"

_GIVEN = ("$@", "${@}", "$*", "${*}")
"""How a script names all the words that it was given."""

_DEEPEST = 4
"""How far scripts that call scripts are followed."""

MOST_CALLERS = 1000
"""Callers that are looked at for one command; scripts that all call each other have more ways than can be followed, and then its
folder is not known."""


class Place(Record):
    """Where a command starts.

    folder   the folder of this repository, relative to the root ("" is the root); None where it is not known
    whole    whether all that this folder holds here is there too; else `parts` of it, where those are known
    outside  what the folder is called in its container; None in the work tree
    """

    folder: str | None
    whole: bool
    parts: tuple[str, ...] = ()
    outside: str | None = None
    world: World | None = None


NOWHERE = Place(None, False)


class Resolver:
    """Answers for one repository."""

    def __init__(self, repository: Repository) -> None:
        self.repository = repository
        self.tree = Tree(repository)
        self._containers = Containers(repository, self.tree)
        self._known_callers: dict[str, list[Command]] = {}
        self._room = MOST_CALLERS

    def place(self, command: Command, app: str | None = None) -> Place:
        """Where a command starts. `app`: what it serves: a script, `module:app`; it decides between several places."""
        self._room = MOST_CALLERS
        found = {one.folder: one for one in self._places(command, app, 0) if one.folder is not None}
        if self._room <= 0:
            return NOWHERE
        if len(found) > 1 and app:
            found = {folder: one for folder, one in found.items() if folder is not None and self.has(folder, app)}
        place = next(iter(found.values())) if len(found) == 1 else NOWHERE
        return NOWHERE if app and self._is_apart(place, app) else place

    def _is_apart(self, place: Place, app: str) -> bool:
        """Whether only parts of the folder are mounted, the rest is an image's that nobody sees, and no part has the app."""
        if not place.parts or not re.fullmatch(r"[A-Za-z_][\w./-]*(?::[\w.()]+)?", app):
            return False
        if place.world is None or any(mount.ignored is not None for mount in place.world.mounts):
            return False
        folder = place.folder or ""
        below = [posixpath.join(part, name) for part in place.parts for name in _files(app)]
        held = any(_is_part(name, place.parts) for name in _files(app))
        return not held and not any(self.tree.is_there(normal(posixpath.join(folder, path))) for path in below)

    def path(self, command: Command, path: str) -> str | None:
        """The path here of an absolute path that a command names; None where it is not of this repository."""
        found = {path_in(world, path, self.tree) for world in self._worlds_of(command)} - {None}
        return found.pop() if len(found) == 1 else None

    def handed(self, command: Command, script: str) -> Command | None:
        """A command whose words a script is given, in the folder in which the script starts them (`exec "$@"`); None where the
        script is not of this repository, or is not seen to start them."""
        here = self.path(command, script) if script.startswith("/") else None
        paths = [here] if here is not None else self.repository.named(posixpath.basename(script))
        folders = set()
        for path in paths:
            source = self.tree.source(path, kinds.SHELL)
            inner = started.of_source(source, self.tree.read) if source is not None else []
            found = {one.cwd for one in inner if any(word.text in _GIVEN for word in one.words)}
            if not found:
                return None
            folders |= found
        if not folders:
            return None
        folder = folders.pop() if len(folders) == 1 else None
        if folder and not folder.startswith("/"):
            folder = None if command.cwd is None else posixpath.join(command.cwd, folder)
        return command._replace(cwd=command.cwd if folder == "" else folder)

    def holds(self, place: Place, name: str) -> bool | None:
        """Whether what lies under this name in the folder here is there too; None where that is not known."""
        if place.folder is None:
            return None
        if place.world is None or place.outside is None:
            return self.tree.is_there(posixpath.join(place.folder, name))
        return holds(place.world, posixpath.join(place.outside, name), self.tree)

    def missing(self, place: Place) -> list[str]:
        """The folders here, relative to the root, that are below the folder of this place and are not there."""
        if place.whole or place.folder is None or place.world is None or place.outside is None:
            return []
        return list(missing(place.world, place.outside, place.folder, self.tree))

    def brings(self, place: Place, path: str) -> bool | None:
        """Whether a file of this path, relative to the root, would be there under the same name below the folder; None where
        that is not known."""
        if place.folder is None:
            return None
        if place.world is None or place.outside is None:
            return True
        name = posixpath.relpath(path, place.folder or ".")
        origin = origin_of(place.world, posixpath.join(place.outside, name))
        return None if origin is None else origin == path

    def has(self, folder: str, app: str) -> bool:
        """Whether an app is to be found from a folder: the script, or the module's file or package, in `src` too."""
        return any(self.tree.is_there(normal(posixpath.join(folder, path))) for path in _files(app))

    def _places(self, command: Command, app: str | None, deep: int) -> Iterator[Place]:
        cwd, where = command.cwd, command.where
        if where.kind == TREE:
            if cwd is not None and not cwd.startswith(("/", "..")):
                yield Place(cwd, True)
        elif where.kind == CALLER:
            yield from self._of_script(command, app, deep)
        elif where.kind == HOST:
            yield from self._anywhere(cwd, app)
        elif where.kind in (IMAGE, SERVICE, DEVCONTAINER):
            for world in self._worlds_of(command):
                yield from self._in_world(world, cwd)

    def _is_here(self, folder: str) -> bool:
        return not folder.startswith(("/", "..")) and self.tree.is_folder(folder)

    def _in_world(self, world: World, cwd: str | None) -> Iterator[Place]:
        if cwd is not None and not cwd.startswith("/"):
            cwd = None if world.workdir is None else posixpath.normpath(posixpath.join(world.workdir, cwd))
        found: Found | None = found_in(world, cwd, self.tree) if cwd is not None else None
        if found is not None and not found.folder.startswith(".."):
            yield Place(found.folder, found.whole, found.parts, cwd, world)

    def _anywhere(self, cwd: str | None, app: str | None) -> Iterator[Place]:
        """A folder of some machine: those of the containers that this repository describes in which it is the app's."""
        if cwd is None or not cwd.startswith("/") or not app:
            return
        for world in self._containers.every:
            for place in self._in_world(world, cwd):
                if place.folder is not None and self.has(place.folder, app):
                    yield place

    def _of_script(self, command: Command, app: str | None, deep: int) -> Iterator[Place]:
        cwd = command.cwd
        if cwd is None:
            return
        callers = self._callers(command.path) if deep < _DEEPEST else []
        callers = callers[: max(0, self._room)]
        self._room -= len(callers)
        if cwd.startswith("/"):
            for caller in callers:
                for world in self._worlds_of(caller):
                    yield from self._in_world(world, cwd)
            if not callers:
                yield from self._anywhere(cwd, app)
            return
        if callers:
            for caller in callers:
                for place in self._places(caller, app, deep + 1):
                    yield from self._below(place, cwd)
            return
        folders = dict.fromkeys((normal(cwd), normal(posixpath.join(posixpath.dirname(command.path), cwd))))
        for folder in folders:
            if self._is_here(folder):
                yield Place(folder, True)

    def _below(self, place: Place, cwd: str) -> Iterator[Place]:
        if not cwd:
            yield place
        elif place.world is not None and place.outside is not None:
            yield from self._in_world(place.world, posixpath.normpath(posixpath.join(place.outside, cwd)))
        elif place.folder is not None:
            folder = normal(posixpath.join(place.folder, cwd))
            if self._is_here(folder):
                yield Place(folder, True)

    def _callers(self, script: str) -> list[Command]:
        """The commands of launch files that name a script as their program, or as what a shell is to run."""
        if script not in self._known_callers:
            self._known_callers[script] = list(self._naming(script))
        return self._known_callers[script]

    def _naming(self, script: str) -> Iterator[Command]:
        copies = [one.target for world in self._containers.every for one in world.mounts if one.origin == script]
        names = {posixpath.basename(path) for path in (script, *copies)}
        for path, kind in kinds.candidates(self.repository).items():
            data = self.tree.read(path) if path != script and kind not in started.PASSED_OVER else None
            if not data or not any(name.encode() in data for name in names):
                continue
            source = self.tree.source(path, kind)
            for command in started.of_source(source, self.tree.read) if source is not None else ():
                if self._names(command, script, names):
                    yield command

    def _names(self, command: Command, script: str, names: set[str]) -> bool:
        for word in command.words[:3]:
            if posixpath.basename(word.text) not in names:
                continue
            if word.text.startswith("/"):
                found = {path_in(world, word.text, self.tree) for world in self._worlds_of(command)}
                return script in found
            return script.endswith(posixpath.normpath(word.text).lstrip("./"))
        return False

    def _worlds_of(self, command: Command) -> list[World]:
        """The containers in which a command runs."""
        return self._containers.of(command)

    def contexts(self, path: str) -> list[str]:
        """The folders that a Dockerfile may be built from."""
        return self._containers.contexts(path)


def _files(app: str) -> list[str]:
    """The files that an app may be: the script, or the module's file or package, in `src` too."""
    name = app.partition(":")[0]
    if name.endswith(".py") or "/" in name:
        return [name]
    module = name.replace(".", "/")
    return [f"{base}{module}{end}" for base in ("", "src/") for end in (".py", "/__init__.py")]


def _is_part(name: str, parts: tuple[str, ...]) -> bool:
    path = normal(name)
    return any(path == part or path.startswith(f"{part}/") for part in parts)


def of(repository: Repository) -> Resolver:
    """The resolver of a repository, made once."""
    return repository.shared("resolver", lambda: Resolver(repository))
