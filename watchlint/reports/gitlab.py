"""The report as GitLab's Code Quality artifact (docs.gitlab.com, "Code Quality report format")."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING
from watchlint.reports.model import as_json, full_path, well_formed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from watchlint.findings import Finding
    from watchlint.reports.model import Report, View

_SEVERITIES = {ERROR: "major", WARNING: "minor"}


def render(report: Report, view: View) -> str:
    """One JSON array and a newline."""
    rows = [_row(finding, fingerprint) for finding, fingerprint in _fingerprints(report)]
    return as_json(rows)


def _row(finding: Finding, fingerprint: str) -> dict[str, Any]:
    return {
        "description": well_formed(finding.message),
        "check_name": finding.rule.name,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[finding.severity],
        # Path and line are required: "." and 1 stand for the repository and the whole file.
        "location": {
            "path": well_formed(full_path(finding) or finding.root or "."),
            "lines": {"begin": finding.line or 1},
        },
    }


def _fingerprints(report: Report) -> Iterator[tuple[Finding, str]]:
    """(finding, fingerprint) of each open finding. GitLab takes two that share one for one and the same."""
    from hashlib import sha256

    seen: dict[tuple[str, str], int] = {}
    for finding in report.annotated:
        if finding.applied:
            continue
        identity = (finding.root or "", report.fingerprints.get(finding) or repr(finding.key))
        seen[identity] = order = seen.get(identity, -1) + 1
        text = "\0".join((*identity, str(order)))
        yield finding, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
