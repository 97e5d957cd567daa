"""A plan as a unified diff that `git apply` and `patch -p1` take."""

from __future__ import annotations

from difflib import diff_bytes, unified_diff


def render(plan, prefix: str = "") -> bytes:
    """The plan's changes as one diff; what only the index loses is told in comment lines.

    `prefix` is put before each path: the root's own, where several are shown in one diff.
    """
    parts = []
    for path in sorted(plan.changes):
        parts.append(_of_file(prefix + path, plan.repo.read(path), plan.changes[path]))
    parts += [f"untrack {prefix}{path} (stays on disk)\n".encode("utf-8", "surrogateescape") for path in plan.untracked]
    return b"".join(parts)


def _of_file(path: str, before: bytes | None, after: bytes | None) -> bytes:
    name = path.encode("utf-8", "surrogateescape")
    lines = diff_bytes(
        unified_diff,
        _lines(before),
        _lines(after),
        b"/dev/null" if before is None else b"a/" + name,
        b"/dev/null" if after is None else b"b/" + name,
        lineterm=b"\n",
    )
    return b"".join(line if line.endswith(b"\n") else line + b"\n\\ No newline at end of file\n" for line in lines)


def _lines(data: bytes | None) -> list[bytes]:
    # bytes.splitlines would also split at a lone carriage return, which git does not.
    lines = (data or b"").split(b"\n")
    return [line + b"\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
