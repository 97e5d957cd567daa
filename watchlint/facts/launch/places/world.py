"""What a container holds of this repository: a path in it, and the path here."""

from __future__ import annotations

import posixpath
import re
from fnmatch import fnmatchcase
from functools import cache

from watchlint.facts.paths import within
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.places.tree import Tree


class Mount(Record):
    """A path of a container and what of the repository it holds.

    target     absolute, in the container
    origin     relative to the root ("" is the root), a folder or a file; None for what is not of this repository
    ignored    .dockerignore of what was copied: (context, patterns); None for what is mounted
    """

    target: str
    origin: str | None
    ignored: tuple[str, tuple[str, ...]] | None = None


class World(Record):
    """The mounts of a container, later ones over earlier ones, and the folder in which it starts (None: not known)."""

    mounts: tuple[Mount, ...]
    workdir: str | None


class Found(Record):
    """A folder of the repository that a container's folder is. `whole`: whether all of it is there; else only `parts` of it
    (paths relative to it)."""

    folder: str
    whole: bool
    parts: tuple[str, ...] = ()


NOTHING = World((), None)


def found_in(world: World, path: str, tree: Tree) -> Found | None:
    """What of the repository a folder of a container is; None where that is not one folder, or not known."""
    path = posixpath.normpath(path)
    below = [mount for mount in world.mounts if within(mount.target, path) and mount.target != path]
    for mount in reversed(world.mounts):
        if not within(path, mount.target):
            continue
        folder = joined(mount.origin, posixpath.relpath(path, mount.target)) if mount.origin is not None else None
        if folder is None or not tree.is_folder(folder):
            return None
        hidden = [one for one in below if one.origin != joined(folder, posixpath.relpath(one.target, path))]
        whole = not hidden and not (mount.ignored and mount.ignored[1])
        return Found(folder, whole)
    return _from_parts(below, path)


def _from_parts(below: list[Mount], path: str) -> Found | None:
    """The one folder whose parts lie in a container's folder as they lie here: copied one by one."""
    folders = set()
    parts = []
    for mount in below:
        part = posixpath.relpath(mount.target, path)
        if mount.origin is None:
            continue
        if mount.origin == part:
            folders.add("")
        elif mount.origin.endswith(f"/{part}"):
            folders.add(mount.origin[: -len(part) - 1])
        else:
            return None
        parts.append(part)
    return Found(folders.pop(), False, tuple(parts)) if len(folders) == 1 else None


def missing(world: World, path: str, folder: str, tree: Tree) -> Iterator[str]:
    """The folders in and below a folder of the repository which a container's folder, that is this one, does not hold,
    each without those below it. What a container has under the same name and of its own counts as held."""
    for name in tree.folders(folder):
        inside, here = posixpath.join(path, name), joined(folder, name)
        origin = origin_of(world, inside)
        if origin is None:
            continue
        context, patterns = _ignored_at(world, inside)
        deeper = any(within(mount.target, inside) and mount.target != inside for mount in world.mounts)
        if origin == here:
            deeper = deeper or any(_may_match_below(pattern, here, context) for pattern in patterns)
        else:  # a folder that is left out, and of which something is taken in again
            again = [pattern for pattern in patterns if pattern.startswith("!")]
            deeper = deeper or any(_may_match_below(pattern, here, context) for pattern in again)
        if deeper:
            yield from missing(world, inside, here, tree)
        elif origin != here:
            yield here


def _ignored_at(world: World, path: str) -> tuple[str, tuple[str, ...]]:
    """.dockerignore of what a container has under a path: (context, patterns)."""
    over = next((mount for mount in reversed(world.mounts) if within(path, mount.target)), None)
    return over.ignored if over is not None and over.ignored is not None else ("", ())


def _may_match_below(pattern: str, path: str, context: str) -> bool:
    """Whether a pattern of .dockerignore may match something below a folder of the repository."""
    parts = pattern.lstrip("!").strip("/").removeprefix("./").split("/")
    folders = posixpath.relpath(path, context or ".").split("/")
    for part, name in zip(parts, folders, strict=False):
        if part == "**":
            return True
        if not fnmatchcase(name, part):
            return False
    return len(parts) > len(folders)


def holds(world: World, path: str, tree: Tree) -> bool | None:
    """Whether a path of a container is there and comes from this repository; None where that is not known."""
    origin = origin_of(world, path)
    return None if origin is None else bool(origin) and tree.is_there(origin)


def origin_of(world: World, path: str) -> str | None:
    """The path here of what a container has under a path, if it is there; "" where a container has nothing of ours there,
    None where that is not known."""
    path = posixpath.normpath(path)
    for mount in reversed(world.mounts):
        if within(path, mount.target):
            if mount.origin is None:
                return None
            origin = joined(mount.origin, posixpath.relpath(path, mount.target))
            return "" if mount.ignored is not None and is_ignored(origin, *mount.ignored) else origin
    return ""


def path_in(world: World, path: str, tree: Tree) -> str | None:
    """The path here of a path in a container; None where it is not of this repository."""
    path = posixpath.normpath(path)
    for mount in reversed(world.mounts):
        if within(path, mount.target) and mount.origin is not None:
            origin = joined(mount.origin, posixpath.relpath(path, mount.target))
            return origin if tree.is_there(origin) else None
    return None


def joined(folder: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == "." else joined


def is_ignored(path: str, context: str, patterns: tuple[str, ...]) -> bool:
    """Whether .dockerignore keeps a path of the repository, or a folder above it, out of an image."""
    relative = posixpath.relpath(path, context) if context else path
    answer = False
    for pattern in patterns:
        if _matcher(pattern.lstrip("!").strip().strip("/")).match(relative):
            answer = not pattern.startswith("!")
    return answer


@cache
def _matcher(pattern: str) -> re.Pattern[str]:
    parts = re.split(r"(\*\*/|/\*\*|\*\*|\*|\?)", re.sub(r"^\./", "", pattern))
    said = {"**/": "(?:[^/]+/)*", "/**": "/.+", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    return re.compile("".join(said.get(part) or re.escape(part) for part in parts) + r"(?:/|\Z)")
