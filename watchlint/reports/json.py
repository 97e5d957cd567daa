"""The report as JSON, version 1: fields are only ever added."""

from __future__ import annotations

from watchlint import __version__
from watchlint.reports.model import as_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.findings import Finding
    from watchlint.reports.model import Report, View

VERSION = 1


def render(report: Report, view: View) -> str:
    """One JSON document and a newline."""
    document: dict[str, Any] = {
        "version": VERSION,
        "tool": {"name": "watchlint", "version": __version__},
        "findings": [as_fields(finding, report) for finding in report.findings],
        "suppressed": len(report.suppressed),
        "summary": {
            "errors": report.errors,
            "warnings": report.warnings,
            "infos": report.infos,
            "fixed": report.fixed,
        },
        "refused": [
            {"path": path, "rule": rule.name if rule else None, "reason": reason}
            for path, rule, reason in report.refused
        ],
        "problems": [problem._asdict() for problem in report.problems],
        "roots": [root._asdict() for root in report.roots],
    }
    if view.statistics:
        counts: dict[str, int] = {}
        for finding in report.findings:
            counts[finding.rule.name] = counts.get(finding.rule.name, 0) + 1
        document["statistics"] = counts
    return as_json(document)


def as_fields(finding: Finding, report: Report) -> dict[str, Any]:
    """One finding as a JSON object."""
    rule = finding.rule
    fields: dict[str, Any] = {
        "rule": rule.name,
        "hook": rule.hook,
        "severity": finding.severity,
        "root": finding.root or (report.roots[0].root if report.roots else "."),
        "path": finding.path,
        "line": finding.line,
        "column": finding.column,
        "end_line": finding.end_line,
        "end_column": finding.end_column,
        "message": finding.message,
        "help": finding.help,
        "url": rule.url,
        "fingerprint": report.fingerprints.get(finding, ""),
        "fix": None,
    }
    if finding.fix:
        fields["fix"] = {
            "description": finding.fix.description,
            "safe": finding.fix.safe,
            "applied": finding.applied,
        }
    return fields
