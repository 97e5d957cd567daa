"""The report as SARIF 2.1.0 (OASIS), for code scanning and editors.

Suppressed and fixed findings are left out: GitHub's code scanning knows neither `suppressions`
(github/codeql-action#1230) nor a result that no longer stands, and would open an alert for each.
"""

from __future__ import annotations

from watchlint import __version__
from watchlint.findings import ERROR, INFO, WARNING
from watchlint.reports.model import as_json, full_path, well_formed
from watchlint.reports.words import as_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.findings import Finding, Rule
    from watchlint.findings.replacements import Replacement
    from watchlint.reports.model import Report, View

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/watchlint/watchlint"

_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
_PROBLEM = {ERROR: "error", WARNING: "warning", INFO: "recommendation"}  # GitHub's words for the rule's severity


def render(report: Report, view: View) -> str:
    """One SARIF log of one run, and a newline. Its rules are those that occur in the results."""
    found = report.open(view)
    rules = sorted({finding.rule.name: finding.rule for finding in found}.values(), key=lambda rule: rule.name)
    index = {rule.name: number for number, rule in enumerate(rules)}
    run = {
        "tool": {
            "driver": {
                "name": "watchlint",
                "version": __version__,
                "informationUri": HOME,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "invocations": [
            {
                "executionSuccessful": not report.failures,
                "toolExecutionNotifications": [_notification(*problem[:3]) for problem in report.failures],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, report) for finding in found],
    }
    return as_json({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.name,
        "name": "".join(word.capitalize() for word in rule.name.split("-")),
        "shortDescription": {"text": rule.summary},
        "fullDescription": {"text": rule.why},
        "help": {"text": _explained(rule, "{}"), "markdown": _explained(rule, "```\n{}\n```")},
        "helpUri": rule.url,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.hook], "problem.severity": _PROBLEM[rule.severity]},
    }


def _explained(rule: Rule, code: str) -> str:
    before, after = (code.format(as_text(tree)) for tree in (rule.before, rule.after))
    return f"{rule.why}\n\nBefore:\n\n{before}\n\nAfter:\n\n{after}\n\nSource: {rule.source}"


def _result(finding: Finding, index: dict[str, int], report: Report) -> dict[str, Any]:
    name = finding.rule.name
    result: dict[str, Any] = {
        "ruleId": name,
        "ruleIndex": index[name],
        "level": _LEVELS[finding.severity],
        "message": _message("\n\n".join(filter(None, (finding.message, finding.help)))),
        "locations": [_location(full_path(finding) or finding.root or ".", _region(finding))],
    }
    fingerprint = report.fingerprints.get(finding)
    if fingerprint:
        result["partialFingerprints"] = {"watchlint/v1": fingerprint}
    if finding.fix:
        result["properties"] = {"fix": {"description": well_formed(finding.fix.description), "safe": finding.fix.safe}}
        if changes := report.replacements.get(finding):
            result["fixes"] = [
                {"description": _message(finding.fix.description), "artifactChanges": _changes(finding, changes)}
            ]
    return result


def _changes(finding: Finding, replacements: list[Replacement]) -> list[dict[str, Any]]:
    """Each file of a fix, with the text that is taken out of it and put in."""
    return [
        {
            "artifactLocation": _artifact(full_path(finding, change.path) or change.path),
            "replacements": [
                {
                    "deletedRegion": {
                        "startLine": change.line, "startColumn": change.column,
                        "endLine": change.end_line, "endColumn": change.end_column,
                    },
                    "insertedContent": {"text": change.text},
                }
            ],
        }
        for change in replacements
    ]  # fmt: skip


def _notification(path: str, line: int | None, reason: str) -> dict[str, Any]:
    return {
        "level": "error",
        "message": _message(f"could not be checked: {reason}"),
        "locations": [_location(path, {"startLine": line} if line else {})],
    }


def _message(text: str) -> dict[str, str]:
    return {"text": well_formed(text)}


def _location(path: str, region: dict[str, int]) -> dict[str, Any]:
    """Where it is. Every result has a file: code scanning refuses a whole log for one without."""
    place: dict[str, Any] = {"artifactLocation": _artifact(path)}
    if region:
        place["region"] = region
    return {"physicalLocation": place}


def _artifact(path: str) -> dict[str, str]:
    import os
    from urllib.parse import quote

    if os.path.isabs(path):
        from pathlib import Path

        return {"uri": Path(path).as_uri()}
    return {
        "uri": quote(path.encode("utf-8", "surrogateescape" if os.name != "nt" else "surrogatepass")),
        "uriBaseId": "%SRCROOT%",
    }


def _region(finding: Finding) -> dict[str, int]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,  # the first column behind it, for us and for SARIF
    }
    # Code scanning wants a startLine of each: a finding on a whole file stands on its first line.
    return {name: value for name, value in region.items() if value} if finding.line else {"startLine": 1}
