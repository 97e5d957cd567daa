"""Paths as texts, compared and put together; nothing on disk is looked at."""

from __future__ import annotations


def within(path: str, folder: str) -> bool:
    """Whether a path is a folder's own or lies below it; both as they are, neither is resolved."""
    return path == folder or path.startswith(folder.rstrip("/") + "/")


def join(folder: str, name: str) -> str:
    """The path of a name in a folder of the repository; "" is the root."""
    return f"{folder}/{name}" if folder else name
