"""The changes that several rules make to a configuration file."""

from __future__ import annotations

from watchlint.findings import Edit, Fix
from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.fixes.toml.draft import Draft


def replace_value(file: str, path: tuple[str, ...], value: Any, safe: bool = True) -> Fix:
    """The fix that gives an option another value; refused where comments between the old one's lines would go."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml
        from watchlint.fixes.toml.draft import Draft

        draft = Draft(data or b"")
        key = draft.key(path)
        if key is None or key.value is None:
            return draft.bytes
        start, end = key.value.start, key.value.end
        if any(start < comment.start < end for comment in draft.document.comments):
            raise Refused(f"line {key.key.line}: the comments inside the value would be lost: change it by hand")
        return toml.set_value(draft.bytes, path, value)

    return Fix(f"set {'.'.join(path)} = {_written(value)}", [Edit(file, change)], safe)


def replace_items(file: str, path: tuple[str, ...], items: list[str | None], safe: bool) -> Fix:
    """The fix that gives the entries of a list other values, or takes them out where None stands."""
    kept = [item for item in items if item is not None]

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml
        from watchlint.fixes.toml.draft import Draft

        if Draft(data or b"").lookup(path) in ((False, None), (True, kept)):
            return data or b""
        return toml.set_items(data or b"", path, items)

    return Fix(f"set {'.'.join(path)} = {_written(kept)}", [Edit(file, change)], safe)


def remove(file: str, path: tuple[str, ...]) -> Fix:
    """The fix that takes an option out."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml

        return toml.remove(data or b"", path)

    return Fix(f"remove {'.'.join(path)}", [Edit(file, change)])


def replace_option(file: str, old: tuple[str, ...], new: tuple[str, ...], value: Any) -> Fix:
    """The fix that sets another option in place of one. Where that is set already, it counts, and the old one only goes."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml
        from watchlint.fixes.toml.draft import Draft

        draft = Draft(data or b"")
        found, current = draft.lookup(old)
        if not found:
            return draft.bytes
        if draft.lookup(new)[0]:
            return toml.remove(draft.bytes, old)
        moved = toml.move(draft.bytes, old, new)
        return moved if current == value else toml.set_value(moved, new, value)

    return Fix(f"replace {'.'.join(old)} by {'.'.join(new)}", [Edit(file, change)])


def move_option(file: str, old: tuple[str, ...], new: tuple[str, ...], safe: bool) -> Fix:
    """The fix that moves an option to another name or section; refused where that is set to another value."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml
        from watchlint.fixes.toml.draft import Draft

        draft = Draft(data or b"")
        found, value = draft.lookup(old)
        if not found:
            return draft.bytes
        taken, current = draft.lookup(new)
        if not taken:
            return toml.move(draft.bytes, old, new)
        if current == value and type(current) is type(value):
            return toml.remove(draft.bytes, old)
        raise Refused(
            f"line {draft.line(old)}: {'.'.join(new)} is set as well, to another value: keep the one you mean"
        )

    return Fix(f"move {'.'.join(old)} to {'.'.join(new)}", [Edit(file, change)], safe)


def require_no_comments(draft: Draft, path: tuple[str, ...]) -> None:
    """Refuses a table with comments: they speak of options that get other names."""
    from watchlint.fixes.toml.comments import above, require_none

    document = draft.document
    for entry in document.under(path):
        require_none(document, entry.span.start, document.line_end(entry.span.end))
        if entry.parent is None:
            require_none(document, above(document, document.line_start(entry.key.start)), entry.span.start)


def _written(value: Any) -> str:
    from watchlint.fixes.toml.source import literal

    return literal(value)
