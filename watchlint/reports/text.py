"""The report a person reads: `full` on a terminal, plain elsewhere."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.reports.model import Report, View


def render(report: Report, view: View) -> str:
    """The whole report, ending in a newline; "" where --quiet has nothing to say."""
    if view.terminal:
        from watchlint.reports import full

        return full.render(report, view)
    from watchlint.reports.plain import plain

    return plain(report, view)
