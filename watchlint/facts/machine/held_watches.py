"""What a running process really watches, beside what it should: the folders that it does not hear.

The kernel lists each watch by device and inode. Those are turned into paths by walking only the folders that should be
watched, never the whole disk. Source: proc_pid_fdinfo(5).
"""

from __future__ import annotations

import os

from watchlint.facts.folders.walk import walk
from watchlint.facts.machine.descriptors import held_by_several, inotify_descriptors, watches_of
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.facts.folders.tree import Tree


class Missing(Record):
    """A folder directly below a root (or '.' for the root's own) and how many directories in it are not watched."""

    path: str
    folders: int


class Compared(Record):
    """`needed` directories should be watched, `held` of them are, `elsewhere` counts watches on anything else. `unwatched`
    are listed most first; `total` is their sum; `examples` are up to five of the paths. `unreadable` are folders that may
    not be listed (for us: the server may have more rights). `by_inode`: the file system gives stat(2) other device numbers
    than the kernel uses (btrfs, some overlays), so inode numbers alone were compared."""

    needed: int
    held: int
    elsewhere: int
    unwatched: list[Missing]
    total: int
    examples: list[str]
    unreadable: list[str]
    by_inode: bool


def held_marks(pids: Iterable[int], proc: str = "/proc") -> set[tuple[int, int]]:
    """(device, inode) of everything these processes watch; nothing of those that may not be looked into."""
    found: set[tuple[int, int]] = set()
    for pid in pids:
        for descriptor in inotify_descriptors(pid, proc) or ():
            try:
                with open(f"{proc}/{pid}/fdinfo/{descriptor}", "rb") as file:
                    found.update(_mark(line) for line in file if line.startswith(b"inotify wd:"))
            except OSError:
                continue  # closed meanwhile
    return found


def number(pids: Iterable[int], proc: str = "/proc") -> int:
    """How many watches the kernel charges these processes for; what several of them share is charged once."""
    holders = [(pid, descriptor) for pid in pids for descriptor in inotify_descriptors(pid, proc) or ()]
    shared, _ = held_by_several(holders, proc)
    return sum(watches_of(*holder, proc) for holder in holders if holder not in shared)


def _mark(line: bytes) -> tuple[int, int]:
    fields = dict(word.split(b":", 1) for word in line.split() if b":" in word)
    device = int(fields.get(b"sdev", b"0"), 16)  # the kernel's own form: 12 bits of major, 20 of minor
    return os.makedev(device >> 20, device & 0xFFFFF), int(fields.get(b"ino", b"0"), 16)


def compare(
    roots: Sequence[tuple[str, bool]],
    follows_links: bool,
    held: set[tuple[int, int]],
    skips: Sequence[str] = (),
    files: str = "",
) -> Compared:
    """Compares the directories that these (path, recursive) roots reach, and the files (see `walk`), with what is held."""
    tree = walk(roots, follows_links, skips=skips, files=files)
    identities: list[tuple[int, int] | None] = []
    for path in tree.paths():
        try:
            status = os.stat(path)
        except OSError:
            identities.append(None)  # gone meanwhile
        else:
            identities.append((status.st_dev, status.st_ino))
    devices = {device for device, _ in held}
    by_inode = bool(held) and not any(identity and identity[0] in devices for identity in identities)
    if by_inode:
        inodes = {inode for _, inode in held}
        watched = [identity is None or identity[1] in inodes for identity in identities]
        by_inode = any(identity and identity[1] in inodes for identity in identities)
    else:
        watched = [identity is None or identity in held for identity in identities]
    groups: dict[str, int] = {}
    examples: list[str] = []
    for index, is_watched in enumerate(watched):
        if is_watched:
            continue
        name = _top_folder(tree, tree.folder(index))
        groups[name] = groups.get(name, 0) + 1
        if len(examples) < 5:
            examples.append(tree.shown(tree.folder(index)))
    present = {identity for identity in identities if identity}
    seen = sum(watched) - identities.count(None)
    unwatched = [Missing(*row) for row in sorted(groups.items(), key=lambda row: (-row[1], row[0]))]
    return Compared(
        len(identities) - identities.count(None), seen, max(0, len(held) - seen) if by_inode else len(held - present),
        unwatched, sum(groups.values()), examples, tree.unreadable, by_inode,
    )  # fmt: skip


def _top_folder(tree: Tree, index: int) -> str:
    """The name of the folder directly below the root that holds this directory; '.' for the root itself. Where there
    are several roots, with the root's path before it."""
    name = "."
    while tree.parents[index] >= 0:
        name = tree.names[index]
        index = tree.parents[index]
    many = sum(1 for parent in tree.parents if parent < 0) > 1 if len(tree.starts) > 1 else False
    return os.path.normpath(os.path.join(tree.names[index], name)) if many else name
