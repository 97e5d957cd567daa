"""The report as SARIF 2.1.0 (OASIS), for code scanning and editors.

Suppressed and fixed findings are left out: GitHub's code scanning knows neither `suppressions`
(github/codeql-action#1230) nor a result that no longer stands, and would open an alert for each.
"""

from __future__ import annotations

from watchlint import __version__
from watchlint.findings import ERROR, INFO, WARNING
from watchlint.reports.model import full_path, well_formed

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/watchlint/watchlint"

_LEVELS = {ERROR: "error", WARNING: "warning", INFO: "note"}
_PROBLEM = {ERROR: "error", WARNING: "warning", INFO: "recommendation"}  # GitHub's words for the rule's severity


def render(report, **_) -> str:
    """One SARIF log of one run, and a newline. Its rules are those that occur in the results."""
    import json

    rules = sorted({finding.rule.name: finding.rule for finding in report.open}.values())
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
                "executionSuccessful": not report.problems,
                "toolExecutionNotifications": [_notification(*problem) for problem in report.problems],
            }
        ],
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, index, report.fingerprints.get(finding)) for finding in report.open],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule) -> dict:
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


def _explained(rule, code: str) -> str:
    before, after = code.format(rule.before), code.format(rule.after)
    return f"{rule.why}\n\nBefore:\n\n{before}\n\nAfter:\n\n{after}\n\nSource: {rule.source}"


def _result(finding, index: dict[str, int], fingerprint: str | None) -> dict:
    name = finding.rule.name
    result = {
        "ruleId": name,
        "ruleIndex": index[name],
        "level": _LEVELS[finding.severity],
        "message": _message("\n\n".join(filter(None, (finding.message, finding.help)))),
        "locations": [_location(full_path(finding) or finding.root or ".", _region(finding))],
    }
    if fingerprint:
        result["partialFingerprints"] = {"watchlint/v1": fingerprint}
    if finding.fix:
        result["properties"] = {"fix": {"description": well_formed(finding.fix.description), "safe": finding.fix.safe}}
    return result


def _notification(path: str, line: int | None, reason: str) -> dict:
    return {
        "level": "error",
        "message": _message(f"could not be checked: {reason}"),
        "locations": [_location(path, {"startLine": line} if line else {})],
    }


def _message(text: str) -> dict:
    return {"text": well_formed(text)}


def _location(path: str, region: dict) -> dict:
    """Where it is. Every result has a file: code scanning refuses a whole log for one without."""
    place: dict = {"artifactLocation": _artifact(path)}
    if region:
        place["region"] = region
    return {"physicalLocation": place}


def _artifact(path: str) -> dict[str, str]:
    import os
    from urllib.parse import quote

    if os.path.isabs(path):
        from pathlib import Path

        return {"uri": Path(path).as_uri()}
    return {"uri": quote(os.fsencode(path)), "uriBaseId": "%SRCROOT%"}


def _region(finding) -> dict[str, int]:
    region = {
        "startLine": finding.line,
        "startColumn": finding.column,
        "endLine": finding.end_line,
        "endColumn": finding.end_column,  # the first column behind it, for us and for SARIF
    }
    return {name: value for name, value in region.items() if value} if finding.line else {}
