"""The report as GitLab's Code Quality artifact (docs.gitlab.com, "Code Quality report format")."""

from __future__ import annotations

from watchlint.findings import ERROR, INFO, WARNING
from watchlint.reports.model import full_path, well_formed

_SEVERITIES = {ERROR: "major", WARNING: "minor", INFO: "info"}


def render(report, **_) -> str:
    """One JSON array and a newline."""
    import json

    rows = [_row(finding, fingerprint) for finding, fingerprint in _fingerprints(report)]
    return json.dumps(rows, indent=2) + "\n"


def _row(finding, fingerprint: str) -> dict:
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


def _fingerprints(report):
    """(finding, fingerprint) of each open finding. GitLab takes two that share one for one and the same."""
    from hashlib import sha256

    seen: dict[tuple, int] = {}
    for finding in report.open:
        identity = (finding.root or "", report.fingerprints.get(finding) or repr(finding.key))
        seen[identity] = order = seen.get(identity, -1) + 1
        text = "\0".join((*identity, str(order)))
        yield finding, sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
