"""A plan as a unified diff that `git apply` takes, and that no name in it can make say something else."""

from __future__ import annotations

from difflib import diff_bytes, unified_diff

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.fixes.plan import Plan

_ESCAPES = {7: b"\\a", 8: b"\\b", 9: b"\\t", 10: b"\\n", 11: b"\\v", 12: b"\\f", 13: b"\\r", 34: b'\\"', 92: b"\\\\"}


def render(plan: Plan, prefix: str = "") -> bytes:
    """The plan's changes as one diff; what only the index loses is told in comment lines.

    `prefix` is put before each path: the root's own, where several are shown in one diff.
    """
    parts = []
    renamed = {rename.new: rename.old for rename in plan.renames}
    for path in sorted(plan.changes):
        if path in renamed.values():
            continue
        old = renamed.get(path, path)
        parts.append(_of_file(prefix + old, prefix + path, plan.repo.read(old), plan.changes[path]))
    parts += [b"untrack " + quoted(prefix + path) + b" (stays on disk)\n" for path in plan.untracked]
    return b"".join(parts)


def quoted(path: str) -> bytes:
    """A name as git writes it (quote.c, quote_c_style; core.quotePath off): in quotes where it holds a control character, a
    quote or a backslash. UTF-8 stays as it is, but for the control characters of Unicode's second block."""
    name = path.encode("utf-8", "surrogateescape")
    if path.isprintable() and not set(path) & set('"\\'):
        return name
    readable = all(c.isprintable() or c < "\x7f" for c in path)
    return b'"' + b"".join(_escaped(byte, readable) for byte in name) + b'"'


def _escaped(byte: int, readable: bool) -> bytes:
    if byte in _ESCAPES:
        return _ESCAPES[byte]
    return bytes([byte]) if 32 <= byte < 127 or (readable and byte > 127) else b"\\%03o" % byte


def _of_file(old: str, new: str, before: bytes | None, after: bytes | None) -> bytes:
    head = b""
    if old != new:
        head = b"diff --git " + quoted(f"a/{old}") + b" " + quoted(f"b/{new}") + b"\n"
        head += b"rename from " + quoted(old) + b"\nrename to " + quoted(new) + b"\n"
    lines = diff_bytes(
        unified_diff,
        _lines(before),
        _lines(after),
        b"/dev/null" if before is None else _header("a/" + old),
        b"/dev/null" if after is None else _header("b/" + new),
        lineterm=b"\n",
    )
    return head + b"".join(
        line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines
    )


def _header(path: str) -> bytes:
    # A name with a blank ends in a tab, or `patch` would take its last word for a date (diff.c, emit_diff_symbol).
    name = quoted(path)
    return name + b"\t" if b" " in name else name


def _lines(data: bytes | None) -> list[bytes]:
    # bytes.splitlines would also split at a lone carriage return, which git does not.
    lines = (data or b"").split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
