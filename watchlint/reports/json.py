"""The report as JSON, version 1: fields are only ever added."""

from __future__ import annotations

from watchlint import __version__

VERSION = 1


def render(report, **_) -> str:
    """One JSON document and a newline."""
    import json

    document = {
        "version": VERSION,
        "tool": {"name": "watchlint", "version": __version__},
        "findings": [_finding(finding, report) for finding in report.findings],
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
    }
    return json.dumps(document, indent=2) + "\n"


def _finding(finding, report) -> dict:
    rule = finding.rule
    fields = {
        "rule": rule.name,
        "hook": rule.hook,
        "severity": finding.severity,
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
    if finding.root:
        fields["root"] = finding.root
    return fields
