"""What containers do to edits: code that was copied into an image, a file mounted alone, a folder of the host, a processor
that is emulated.

Sources: the Compose specification (volumes, develop, platform); rename(2), by which editors save, makes another file under
the old name, while a mount of a file keeps the one it was made with (mount(8), --bind).
"""

from __future__ import annotations

import posixpath
import re

from watchlint.doctor.files import node_scripts, services
from watchlint.doctor.files.model import Said
from watchlint.doctor.files.shared import POLLS, SHARED, development_container, has_needed, step_to_poll, vagrant
from watchlint.facts.launch import kinds
from watchlint.facts.launch.base import nodes
from watchlint.facts.launch.formats import compose
from watchlint.servers import catalogue
from watchlint.servers import launches as dev_servers

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.launch.base.source import Source
    from watchlint.facts.launch.places.world import Mount
    from watchlint.facts.repository.repository import Repository
    from watchlint.servers.model import Launch

_BY_HAND = re.compile(
    r"\b(?:docker|podman)(?: container)? run\b(?:[^\n\\]|\\\r?\n|\\.)*?(?<=[ \t])(?:-v|--volume|--mount)[ =]"
    r"[\"']?(?:type=bind,(?:source|src)=)?[\"']?(?:\$\(|`pwd`|\$\{?PWD|%cd%|\.[/:]|\$\$)"
)
"""`docker run -v "$PWD":/app`, over several lines too: a folder of this place."""
_FILES = (".py", ".txt", ".toml", ".env", ".yml", ".yaml", ".json", ".conf", ".sh", ".sock")


def said(repository: Repository) -> Iterator[Said]:
    """All of it, what is certain to keep edits away first."""
    launches, beside, scripts = (
        _reloading(found(repository)) for found in (dev_servers.launches, dev_servers.beside, node_scripts.launches)
    )
    yield from _files_alone(repository)
    for launch in (*launches, *scripts):
        yield from _copied(launch, repository)
    yield from _emulated(launches, repository)
    yield from _shared([*launches, *beside, *scripts], repository)
    yield from vagrant(repository)
    yield from development_container([*launches, *beside], repository)


def _reloading(launches: list[Launch]) -> list[Launch]:
    return [one for one in launches if one.reloads and not kinds.is_test(one.path or "")]


def _files_alone(repository: Repository) -> Iterator[Said]:
    """A source file of this repository that is mounted by itself."""
    for source in services.sources(repository):
        for service in compose.services(source, repository.look):
            for volume in compose.volumes(service):
                if volume.source is not source:
                    continue  # told of the file that it stands in
                name = volume.origin
                path = posixpath.normpath(posixpath.join(posixpath.dirname(source.path), name))
                if (
                    name.startswith(".")
                    and name.endswith(".py")
                    and not path.startswith("..")
                    and repository.look(path) is not None
                ):
                    yield Said(
                        "file-mounted-alone",
                        source.path,
                        source.place(volume.node.start_mark.index)["line"],
                        f"service {service.name} mounts {name} by itself: an editor that saves by renaming puts another file"
                        " in its place, and the container keeps the old one",
                        f"- {_folder(name)}:{posixpath.dirname(volume.target) or '/app'}  # in volumes: its folder instead",
                    )


def _folder(name: str) -> str:
    return posixpath.dirname(name) or "."


def _copied(launch: Launch, repository: Repository) -> Iterator[Said]:
    """A server that reloads and runs the copy of the code that its image holds."""
    place = launch.place
    over = _over(launch)
    if launch.command is None or place is None or over is None or over.ignored is None:
        return
    if syncs(repository) or any(_mounts(source, repository) for source in services.sources(repository)):
        return
    if _mounted_by_hand(repository):
        return
    known = catalogue.named(launch.server)
    folder = over.origin or "."
    yield Said(
        "code-copied",
        launch.path or "",
        launch.line or 1,
        f"{known.title or known.name} runs the copy of the code that was put into the image when it was built, and no file here"
        " mounts the folder over it: an edit outside never reaches the container",
        f'docker run -v "$(realpath {folder})":{over.target} …  # with compose: a line in `volumes`',
    )


def _over(launch: Launch) -> Mount | None:
    """What holds the folder in which a server of a container starts."""
    place = launch.place
    if place is None or place.world is None or place.outside is None:
        return None
    inside = place.outside.rstrip("/") + "/"
    above = [one for one in place.world.mounts if inside.startswith(one.target.rstrip("/") + "/")]
    return above[-1] if above else None


def _mounts(source: Source, repository: Repository, name: str = "") -> bool:
    """Whether a service of this file, or that of this name, mounts a folder of this repository."""
    for service in compose.services(source, repository.look):
        if name not in ("", service.name):
            continue
        for volume in compose.volumes(service):
            if volume.origin.startswith((".", "$PWD", "${PWD")) and not volume.origin.endswith(_FILES):
                return True
    return False


def syncs(repository: Repository) -> bool:
    """Whether `docker compose watch` copies edits into the containers (the Compose specification, develop.watch)."""
    return any(
        nodes.get(service.get("develop"), "watch") is not None
        for source in services.sources(repository)
        for service in compose.services(source, repository.look)
    )


def _shared(launches: list[Launch], repository: Repository) -> Iterator[Said]:
    """A folder of the host in a container whose server waits for events."""
    for launch in launches:
        command, known = launch.command, catalogue.named(launch.server)
        step = step_to_poll(launch, repository)
        if command is None or not step or POLLS.search(command.source.text):
            continue
        if _in_a_shared_folder(launch, repository):
            yield Said(
                "shared-folder",
                launch.path or "",
                launch.line or 1,
                f"{known.title or known.name} waits for events from a folder of the host. {SHARED}",
                step,
            )


def _in_a_shared_folder(launch: Launch, repository: Repository) -> bool:
    running = list(services.running(launch, repository))
    if any(POLLS.search(source.text) for source, _ in running):
        return False
    over = _over(launch)
    if over is not None and over.origin is not None and (over.ignored is None or _mounted_by_hand(repository)):
        return True
    return any(_mounts(source, repository, service.name) for source, service in running)


def _mounted_by_hand(repository: Repository) -> bool:
    """Whether a launch file or the README mounts a folder of this place by `docker run`."""

    def look() -> bool:
        paths = [*kinds.candidates(repository), *repository.named("README.md"), *repository.named("README.rst")]
        texts = (repository.look(path) or b"" for path in paths if not kinds.is_test(path))
        return any(b" run" in text and _BY_HAND.search(text.decode("utf-8", "replace")) for text in texts)

    return repository.shared("mounted by hand", look)


def _emulated(launches: list[Launch], repository: Repository) -> Iterator[Said]:
    """A server on watchdog in a container for Intel's processors: an emulated Linux has no inotify, and watchdog, unlike
    watchfiles since 0.16, does not poll then."""
    for launch in launches:
        known = catalogue.named(launch.server)
        waits = known.library == "watchdog" and known.has_watcher(launch.program, repository.dependencies)
        waits = waits or ("watchdog" in known.needs and has_needed(launch, repository))
        if launch.command is None or not waits:
            continue
        path, line = _intel(launch, repository)
        if path:
            yield Said(
                "emulated",
                path,
                line,
                f"the container is for Intel's processors: on a Mac with Apple silicon it is emulated, without inotify, and"
                f" {known.title or known.name} then ends with `Function not implemented` or notices no edit",
                "docker compose build --no-cache  # without the line on platform: then it is built for the processor that is there",
            )


_INTEL = re.compile(r"^\s*platform:\s*[\"']?linux/(?:amd64|x86_64)|^FROM\s+--platform=linux/(?:amd64|x86_64)", re.M)


def _intel(launch: Launch, repository: Repository) -> tuple[str, int]:
    """(file, line) of what makes the container of a start one for Intel's processors; ("", 0) where nothing does."""
    if launch.command is None:
        return "", 0
    for source, service in services.running(launch, repository):
        of, _, node = service.given.get("platform", (source, None, None))
        if node is not None and _INTEL.match(f"platform: {nodes.scalar(node)}"):
            return of.path, of.place(node.start_mark.index)["line"]
    source = launch.command.source
    if source.kind == kinds.DOCKERFILE and (found := _INTEL.search(source.text)):
        return source.path, source.place(found.start())["line"]
    return "", 0
