"""Findings their owner has answered: by configuration, or by a comment in the file itself."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

# `# watchlint: ignore[rule-name, other] reason`, on the line or the line above
_COMMENT = re.compile(rb"(?:#|//|;)\s*watchlint:\s*ignore\[([^\]]+)\]")


def split(
    findings: Iterable[Finding], repo: Repository, settings: Settings, ignored_rules: Mapping[str, set[str]]
) -> tuple[list[Finding], list[Finding]]:
    """(kept, suppressed). `ignored_rules` maps each glob of per-path-ignore to the rules it hides."""
    kept: list[Finding] = []
    suppressed: list[Finding] = []
    for finding in findings:
        hidden = _by_settings(finding, settings, ignored_rules) or _by_comment(finding, repo)
        (suppressed if hidden else kept).append(finding)
    return kept, suppressed


def _by_settings(finding: Finding, settings: Settings, ignored_rules: Mapping[str, set[str]]) -> bool:
    name = finding.rule.name
    if name in settings.ignore or finding.rule.hook in settings.ignore:
        return True
    path = finding.path
    return path is not None and any(
        name in rules and (fnmatchcase(path, glob) or fnmatchcase(path, glob.rstrip("/") + "/*"))
        for glob, rules in ignored_rules.items()
    )


def _by_comment(finding: Finding, repo: Repository) -> bool:
    if finding.path is None or finding.line is None:
        return False
    data = repo.read_or_note(finding.path)
    if not data or b"watchlint:" not in data:
        return False
    lines = data.split(b"\n")
    for number in (finding.line, finding.line - 1):
        match = _COMMENT.search(lines[number - 1]) if 0 < number <= len(lines) else None
        if match is None or (number < finding.line and not lines[number - 1].lstrip().startswith((b"#", b"//", b";"))):
            continue
        names = [part.strip() for part in match[1].decode("utf-8", "replace").split(",")]
        if any(fnmatchcase(finding.rule.name, name) or name == finding.rule.hook for name in names):
            return True
    return False
