"""What an image holds of this repository.

Source: Docker's Dockerfile reference (COPY, ADD, --from, .dockerignore).
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base import instructions
from watchlint.facts.launch.formats import dockerfile
from watchlint.facts.launch.places.world import NOTHING, Mount, World, joined, path_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.formats.dockerfile import Image
    from watchlint.facts.launch.places.tree import Tree


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
            workdir = dockerfile.within(workdir, instructions.expanded(one.said.strip().strip("\"'"), value))
        elif one.word in ("COPY", "ADD"):
            mounts += _copied(one, workdir, value, known, images, context, ignored, tree)
    return World(tuple(mounts), image.workdir)


def _copied(
    one: instructions.Instruction, workdir: str | None, value: Any, known: dict[int, World], images: list[Image],
    context: str, ignored: tuple[str, tuple[str, ...]], tree: Tree,
) -> list[Mount]:  # fmt: skip
    exact = instructions.words_of(
        one._replace(said=re.sub(r"^(?:\s*--\S+)*", lambda m: " " * len(m.group()), one.said))
    )
    words = [word.text for word in exact] if exact else re.sub(r"\\\r?\n", " ", one.said).split()
    flags = re.findall(r"--(\w+)=(\S+)", one.said)
    words = [instructions.expanded(word.strip("\"'"), value) for word in words if not word.startswith("--")]
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
        path = joined(context, in_context(origin))
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


def in_context(origin: str) -> str:
    """What COPY names, relative to the folder that is built from: nothing leads out of it (`../x` is `x`)."""
    return posixpath.normpath(posixpath.join("/", origin)).lstrip("/") or "."


def copied_sources(source: Source) -> list[str]:
    """The plain paths that a Dockerfile copies from its context."""
    found = []
    for one in instructions.of(source):
        if one.word in ("COPY", "ADD") and "--from" not in one.said and "<<" not in one.said:
            words = [word.strip("\"'[],") for word in one.said.split() if not word.startswith("--") and word != "\\"]
            found += [word for word in words[:-1] if not set(word) & set("$*?[") and "://" not in word]
    return found


def _patterns(path: str, context: str, tree: Tree) -> tuple[str, ...]:
    data = tree.read(f"{path}.dockerignore") or tree.read(joined(context, ".dockerignore")) or b""
    lines = (line.strip() for line in data.decode("utf-8", "replace").removeprefix("\ufeff").splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))[:1000]
