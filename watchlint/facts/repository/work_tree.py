"""Reading the files of a work tree: each once, none from outside of it, nothing that is no plain file."""

from __future__ import annotations

import os
import stat

# Larger than any file we read by design; a configuration of this size is a mistake.
MAX_BYTES = 8 * 1024 * 1024


class Unreadable(Exception):
    """A file that is there and can't be read: its path and, in a few words, the reason."""

    def __init__(self, path: str, reason: str):
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class WorkTree:
    """The files below `root`, a real path."""

    def __init__(self, root: str):
        self.root = root
        self._read: dict[str, bytes | None] = {}
        self._inside = {root: True}

    def read(self, path: str) -> bytes | None:
        """The bytes of the file at a relative path with `/`; None where there is no such file. Raises Unreadable."""
        if path in self._read:
            return self._read[path]
        data = self._read[path] = self._from_disk(path)
        return data

    def _from_disk(self, path: str) -> bytes | None:
        target = os.path.join(self.root, *path.split("/"))
        if not self._is_inside(os.path.dirname(target)):
            raise Unreadable(path, "lies behind a symbolic link that leaves the repository")
        if os.path.islink(target) and not self._is_inside(os.path.realpath(target)):
            raise Unreadable(path, "is a symbolic link that leaves the repository")
        try:
            # O_NONBLOCK: a named pipe must not hold us up.
            descriptor = os.open(target, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            if os.path.isdir(target):  # what Windows answers PermissionError to
                raise Unreadable(path, "is a folder; a file is expected") from None
            raise Unreadable(path, (error.strerror or "cannot be opened").lower()) from None
        try:
            status = os.fstat(descriptor)
            if stat.S_ISDIR(status.st_mode):
                raise Unreadable(path, "is a folder; a file is expected")
            if not stat.S_ISREG(status.st_mode):
                raise Unreadable(path, "is no regular file")
            if status.st_size > MAX_BYTES:
                raise Unreadable(path, f"is larger than {MAX_BYTES // 1024 // 1024} MiB")
            with open(descriptor, "rb", closefd=False) as file:
                return file.read()
        except OSError as error:
            raise Unreadable(path, (error.strerror or "cannot be read").lower()) from None
        finally:
            os.close(descriptor)

    def _is_inside(self, path: str) -> bool:
        known = self._inside.get(path)
        if known is None:
            real = os.path.realpath(path)
            known = self._inside[path] = real == self.root or real.startswith(self.root.rstrip(os.sep) + os.sep)
        return known
