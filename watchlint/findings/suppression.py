"""Findings their owner has answered: by configuration, or by a comment in the file itself."""

from __future__ import annotations

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Glob, Settings

MARK = b"watchlint:"
"""What a file that holds such a comment has in it."""

# `# watchlint: ignore[rule-name, other] reason`, on the line or the line above
_COMMENT = rb"(?:#|//|;)\s*watchlint:\s*ignore\[([^\]]+)\]"
_STARTS = (b"#", b"//", b";")


class Comment(Record):
    """`# watchlint: ignore[...]`: its line and column (both from 1), the names in its brackets, whether it is alone on its
    line, and then speaks for the next one too."""

    line: int
    column: int
    names: tuple[str, ...]
    alone: bool

    def stands_at(self, line: int | None) -> bool:
        """Whether it speaks for what is found on this line."""
        return line == self.line or (self.alone and line == self.line + 1)


def comments(data: bytes | None) -> list[Comment]:
    """The suppressing comments of a file, in their order; at most one a line."""
    if not data or MARK not in data:
        return []
    import re

    found = []
    for number, line in enumerate(data.split(b"\n"), 1):
        match = re.search(_COMMENT, line) if MARK in line else None
        if match:
            names = tuple(part.strip() for part in match[1].decode("utf-8", "replace").split(","))
            column = len(line[: match.start()].decode("utf-8", "replace")) + 1
            found.append(Comment(number, column, names, line.lstrip().startswith(_STARTS)))
    return found


def names_it(name: str, finding: Finding) -> bool:
    """Whether a name in a comment (a rule, a glob of rules, a hook) stands for this finding's rule."""
    from fnmatch import fnmatchcase

    return fnmatchcase(finding.rule.name, name) or name == finding.rule.hook


def split(
    findings: Iterable[Finding], repo: Repository, settings: Settings, ignored_rules: Sequence[tuple[Glob, set[str]]]
) -> tuple[list[Finding], list[Finding]]:
    """(kept, suppressed). `ignored_rules` are the globs of per-path-ignore, each with the rules it hides."""
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    for finding in findings:
        hidden = _by_settings(finding, settings, ignored_rules) or _by_comment(finding, repo)
        (suppressed if hidden else kept).append(finding)
    return kept, suppressed


def _by_settings(finding: Finding, settings: Settings, ignored_rules: Sequence[tuple[Glob, set[str]]]) -> bool:
    name = finding.rule.name
    if name in settings.ignore or finding.rule.hook in settings.ignore:
        return True
    path = finding.path
    return path is not None and any(name in rules and glob.covers(path) for glob, rules in ignored_rules)


def _by_comment(finding: Finding, repo: Repository) -> bool:
    if finding.path is None or finding.line is None:
        return False
    path, line = finding.path, finding.line
    by_line: dict[int, Comment] = repo.shared(
        ("comments", path), lambda: {comment.line: comment for comment in comments(repo.read_or_note(path))}
    )
    near = (by_line[number] for number in (line, line - 1) if number in by_line)
    return any(comment.stands_at(line) and any(names_it(name, finding) for name in comment.names) for comment in near)
