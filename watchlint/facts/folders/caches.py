"""Which caches lie in a work tree, and which of them are sure to be caches.

A name alone proves nothing: a cache is taken for one by its name and by what is in it, it is not
tracked, it is no link, and no virtual environment or other repository is looked into.
"""

from __future__ import annotations

import os
import re
import stat

from watchlint.facts.python.bytecode import has_source, is_bytecode_name, is_temporary
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

# First bytes of a CACHEDIR.TAG (bford.info/cachedir).
TAG = b"Signature: 8a477f597d28d172789f06886806bc55"

# Group → what it removes, in one line; the first two are the default.
GROUPS = {
    "bytecode": "__pycache__, bytecode beside its source, the interpreter's temporary files",
    "tools": ".pytest_cache, .mypy_cache, .ruff_cache",
    "coverage": "htmlcov",
    "hypothesis": ".hypothesis (its saved failing examples too)",
    "notebooks": ".ipynb_checkpoints (the last saved state of each notebook)",
    "tagged": "any other folder with a CACHEDIR.TAG",
    "builds": "*.egg-info, build and dist that git ignores and nothing installed points at",
    "sourceless": "bytecode whose source is gone: it may be the only copy",
    "environments": "look into virtual environments too",
}
DEFAULT = ("bytecode", "tools")

# Folder name → (group, names one of which it must hold, by pattern). From the tools' own layouts:
# pytest 8, mypy 1, ruff 0.14, coverage 7, hypothesis 6, Jupyter 7.
_FOLDERS = {
    ".pytest_cache": ("tools", re.compile(r"CACHEDIR\.TAG|v")),
    ".mypy_cache": ("tools", re.compile(r"CACHEDIR\.TAG|\d+\.\d+|missing_stubs")),
    ".ruff_cache": ("tools", re.compile(r"CACHEDIR\.TAG|\d+\.\d+\.\d+|content")),
    "htmlcov": ("coverage", re.compile(r"status\.json")),
    ".hypothesis": ("hypothesis", re.compile(r"examples|unicode_data|constants|tmp|patches")),
    ".ipynb_checkpoints": ("notebooks", re.compile(r".*-checkpoint\.[^.]+")),
}
_BUILDS = re.compile(r"(?:build|dist|.+\.egg-info)")


class Cache(Record):
    """`folder` and `name` are the cache's, relative to the root; `files` None: the whole folder goes. `emptied`: nothing
    but these files is in the folder, so that it goes with them."""

    group: str
    folder: str
    name: str
    files: list[str] | None
    emptied: bool


def find(
    root: str, tracked: Collection[str], groups: Iterable[str], keep: Collection[str] = frozenset()
) -> Iterator[Cache]:
    """Yield each Cache of these groups under `root`, folder by folder.

    `tracked` are git's paths, none of which is ever part of a cache; `keep` are folders of the
    group builds that must stay. Nothing is changed; folders that can't be read are passed over.
    """
    return _Search(root, tracked, set(groups), keep).folder("", root)


class _Search:
    def __init__(self, root: str, tracked: Collection[str], groups: set[str], keep: Collection[str]) -> None:
        self.root = root
        self.groups = groups
        self.takes_bytecode = not groups.isdisjoint(("bytecode", "sourceless"))
        self.keep = keep
        self.tracked = tracked
        self.holding_tracked = _folders_above(tracked)
        self.mounted = _mounted_below(root)

    def folder(self, path: str, absolute: str) -> Iterator[Cache]:
        """The caches in this folder and below it."""
        pending = [(path, absolute)]
        while pending:
            path, absolute = pending.pop()
            folders, files = _listed(absolute)
            if path and (".git" in files or ".git" in folders):
                continue  # another repository: its own git knows what is tracked there
            if "pyvenv.cfg" in files and "environments" not in self.groups:
                continue
            prefix = path + "/" if path else ""
            # One search of all the names at once keeps the rules off the many folders without any.
            text = "/".join(files)
            if ".pyc" in text or ".pyo" in text or "$py." in text:
                stray = [name for name in files if self._is_stray(name, files, prefix)]
                if stray:
                    yield Cache("bytecode", path, "", stray, False)
            for name in folders:
                below = absolute + os.sep + name
                if name == ".git" or below in self.mounted:
                    continue
                if name == "__pycache__":
                    cache = self._bytecode(path, prefix, name, below, files)
                else:
                    cache = self._whole(path, prefix, name, below)
                if cache is not None:
                    yield cache
                elif name != "__pycache__":
                    pending.append((prefix + name, below))

    def _is_stray(self, name: str, files: set[str], prefix: str) -> bool:
        if not is_bytecode_name(name) or prefix + name in self.tracked:
            return False
        if is_temporary(name):
            return "bytecode" in self.groups
        group = "bytecode" if has_source(name, files.__contains__) else "sourceless"
        return group in self.groups

    def _bytecode(self, path: str, prefix: str, name: str, absolute: str, sources: set[str]) -> Cache | None:
        """What goes from a __pycache__: bytecode of the sources beside it, and temporary files."""
        if not self.takes_bytecode:
            return None
        try:
            inside = os.listdir(absolute)
        except OSError:  # whoever tries to remove it hears why
            return Cache("bytecode", path, name, [], False)
        gone = [file for file in inside if file.endswith(".pyc") and file[: file.index(".")] + ".py" in sources]
        ordinary = len(gone) == len(inside) and "bytecode" in self.groups
        if ordinary and prefix + name not in self.holding_tracked:
            return Cache("bytecode", path, name, gone, True)
        own = prefix + name + "/"
        gone = [file for file in inside if self._goes(file, own, sources)]
        if inside and not gone:
            return None
        return Cache("bytecode", path, name, gone, len(gone) == len(inside))

    def _goes(self, file: str, own: str, sources: set[str]) -> bool:
        """Whether this file of the __pycache__ `own`, which stands beside `sources`, is removed."""
        if own + file in self.tracked or not is_bytecode_name(file):
            return False
        known = is_temporary(file) or has_source("__pycache__/" + file, sources.__contains__)
        return ("bytecode" if known else "sourceless") in self.groups

    def _whole(self, path: str, prefix: str, name: str, absolute: str) -> Cache | None:
        """The whole folder, where its name, its content and git say that it is a cache."""
        if prefix + name in self.holding_tracked:
            return None
        if name not in _FOLDERS:
            other = self._other_group(prefix + name, name, absolute)
            return Cache(other, path, name, None, True) if other else None
        group, mark = _FOLDERS[name]
        if group not in self.groups:
            return None
        folders, files = _listed(absolute)
        return Cache(group, path, name, None, True) if any(map(mark.fullmatch, (*folders, *files))) else None

    def _other_group(self, path: str, name: str, absolute: str) -> str | None:
        if "builds" in self.groups and _BUILDS.fullmatch(name) and path not in self.keep:
            return "builds"
        if "tagged" in self.groups and _is_tagged(absolute):
            return "tagged"
        return None


# A tracked path matters to us if it is bytecode or lies in a folder that a group may take whole.
_MAY_HOLD = re.compile(
    r"(?:\.py[co](?:\.\d+)?|\$py\.class)$"
    r"|(?:^|/)(?:__pycache__|\.[^/]*|htmlcov|build|dist|[^/]+\.egg-info)/"
)


def may_hold(path: str) -> bool:
    """Whether this tracked path could be a part of something that looks like a cache."""
    return bool(_MAY_HOLD.search(path))


def build_folders(root: str, tracked: Collection[str]) -> list[str]:
    """The folders that the group builds would take, for the caller to ask git and pip about."""
    return [f"{c.folder}/{c.name}".lstrip("/") for c in find(root, tracked, {"builds"})]


def _is_tagged(absolute: str) -> bool:
    """A CACHEDIR.TAG with the signature, and no pyvenv.cfg: `uv venv` writes a tag too."""
    tag = os.path.join(absolute, "CACHEDIR.TAG")
    if os.path.exists(os.path.join(absolute, "pyvenv.cfg")):
        return False
    try:
        if not stat.S_ISREG(os.lstat(tag).st_mode):  # a link, or a named pipe that would hold us up
            return False
        with open(tag, "rb") as file:
            return file.read(len(TAG)) == TAG
    except OSError:
        return False


# Windows: a junction is a folder to is_dir() and leads elsewhere (os.DirEntry.is_junction, 3.12).
_JUNCTIONS = os.name == "nt" and hasattr(os.DirEntry, "is_junction")


def _is_junction(entry: os.DirEntry[str]) -> bool:
    return bool(getattr(entry, "is_junction", bool)())


def _listed(absolute: str) -> tuple[list[str], set[str]]:
    """(folders, other names) of a folder; links count as other names, so none is followed."""
    folders: list[str] = []
    files: set[str] = set()
    try:
        with os.scandir(absolute) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and not (_JUNCTIONS and _is_junction(entry)):
                    folders.append(entry.name)
                else:
                    files.add(entry.name)
    except OSError:
        return [], set()
    return folders, files


def _mounted_below(root: str) -> frozenset[str]:
    """Where other file systems are mounted below the root (proc_pid_mountinfo(5), field 5)."""
    try:
        with open("/proc/self/mountinfo", encoding="utf-8", errors="surrogateescape") as file:
            points = [line.split(" ", 5)[4] for line in file]
    except (OSError, IndexError):
        return frozenset()
    points = [point.replace("\\040", " ").replace("\\011", "\t").replace("\\134", "\\") for point in points]
    return frozenset(point for point in points if point.startswith(root.rstrip("/") + "/"))


def _folders_above(tracked: Iterable[str]) -> set[str]:
    """Every folder that holds something tracked."""
    found: set[str] = set()
    for path in tracked:
        at = path.rfind("/")
        while at > 0 and path[:at] not in found:
            found.add(path[:at])
            at = path.rfind("/", 0, at)
    return found
