"""`--add-ignores`: what makes a finding one that its owner has answered, beside it in the file or in the settings."""

from __future__ import annotations

from watchlint.findings import Edit, Fix
from watchlint.fixes.answers import meaning
from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.findings import Finding

REASON = "TODO: say why"


def beside(finding: Finding) -> Fix | None:
    """A comment on the line above the finding; None where the file's format has none, or a line may be half of another."""
    path, line = finding.path, finding.line
    if path is None or line is None or not _has_comment_lines(path):
        return None
    name = finding.rule.name

    def change(data: bytes | None) -> bytes:
        return meaning.keep(path, data or b"", _with_comment(data or b"", line, name))

    return Fix(f"ignore {name} there", [Edit(path, change)])


def _has_comment_lines(path: str) -> bool:
    name = path.rpartition("/")[2]
    is_built_from = name.endswith(("Dockerfile", "Containerfile")) or name.startswith(("Dockerfile.", "Containerfile."))
    is_asked_for = name.startswith("requirements") and name.endswith(".txt")
    return name == ".gitignore" or is_built_from or is_asked_for or name.endswith((".toml", ".yml", ".yaml", ".py"))


def _with_comment(data: bytes, number: int, name: str) -> bytes:
    lines = data.split(b"\n")
    if number > len(lines):
        raise Refused(f"line {number} is not there any more")
    line, above = lines[number - 1], lines[number - 2] if number > 1 else b""
    if above.rstrip().endswith((b"\\", b"`")):
        raise Refused(f"line {number} goes on from the line above")
    from watchlint.findings.suppression import comments

    there = next((one for one in comments(above) if one.alone), None)
    if there:  # a second rule on the same line
        lines[number - 2] = above.replace(b"]", f", {name}]".encode(), 1)
        return b"\n".join(lines)
    indent = line[: len(line) - len(line.lstrip(b" \t"))]
    end = b"\r" if line.endswith(b"\r") or above.endswith(b"\r") else b""
    lines.insert(number - 1, indent + f"# watchlint: ignore[{name}] {REASON}".encode() + end)
    return b"\n".join(lines)


def in_settings(finding: Finding, path: str, table: tuple[str, ...]) -> Fix:
    """A line of per-path-ignore in this table of this file, or of `ignore` where the finding is about no file."""
    name = finding.rule.name

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit
        from watchlint.fixes.toml.draft import Draft

        if finding.path is None:
            return edit.set_value(data or b"", (*table, "ignore", name), REASON)
        keys = (*table, "per-path-ignore", _literal(finding.path))
        if Draft(data or b"").lookup(keys)[0]:
            return edit.append_to_array(data or b"", keys, name)
        return edit.set_value(data or b"", keys, [name], comment=REASON)

    return Fix(f"ignore {name} in {path}", [Edit(path, change)])


def _literal(path: str) -> str:
    """A glob that matches this path alone (fnmatch)."""
    return "".join(f"[{c}]" if c in "*?[" else c for c in path)
