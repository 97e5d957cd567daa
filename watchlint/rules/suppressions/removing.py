"""Taking out what suppresses nothing: a comment, a key of the settings, lines of a baseline."""

from __future__ import annotations

from watchlint.findings import Edit, Fix
from watchlint.findings.suppression import comments
from watchlint.fixes.answers import meaning
from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from watchlint.findings.suppression import Comment

_TO_THE_END = (".toml", ".yml", ".yaml", ".py", ".sh", ".cfg", ".ini", "requirements.txt")
"""Files in which `#` after a blank begins a comment. In a .gitignore or a Dockerfile it is part of what it stands behind."""


def is_comment(path: str, data: bytes, found: Comment) -> bool:
    """Whether it is a comment to the program that reads the file, and not a part of another one."""
    line = data.split(b"\n")[found.line - 1]
    if b"#" in line.decode("utf-8", "replace")[: found.column - 1].encode():
        return False
    try:
        meaning.keep(path, data, _without(data, found, ()))
    except Refused:
        return False
    return True


def comment(path: str, stale: Comment, unused: Sequence[str]) -> Fix | None:
    """Takes these names out of a comment, and the whole of it where no name is left; None where what looks like a comment
    behind something else may be part of it."""
    if not stale.alone and not path.endswith(_TO_THE_END):
        return None
    kept = [name for name in stale.names if name not in unused]

    def change(data: bytes | None) -> bytes:
        data = data or b""
        same = [one for one in comments(data) if one.names == stale.names and one.alone == stale.alone]
        if not same:
            return data
        there = min(same, key=lambda one: abs(one.line - stale.line))
        return meaning.keep(path, data, _without(data, there, kept))

    return Fix("remove the comment" if not kept else f"keep {', '.join(kept)} alone", [Edit(path, change)])


def _without(data: bytes, stale: Comment, kept: Sequence[str]) -> bytes:
    lines = data.split(b"\n")
    line = lines[stale.line - 1]
    start = len(line.decode("utf-8", "replace")[: stale.column - 1].encode())
    if kept:
        open_, close = line.index(b"[", start), line.index(b"]", start)
        lines[stale.line - 1] = line[: open_ + 1] + ", ".join(kept).encode() + line[close:]
    elif stale.alone:
        del lines[stale.line - 1]
    else:
        lines[stale.line - 1] = line[:start].rstrip() + (b"\r" if line.endswith(b"\r") else b"")
    return b"\n".join(lines)


def key(path: str, keys: tuple[str, ...], name: str) -> Fix:
    """Takes a key out of a file of settings."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit

        return edit.remove(data or b"", keys)

    return Fix(f"remove ignore.{name} from {path}", [Edit(path, change)])


def items(path: str, keys: tuple[str, ...], kept: Sequence[str]) -> Fix:
    """Leaves these items in an array of the settings; takes the key out where none is left."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit
        from watchlint.fixes.toml.draft import Draft

        data = data or b""
        there, now = Draft(data).lookup(keys)
        if not there or not isinstance(now, list) or not kept:
            return edit.remove(data, keys)
        return edit.set_items(data, keys, [item if item in kept else None for item in now])

    return Fix(f"remove it from {path}", [Edit(path, change)])


def rows(path: str, gone: Collection[str]) -> Fix:
    """Takes the findings with these fingerprints out of a baseline."""

    def change(data: bytes | None) -> bytes:
        from watchlint.findings import baseline

        return baseline.without(data or b"", gone)

    return Fix(f"remove them from {path}", [Edit(path, change)])
