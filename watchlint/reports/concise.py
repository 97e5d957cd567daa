"""One line a finding, which editors' problem matchers read: `path:line:column: severity rule: message`."""

from __future__ import annotations

from watchlint.reports.plain import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.reports.model import Report, View


def render(report: Report, view: View) -> str:
    """The findings, and the summary."""
    return plain(report, view, remedies=False)
