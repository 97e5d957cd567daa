"""One name in a work tree, reached by open folders and through no link: read, written whole, or left as it is.

Every folder is opened relative to the one above it, so that nothing outside the root can be reached, even where a folder is
swapped for a link while we work. What was read is compared once more, by content and inode, right before it is replaced.
"""

from __future__ import annotations

import os
import stat

from watchlint.fixes.refused import Refused

MEANWHILE = "changed while we looked: run again"

# Windows has no functions relative to an open folder: there paths are used.
RELATIVE = os.open in os.supports_dir_fd and hasattr(os, "O_DIRECTORY") and hasattr(os, "O_NOFOLLOW")
_PLAIN = getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
_FOLDER = _PLAIN | getattr(os, "O_DIRECTORY", 0)


class Place:
    """The name at a relative path with `/` below `root`, a real path. A context manager: inside it its folder is open.

    `make`: folders that are missing are made, and taken away again where nothing came to lie in them.
    Raises Refused where a folder on the way is a link by now, OSError where it can't be opened.
    """

    def __init__(self, root: str, path: str, make: bool = False) -> None:
        *self._way, self.name = path.split("/")
        self._root = root
        self._make = make
        self._made: list[str] = []
        self._folder: int | None = None

    def __enter__(self) -> Place:
        if RELATIVE:
            self._folder = self._walk(self._make)
        elif self._make:
            os.makedirs(self._path(), exist_ok=True)
        return self

    def __exit__(self, *_: object) -> None:
        if self._folder is not None:
            os.close(self._folder)
        for depth in range(len(self._way), len(self._way) - len(self._made), -1):
            try:
                os.rmdir(os.path.join(self._root, *self._way[:depth]))
            except OSError:  # something lies in it, as it should
                return

    def _path(self) -> str:
        return os.path.join(self._root, *self._way)

    def _walk(self, make: bool) -> int:
        folder = os.open(self._root, _FOLDER)
        for name in self._way:
            above = folder
            try:
                if make and name not in _names(above, name):
                    os.mkdir(name, dir_fd=above)
                    self._made.append(name)
                folder = os.open(name, _FOLDER, dir_fd=above)
            except OSError:
                if _is_link(name, above):
                    raise Refused("a folder on the way to it became a link while we looked: run again") from None
                raise
            finally:
                os.close(above)
        return folder

    def _at(self, name: str) -> str:
        return name if RELATIVE else os.path.join(self._path(), name)

    def read(self) -> tuple[bytes | None, os.stat_result | None]:
        """Content and status of what has the name; (None, None) where nothing has. Raises Refused for what is no plain file."""
        try:
            descriptor = os.open(
                self._at(self.name), os.O_RDONLY | _PLAIN | getattr(os, "O_NONBLOCK", 0), dir_fd=self._folder
            )
        except FileNotFoundError:
            return None, None
        except OSError:
            if _is_link(self._at(self.name), self._folder):
                raise Refused("became a link while we looked: run again") from None
            raise
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            os.close(descriptor)
            raise Refused("is no regular file")
        with open(descriptor, "rb") as file:
            return file.read(), status

    def write(self, content: bytes, expected: bytes | None) -> None:
        """Give the name this content, where it still has the `expected` one (None: where nothing has the name).

        A reader sees the old file or the new one. Mode, owner and extended attributes stay. Raises Refused, OSError.
        """
        self._sweep()
        before, status = self.read()
        if before != expected:
            raise Refused(MEANWHILE)
        if status is not None and not (
            status.st_mode & 0o222 and os.access(self._at(self.name), os.W_OK, dir_fd=self._folder)
        ):
            raise Refused("is read-only")
        temporary = f".#{self.name}.{os.getpid()}~"
        descriptor, is_named = self._new_file(temporary)
        try:
            with open(descriptor, "wb") as file:
                file.write(content)
                if status is not None:
                    _keep(descriptor, status, self)
                file.flush()
                os.fsync(descriptor)
                self._settle(expected, status)
                source = temporary if is_named else f"/proc/self/fd/{descriptor}"
                if status is None:
                    self._give(source, self.name, is_named)
                    return
                if not is_named:
                    self._give(source, temporary, is_named)
                    is_named = True
            os.replace(self._at(temporary), self._at(self.name), src_dir_fd=self._folder, dst_dir_fd=self._folder)
            is_named = False
        finally:
            if is_named:
                self._unlink(temporary)

    def move_to(self, new: Place) -> None:
        """Give the file another name, where nothing has it. Raises Refused, OSError."""
        before, status = self.read()
        if before is None:
            raise Refused(MEANWHILE)
        new._settle(None, None)
        self._settle(before, status)
        try:
            os.link(
                self._at(self.name), new._at(new.name),
                src_dir_fd=self._folder, dst_dir_fd=new._folder, **_NO_FOLLOW,
            )  # fmt: skip
        except FileExistsError:
            raise Refused(MEANWHILE) from None
        except OSError:  # a file system without a second name for a file
            os.rename(self._at(self.name), new._at(new.name), src_dir_fd=self._folder, dst_dir_fd=new._folder)
            return
        try:
            self._unlink(self.name)
        except OSError:
            new._unlink(new.name)
            raise

    def _new_file(self, name: str) -> tuple[int, bool]:
        """A new file to write to, and whether it has this name yet: one without any leaves nothing behind if we are killed.

        The name begins with ".#" and ends in "~": watchfiles, servers and editors' own patterns pass over it, so that a
        running dev server does not reload twice.
        """
        if RELATIVE and hasattr(os, "O_TMPFILE") and os.path.exists("/proc/self/fd"):
            try:
                return os.open(".", os.O_TMPFILE | os.O_WRONLY | os.O_CLOEXEC, 0o666, dir_fd=self._folder), False
            except OSError:  # open(2): not on every file system
                pass
        return os.open(self._at(name), os.O_WRONLY | os.O_CREAT | os.O_EXCL | _PLAIN, 0o666, dir_fd=self._folder), True

    def _give(self, source: str, name: str, is_named: bool) -> None:
        """A name for the new file, which nothing may have."""
        try:
            if is_named:
                os.link(
                    self._at(source), self._at(name), src_dir_fd=self._folder, dst_dir_fd=self._folder, **_NO_FOLLOW
                )
            else:
                os.link(source, name, dst_dir_fd=self._folder)
        except FileExistsError:
            raise Refused(MEANWHILE) from None
        except OSError:
            if not is_named:
                raise
            self._settle(None, None)
            os.rename(self._at(source), self._at(name), src_dir_fd=self._folder, dst_dir_fd=self._folder)

    def _settle(self, expected: bytes | None, status: os.stat_result | None) -> None:
        """The last look: the same folder at the same place, the same file in it, the same content."""
        if RELATIVE and self._folder is not None:
            now = self._walk(make=False)
            try:
                if not os.path.samestat(os.fstat(now), os.fstat(self._folder)):
                    raise Refused(MEANWHILE)
            finally:
                os.close(now)
        content, found = self.read()
        same = found is None if status is None else found is not None and os.path.samestat(found, status)
        if content != expected or not same:
            raise Refused(MEANWHILE)

    def _sweep(self) -> None:
        """Take away what runs that were killed in the middle of a write left beside this file."""
        head, tail = f".#{self.name}.", "~"
        for name in os.listdir(self._path() if self._folder is None else self._folder):
            pid = name[len(head) : -len(tail)]
            if name.startswith(head) and name.endswith(tail) and pid.isdigit() and not _runs(int(pid)):
                self._unlink(name)

    def _unlink(self, name: str) -> None:
        try:
            os.unlink(self._at(name), dir_fd=self._folder)
        except FileNotFoundError:
            pass


_NO_FOLLOW = {"follow_symlinks": False} if os.link in os.supports_follow_symlinks else {}


def _names(folder: int, name: str) -> tuple[str, ...]:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return ()
    return (name,)


def _is_link(name: str, folder: int | None) -> bool:
    try:
        return stat.S_ISLNK(os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode)
    except OSError:
        return False


def _runs(pid: int) -> bool:
    if os.name == "nt":  # there os.kill ends a process
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _keep(descriptor: int, status: os.stat_result, place: Place) -> None:
    """Mode, owner and extended attributes (access control lists are some) of the file that is replaced."""
    if hasattr(os, "fchmod"):
        mine = os.fstat(descriptor)
        if (mine.st_uid, mine.st_gid) != (status.st_uid, status.st_gid):
            os.fchown(descriptor, status.st_uid, status.st_gid)  # refused to others than root: then nothing is written
        os.fchmod(descriptor, stat.S_IMODE(status.st_mode))
    if hasattr(os, "listxattr") and place._folder is not None:
        old = os.open(place.name, os.O_RDONLY | _PLAIN, dir_fd=place._folder)
        try:
            for name in os.listxattr(old):
                os.setxattr(descriptor, name, os.getxattr(old, name))
        except OSError:  # not on this file system, or not ours to set
            pass
        finally:
            os.close(old)
