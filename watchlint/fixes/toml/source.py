"""Values and keys as TOML source, and back."""

from __future__ import annotations

import re

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_MUST_ESCAPE = re.compile(r'["\\\x00-\x1f\x7f]')
_SHORT_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


def key_source(name: str) -> str:
    """A key: bare where TOML lets it, else quoted."""
    return name if _BARE.fullmatch(name) else literal(name)


def path_source(path: tuple[str, ...]) -> str:
    """A dotted key, as it stands in a header or before `=`."""
    return ".".join(map(key_source, path))


def literal(value: object) -> str:
    """A value on one line: bool, int, float, str, date, time, datetime, list, tuple or dict. Raises TypeError for others."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + _MUST_ESCAPE.sub(_escaped, value) + '"'
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(map(literal, value)) + "]"
    if isinstance(value, dict):
        inner = ", ".join(f"{key_source(name)} = {literal(item)}" for name, item in value.items())
        return f"{{ {inner} }}" if inner else "{}"
    written = getattr(value, "isoformat", None)
    if written is not None:
        return str(written())
    raise TypeError(f"TOML has no {type(value).__name__}")


def _escaped(match: re.Match[str]) -> str:
    character = match.group()
    return _SHORT_ESCAPES.get(character) or f"\\u{ord(character):04X}"


def same(left: object, right: object) -> bool:
    """Equality as TOML sees it: `true` is not 1, 1 is not 1.0, nan is nan. The order of a table's keys does not count."""
    if isinstance(left, dict) and isinstance(right, dict):
        return left.keys() == right.keys() and all(same(left[name], right[name]) for name in left)
    if isinstance(left, (list, tuple)) and isinstance(right, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if type(left) is not type(right):
        return False
    if isinstance(left, (int, str)):
        return bool(left == right)
    return repr(left) == repr(right)
