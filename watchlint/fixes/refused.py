"""The one exception a fix raises when it will not touch a file."""

from __future__ import annotations


class Refused(Exception):
    """A change that can't be certain was not made: `str()` is the reason, one sentence that names the line."""
