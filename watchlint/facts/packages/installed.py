"""What editable installs point at: the folders that an interpreter here imports from."""

from __future__ import annotations

import os

from watchlint.facts.regular import Unreadable, read_regular


def pointed_at(root: str) -> set[str]:
    """The real paths named by .egg-link, .pth and __editable__ files of environments at hand.

    Looked at: environments in the root and one level below it, and VIRTUAL_ENV. Read as text; no
    line of a .pth is run.
    """
    found: set[str] = set()
    for environment in _environments(root):
        for folder in _site_packages(environment):
            for name in _names(folder):
                if name.endswith((".egg-link", ".pth")):
                    found.update(_paths(os.path.join(folder, name)))
    return found


def _environments(root: str) -> list[str]:
    candidates = [os.path.join(root, name) for name in _names(root)]
    if os.environ.get("VIRTUAL_ENV"):
        candidates.append(os.environ["VIRTUAL_ENV"])
    return [path for path in candidates if os.path.exists(os.path.join(path, "pyvenv.cfg"))]


def _site_packages(environment: str) -> list[str]:
    lib = os.path.join(environment, "lib")
    folders = [os.path.join(lib, name, "site-packages") for name in _names(lib)]
    return [path for path in [*folders, os.path.join(environment, "Lib", "site-packages")] if os.path.isdir(path)]


def _paths(file: str) -> list[str]:
    try:
        data = read_regular(file) or b""
    except Unreadable:
        return []
    named = [line.strip() for line in data.decode("utf-8", "replace").splitlines()]
    return [os.path.realpath(line) for line in named if os.path.isabs(line)]


def _names(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []
