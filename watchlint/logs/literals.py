"""The fastest way to ask whether bytes hold a literal."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable


def finder() -> Callable[[bytes, bytes], bool]:
    """A function (block, literal) -> bool: the C library's memmem, which is three to four times as fast as CPython's own
    search on text without a hit (0.2 against 0.6 s for a GiB); `in` where there is none."""
    try:
        import ctypes

        memmem = ctypes.CDLL(None).memmem
        memmem.restype = ctypes.c_void_p
        memmem.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t]
    except (ImportError, OSError, TypeError, AttributeError):
        return lambda block, literal: literal in block
    return lambda block, literal: memmem(block, len(block), literal, len(literal)) is not None
