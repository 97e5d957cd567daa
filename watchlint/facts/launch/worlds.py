"""What the folders of an image, a compose service or a development container hold of this repository.

Source: Docker's Dockerfile reference (COPY, ADD, --from, .dockerignore), the Compose specification (build, volumes), the
Development Container specification (workspaceMount, workspaceFolder, dockerComposeFile).
"""

from __future__ import annotations

import posixpath
import re
from fnmatch import fnmatchcase
from functools import cache

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.formats import compose, devcontainer, dockerfile
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.formats.compose import Service
    from watchlint.facts.launch.formats.dockerfile import Image
    from watchlint.facts.launch.tree import Tree


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
    below = [mount for mount in world.mounts if _is_in(mount.target, path) and mount.target != path]
    for mount in reversed(world.mounts):
        if not _is_in(path, mount.target):
            continue
        folder = _joined(mount.origin, posixpath.relpath(path, mount.target)) if mount.origin is not None else None
        if folder is None or not tree.is_folder(folder):
            return None
        hidden = [one for one in below if one.origin != _joined(folder, posixpath.relpath(one.target, path))]
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
        inside, here = posixpath.join(path, name), _joined(folder, name)
        origin = origin_of(world, inside)
        if origin is None:
            continue
        context, patterns = _ignored_at(world, inside)
        deeper = any(_is_in(mount.target, inside) and mount.target != inside for mount in world.mounts)
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
    over = next((mount for mount in reversed(world.mounts) if _is_in(path, mount.target)), None)
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
        if _is_in(path, mount.target):
            if mount.origin is None:
                return None
            origin = _joined(mount.origin, posixpath.relpath(path, mount.target))
            return "" if mount.ignored is not None and is_ignored(origin, *mount.ignored) else origin
    return ""


def path_in(world: World, path: str, tree: Tree) -> str | None:
    """The path here of a path in a container; None where it is not of this repository."""
    path = posixpath.normpath(path)
    for mount in reversed(world.mounts):
        if _is_in(path, mount.target) and mount.origin is not None:
            origin = _joined(mount.origin, posixpath.relpath(path, mount.target))
            return origin if tree.is_there(origin) else None
    return None


def _is_in(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def _joined(folder: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(folder, path))
    return "" if joined == "." else joined


# Images


def of_image(source: Source, number: int, context: str, tree: Tree) -> World:
    """The world of a Dockerfile's stage, built from this folder."""
    images = dockerfile.images(source)
    ignored = (context, _patterns(source.path, context, tree))
    known: dict[int, World] = {}
    for image in images[: number + 1]:
        known[id(image.stage)] = _world(image, images, known, context, ignored, tree)
    return known[id(images[number].stage)] if number < len(images) else NOTHING


def _world(
    image: Image, images: list[Image], known: dict[int, World], context: str,
    ignored: tuple[str, tuple[str, ...]], tree: Tree,
) -> World:  # fmt: skip
    stage = image.stage
    mounts = list(known[id(stage.parent)].mounts) if stage.parent is not None else []
    parent = next((one for one in images if one.stage is stage.parent), None)
    workdir = parent.workdir if parent else "/" if dockerfile.base_is_plain(stage) else None

    def value(name: str) -> str | None:
        variable = image.variables.get(name)
        return variable.value if variable else image.arguments.get(name)

    for one in stage.instructions:
        if one.word == "WORKDIR":
            workdir = dockerfile.within(workdir, dockerfile.expanded(one.said.strip().strip("\"'"), value))
        elif one.word in ("COPY", "ADD"):
            mounts += _copied(one, workdir, value, known, images, context, ignored, tree)
    return World(tuple(mounts), image.workdir)


def _copied(
    one: dockerfile.Instruction, workdir: str | None, value: Any, known: dict[int, World], images: list[Image],
    context: str, ignored: tuple[str, tuple[str, ...]], tree: Tree,
) -> list[Mount]:  # fmt: skip
    exact = dockerfile.words_of(one._replace(said=re.sub(r"^(?:\s*--\S+)*", lambda m: " " * len(m.group()), one.said)))
    words = [word.text for word in exact] if exact else re.sub(r"\\\r?\n", " ", one.said).split()
    flags = re.findall(r"--(\w+)=(\S+)", one.said)
    words = [dockerfile.expanded(word.strip("\"'"), value) for word in words if not word.startswith("--")]
    if len(words) < 2 or words[0].startswith("<<"):
        return []
    *origins, last = words
    target = dockerfile.within(workdir, last)
    if target is None:
        return []
    stage = next((name for flag, name in flags if flag == "from"), None)
    into_folder = last.endswith(("/", ".")) or len(origins) > 1 or target == workdir
    if stage is not None:
        return [_from_stage(stage, origin, target, into_folder, known, images, tree) for origin in origins]
    found = []
    for origin in origins:
        if "$" in origin or "://" in origin or origin.startswith("git@"):
            found.append(Mount(target, None))
            continue
        path = _joined(context, origin.lstrip("/") or ".")
        names = [path] if not set(origin) & set("*?[") else tree.matching(path)
        for name in names:
            if tree.is_folder(name):
                found.append(Mount(target, name, ignored))
            else:
                whole = posixpath.join(target, posixpath.basename(name)) if into_folder or len(names) > 1 else target
                found.append(Mount(whole, name, ignored))
    return found


def _from_stage(
    stage: str, origin: str, target: str, into_folder: bool, known: dict[int, World], images: list[Image], tree: Tree
) -> Mount:
    other = next((one.stage for one in images if one.stage.name == stage.lower()), None)
    if other is None and stage.isdecimal() and int(stage) < len(images):
        other = images[int(stage)].stage
    world = known.get(id(other)) if other is not None else None
    path = path_in(world, posixpath.join("/", origin), tree) if world is not None else None
    if path is not None and not tree.is_folder(path) and into_folder:
        target = posixpath.join(target, posixpath.basename(path))
    ignored = next((one.ignored for one in world.mounts if one.ignored), None) if world is not None else None
    return Mount(target, path, ignored)


def copied_sources(source: Source) -> list[str]:
    """The plain paths that a Dockerfile copies from its context."""
    found = []
    for one in dockerfile.of(source):
        if one.word in ("COPY", "ADD") and "--from" not in one.said and "<<" not in one.said:
            words = [word.strip("\"'[],") for word in one.said.split() if not word.startswith("--") and word != "\\"]
            found += [word for word in words[:-1] if not set(word) & set("$*?[") and "://" not in word]
    return found


def _patterns(path: str, context: str, tree: Tree) -> tuple[str, ...]:
    data = tree.read(f"{path}.dockerignore") or tree.read(_joined(context, ".dockerignore")) or b""
    lines = (line.strip() for line in data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))[:1000]


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


# Compose services


def of_service(source: Source, service: Service, tree: Tree) -> World:
    """The world of a service: what its image holds, and its volumes over that."""
    world = _built(source, service, tree)
    mounts = list(world.mounts)
    if "volumes" in service.given:
        of, _, value = service.given["volumes"]
        mounts += [mount for item in nodes.items(value) for mount in _volume(of, item)]
    folder = nodes.scalar(service.get("working_dir"))
    return World(tuple(mounts), posixpath.normpath(folder) if folder and "$" not in folder else world.workdir)


def build_of(source: Source, service: Service) -> tuple[str, str, str | None] | None:
    """(context, Dockerfile, target) of a service that is built, relative to the root; None for one that is not."""
    if "build" not in service.given:
        return None
    of, _, build = service.given["build"]
    context = nodes.scalar(build) or nodes.scalar(nodes.get(build, "context")) or "."
    if "$" in context or "://" in context or nodes.get(build, "dockerfile_inline") is not None:
        return None
    folder = _joined(posixpath.dirname(of.path), context)
    name = nodes.scalar(nodes.get(build, "dockerfile")) or "Dockerfile"
    return folder, _joined(folder, name), nodes.scalar(nodes.get(build, "target"))


def _built(source: Source, service: Service, tree: Tree) -> World:
    build = build_of(source, service)
    if build is None:
        image = nodes.scalar(service.get("image")) or ""
        plain = "build" not in service.given and dockerfile.base_is_plain(dockerfile.Stage(None, image, [], None))
        return World((), "/" if plain else None)
    context, path, target = build
    file = tree.source(path, "dockerfile")
    if file is None:
        return NOTHING
    images = dockerfile.images(file)
    number = next((at for at, one in enumerate(images) if target and one.stage.name == target.lower()), len(images) - 1)
    return of_image(file, number, context, tree) if images else NOTHING


def _volume(source: Source, node: Any) -> list[Mount]:
    folder = posixpath.dirname(source.path)
    said = nodes.scalar(node)
    if said is None:
        origin, target = nodes.scalar(nodes.get(node, "source")), nodes.scalar(nodes.get(node, "target"))
        if nodes.scalar(nodes.get(node, "type")) != "bind":
            origin = None
    else:
        said = re.sub(r"\$\{PWD\}|\$PWD", ".", said)
        origin, colon, target = said.partition(":")
        if not colon:
            origin, target = None, said
        target = target.partition(":")[0]
    if not target or "$" in target:
        return []
    if origin is None or not origin.startswith(".") or "$" in origin:
        return [Mount(posixpath.normpath(target), None)]
    path = _joined(folder, origin)
    return [Mount(posixpath.normpath(target), None if path.startswith("..") else path)]


# Development containers


def of_devcontainer(source: Source, tree: Tree) -> World:
    """The world of a development container: the folder above `.devcontainer` as its workspace, or a service of compose."""
    folder = posixpath.dirname(source.path)
    root = posixpath.dirname(folder) if posixpath.basename(folder) == ".devcontainer" else folder
    if posixpath.basename(posixpath.dirname(folder)) == ".devcontainer":
        root = posixpath.dirname(posixpath.dirname(folder))
    workspace = devcontainer.workspace(source)
    file = nodes.get(source.tree, "dockerComposeFile")
    if file is not None:
        name = nodes.scalar(nodes.get(source.tree, "service"))
        for path in [nodes.scalar(item) for item in nodes.items(file) or [file]]:
            other = tree.source(_joined(folder, path), "compose") if path else None
            for service in compose.services(other, tree.read) if other is not None else ():
                if service.name == name and other is not None and "volumes" in service.given:
                    return of_service(other, service, tree)._replace(workdir=workspace)
        return World((), workspace)
    mount = nodes.scalar(nodes.get(source.tree, "workspaceMount"))
    if mount:
        given = dict(part.strip().partition("=")[::2] for part in mount.split(","))
        origin = given.get("source", given.get("src", "")).replace("${localWorkspaceFolder}", ".")
        target = given.get("target", given.get("dst", given.get("destination", "")))
        known = origin.startswith(".") and "$" not in origin and target
        return World((Mount(posixpath.normpath(target), _joined(root, origin)),) if known else (), workspace)
    parts = workspace.split("/")
    base = "/".join(parts[:3]) if parts[:2] == ["", "workspaces"] else workspace
    return World((Mount(base, root),), workspace)
