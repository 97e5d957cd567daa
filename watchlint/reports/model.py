"""What a run found, for a format to put into words."""

from __future__ import annotations

import os
import posixpath

from watchlint.findings import ERROR, INFO, WARNING


class Report:
    """Everything a format may show. Findings are sorted; fixed ones have `applied` set."""

    def __init__(self):
        self.findings: list = []
        self.suppressed: list = []
        self.refused: list[tuple] = []  # (path, rule or None, reason)
        self.fingerprints: dict = {}
        self.next_command = ""
        self.hooks: tuple = ()  # those that ran
        self.problems: list[tuple] = []  # (path, line or None, why it could not be read)
        self.wants_fingerprints = False

    def count(self, severity: str) -> int:
        return sum(1 for finding in self.findings if finding.severity == severity and not finding.applied)

    @property
    def open(self) -> list:
        """The findings that still stand."""
        return [finding for finding in self.findings if not finding.applied]

    @property
    def errors(self) -> int:
        return self.count(ERROR)

    @property
    def warnings(self) -> int:
        return self.count(WARNING)

    @property
    def infos(self) -> int:
        return self.count(INFO)

    @property
    def fixed(self) -> int:
        return sum(1 for finding in self.findings if finding.applied)

    def sort(self) -> None:
        self.findings.sort(key=lambda f: (f.root or "", f.path or "", f.line or 0, f.column or 0, f.rule.name))


def full_path(finding) -> str | None:
    """The finding's path, after the root its owner named where there were several; None where it has none."""
    if finding.path is None or not finding.root:
        return finding.path
    return posixpath.normpath(f"{finding.root.replace(os.sep, '/')}/{finding.path}")


def well_formed(text: str) -> str:
    """The text with what UTF-8 can't hold written out: a name's undecodable byte becomes `\\xe9`."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return "".join(_written_out(c) for c in text)


def _written_out(c: str) -> str:
    if "\udc80" <= c <= "\udcff":
        return f"\\x{ord(c) - 0xDC00:02x}"
    return f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c
