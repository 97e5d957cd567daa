"""The inotify descriptors of a process, what they hold, and which of them processes share."""

from __future__ import annotations

import functools
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


_LINE = b"inotify wd:"
_READ = 1 << 18
_KCMP = {"x86_64": 312, "aarch64": 272, "riscv64": 272, "ppc64le": 354, "s390x": 343}


def inotify_descriptors(pid: int, proc: str = "/proc") -> list[int] | None:
    """The numbers of a process's inotify descriptors; None where they may not be seen; [] where it has ended."""
    folder = f"{proc}/{pid}/fd"
    found = []
    try:
        names = os.listdir(folder)
    except PermissionError:
        return None
    except OSError:
        return []
    for name in names:
        try:
            # Linux writes the first form; the second is what other anonymous files look like.
            if os.readlink(f"{folder}/{name}") in ("anon_inode:inotify", "anon_inode:[inotify]"):
                found.append(int(name))
        except PermissionError:
            return None
        except (OSError, ValueError):
            continue
    return sorted(found)


def open_descriptors(pid: int, proc: str = "/proc") -> tuple[int, int] | None:
    """(open descriptors, soft RLIMIT_NOFILE) of a process; None where they may not be seen or there is no limit."""
    try:
        count = len(os.listdir(f"{proc}/{pid}/fd"))
        with open(f"{proc}/{pid}/limits", "rb") as file:
            for line in file:
                if line.startswith(b"Max open files"):
                    return count, int(line.split()[3])
    except (OSError, ValueError, IndexError):
        pass
    return None


def watches_of(pid: int, descriptor: int, proc: str = "/proc") -> int:
    """How many watches one inotify descriptor holds; 0 where it may not be read. Constant memory: a descriptor with
    a million watches has 120 MB of text."""
    try:
        file = os.open(f"{proc}/{pid}/fdinfo/{descriptor}", os.O_RDONLY)
    except OSError:
        return 0
    count, tail = 0, b""
    try:
        while True:
            data = os.read(file, _READ)
            if not data:
                return count
            if len(data) < len(_LINE):  # a piece so short that a line may lie in three
                data = tail + data
                count += data.count(_LINE)
            else:
                count += data.count(_LINE)
                count += (tail + data[: len(_LINE) - 1]).count(_LINE)  # a line that lies in two pieces
            tail = data[1 - len(_LINE) :]
    except OSError:
        return count
    finally:
        os.close(file)


def held_by_several(holders: list[tuple[int, int]], proc: str) -> tuple[set[tuple[int, int]], bool]:
    """Those of the (process, descriptor) that are the same open file as an earlier one, and whether the kernel
    refused to compare some. kcmp orders open files, so sorting finds the equal ones without trying every pair."""
    compare = _kcmp()
    known = holders
    for _ in range(4):
        refused: list[tuple[int, int]] = []

        def order(one: tuple[int, int], other: tuple[int, int], refused: list[tuple[int, int]] = refused) -> int:
            answer = compare(one, other) if one != other else 0
            if answer not in (0, 1, 2):
                refused.append(one)
            return -1 if answer == 1 else 1 if answer == 2 else 0

        ordered = sorted(known, key=functools.cmp_to_key(order))
        if not refused:
            break
        # One refusal spoils the order: leave out what cannot be compared even with itself (ended meanwhile, not ours).
        known = [holder for holder in known if compare(holder, holder) == 0]
    inherited: set[tuple[int, int]] = set()
    group = ordered[:1]
    for holder in ordered[1:]:
        if compare(group[0], holder) == 0:
            group.append(holder)
        else:
            inherited.update(sorted(group)[1:])
            group = [holder]
    inherited.update(sorted(group)[1:])
    left_out = set(holders).difference(known)
    return inherited, any(os.path.exists(f"{proc}/{pid}") for pid, _ in left_out)


def _kcmp() -> Callable[[tuple[int, int], tuple[int, int]], int]:
    """kcmp(2) with KCMP_FILE on two (process, descriptor): 0 equal, 1 and 2 order them, -1 refused."""
    try:
        import ctypes

        number = _KCMP[os.uname().machine]
        syscall = ctypes.CDLL(None, use_errno=True).syscall
        syscall.restype = ctypes.c_long
        syscall.argtypes = [ctypes.c_long] * 6
    except (ImportError, OSError, AttributeError, KeyError, TypeError):
        return lambda one, other: -1
    return lambda one, other: syscall(number, one[0], other[0], 0, one[1], other[1])
