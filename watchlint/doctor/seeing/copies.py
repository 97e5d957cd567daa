"""A server in another mount namespace that runs a copy of the code that lies here: of an image, with no folder mounted over it.

Sources: proc_pid_root(5), proc_pid_cwd(5) (both lead into the process's own file system), proc_pid_mountinfo(5).
"""

from __future__ import annotations

import filecmp
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.doctor.shapes import Copy

MOST = 500
"""Files that are looked at: what is a copy shows in the first ones."""
_DEPTH = 3


def copied(pid: int, root: str, proc: str = "/proc") -> Copy | None:
    """The folder at or directly below `root` of whose files this process works in a copy, and where that lies for it; None
    where it works in none, in a folder that was mounted, or may not be looked into."""
    work = f"{proc}/{pid}/cwd"
    inner = _inner(pid, proc)
    theirs = _sources(work)
    if not inner or not theirs or _is_here(inner, work) or _is_mounted(pid, inner, proc):
        return None
    try:
        below = [
            entry.path for entry in os.scandir(root) if entry.is_dir(follow_symlinks=False) and entry.name[0] != "."
        ]
    except OSError:
        return None
    found = max(((_alike(work, folder, theirs), folder) for folder in (root, *sorted(below))), key=lambda pair: pair[0])
    return {"folder": found[1], "inner": inner} if found[0] else None


def _inner(pid: int, proc: str) -> str:
    """The working folder as the process itself names it; "" where that may not be seen."""
    try:
        top, work = os.readlink(f"{proc}/{pid}/root"), os.readlink(f"{proc}/{pid}/cwd")
    except OSError:
        return ""
    return f"/{os.path.relpath(work, top)}" if work.startswith(f"{top.rstrip('/')}/") else work


def _is_here(inner: str, work: str) -> bool:
    """Whether the folder is one of this machine's by the same path: of a service, not of an image."""
    try:
        return os.path.samefile(inner, work)
    except OSError:
        return False


def _is_mounted(pid: int, folder: str, proc: str) -> bool:
    """Whether this folder of a process, or one above it but the topmost, was mounted for it."""
    try:
        with open(f"{proc}/{pid}/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
            points = [line.split()[4] for line in file]
    except (OSError, IndexError):
        return True
    return any(point != "/" and f"{folder}/".startswith(f"{point}/") for point in points)


def _sources(folder: str) -> list[str]:
    """The Python files in a folder, by their paths below it."""
    found: list[str] = []
    for path, below, names in os.walk(folder):
        inside = os.path.relpath(path, folder)
        depth = 0 if inside == "." else inside.count("/") + 1
        below[:] = [name for name in below if depth < _DEPTH and name[0] != "." and name not in _LIBRARIES]
        found += [os.path.normpath(os.path.join(inside, name)) for name in names if name.endswith(".py")]
        if len(found) > MOST:
            break
    return found[:MOST]


_LIBRARIES = ("site-packages", "node_modules", "venv", "__pycache__", "proc", "sys")


def _alike(work: str, folder: str, theirs: list[str]) -> int:
    """How many of these files lie here too, where that is most of them and at least one is the same to the byte, or it is all
    of them; 0 else, and where they are the very files."""
    ours = [name for name in theirs if os.path.isfile(os.path.join(folder, name))]
    if 2 * len(ours) <= len(theirs):
        return 0
    pairs = [(os.path.join(folder, name), os.path.join(work, name)) for name in ours]
    try:
        if any(os.path.samefile(*pair) for pair in pairs):
            return 0
        same = any(os.path.getsize(one) and filecmp.cmp(one, other, shallow=False) for one, other in pairs)
    except OSError:
        return 0
    return len(ours) if same or len(ours) == len(theirs) else 0
