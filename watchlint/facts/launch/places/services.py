"""What a compose service or a development container holds of this repository.

Source: the Compose specification (build, volumes), the Development Container specification (workspaceMount,
workspaceFolder, dockerComposeFile).
"""

from __future__ import annotations

import posixpath
import re

from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.formats import compose, dockerfile
from watchlint.facts.launch.places.images import of_image
from watchlint.facts.launch.places.world import NOTHING, Mount, World, joined

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.formats.compose import Service, Volume
    from watchlint.facts.launch.places.tree import Tree


def of_service(source: Source, service: Service, tree: Tree) -> World:
    """The world of a service: what its image holds, and its volumes over that."""
    world = _built(source, service, tree)
    over = compose.override(source, service, tree.read)
    volumes = compose.volumes(over or service)
    mounts = [*world.mounts, *(mount for volume in volumes for mount in _mounted(volume.source, volume))]
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
    folder = joined(posixpath.dirname(of.path), context)
    name = nodes.scalar(nodes.get(build, "dockerfile")) or "Dockerfile"
    return folder, joined(folder, name), nodes.scalar(nodes.get(build, "target"))


def _built_beside(source: Source, service: Service, tree: Tree) -> tuple[str, str, str | None] | None:
    """The build of another service of the file that makes the image of this one."""
    image = nodes.scalar(service.get("image")) if "build" not in service.given else None
    makers = [one for one in compose.services(source, tree.read) if image and nodes.scalar(one.get("image")) == image]
    return next((build for build in (build_of(source, one) for one in makers) if build), None)


def _built(source: Source, service: Service, tree: Tree) -> World:
    build = build_of(source, service) or _built_beside(source, service, tree)
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


def _mounted(source: Source, volume: Volume) -> list[Mount]:
    target, origin = volume.target, volume.origin
    if not volume.kind:
        origin = re.sub(r"\$\{PWD\}|\$PWD", ".", origin)
    elif volume.kind != "bind":
        origin = ""
    if not target or "$" in target:
        return []
    if not origin.startswith(".") or "$" in origin:
        return [Mount(posixpath.normpath(target), None)]
    path = joined(posixpath.dirname(source.path), origin)
    return [Mount(posixpath.normpath(target), None if path.startswith("..") else path)]


def of_devcontainer(source: Source, tree: Tree) -> World:
    """The world of a development container: the folder above `.devcontainer` as its workspace, or a service of compose."""
    from watchlint.facts.launch.formats import devcontainer

    folder = posixpath.dirname(source.path)
    root = posixpath.dirname(folder) if posixpath.basename(folder) == ".devcontainer" else folder
    if posixpath.basename(posixpath.dirname(folder)) == ".devcontainer":
        root = posixpath.dirname(posixpath.dirname(folder))
    workspace = devcontainer.workspace(source)
    file = nodes.get(source.tree, "dockerComposeFile")
    if file is not None:
        name = nodes.scalar(nodes.get(source.tree, "service"))
        for path in [nodes.scalar(item) for item in nodes.items(file) or [file]]:
            other = tree.source(joined(folder, path), "compose") if path else None
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
        return World((Mount(posixpath.normpath(target), joined(root, origin)),) if known else (), workspace)
    parts = workspace.split("/")
    base = "/".join(parts[:3]) if parts[:2] == ["", "workspaces"] else workspace
    return World((Mount(base, root),), workspace)
