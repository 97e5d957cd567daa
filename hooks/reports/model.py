"""What a run found, for a format to put into words."""

from __future__ import annotations

from hooks.findings import ERROR, INFO, WARNING


class Report:
    """Everything a format may show. Findings are sorted; fixed ones have `applied` set."""

    def __init__(self):
        self.findings: list = []
        self.suppressed: list = []
        self.refused: list[tuple] = []  # (path, rule or None, reason)
        self.fingerprints: dict = {}
        self.next_command = ""
        self.wants_fingerprints = False

    def count(self, severity: str) -> int:
        return sum(1 for finding in self.findings if finding.severity == severity and not finding.applied)

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
