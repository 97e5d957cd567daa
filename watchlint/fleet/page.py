"""`watchlint audit report --html`: one page, with everything in it: repositories × rules, to sort and to filter."""

from __future__ import annotations

import html

from watchlint.data import template
from watchlint.fleet import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.fleet.campaign import Campaign, Row

# The page draws only the rows that are in sight; of each repository it lists at most so many findings.
MOST_FINDINGS = 50


def page(campaign: Campaign, title: str) -> str:
    """The page as text. It loads nothing: a policy in it forbids to."""
    rules = [column.rule for column in campaign.columns]
    places = {rule: place for place, rule in enumerate(rules)}
    data = {
        "rules": [column._asdict() for column in campaign.columns],
        "rows": [_row(row, places) for row in campaign.rows],
    }
    parts = {
        "title": html.escape(template.printable(title)),
        "summary": html.escape(table.summary(campaign)),
        "data": template.in_script(data),
    }
    return template.fill("audit.html", parts)


def _row(row: Row, places: dict[str, int]) -> list[Any]:
    """name, reason (null: checked), errors, warnings, notes, safe fixes, files, [[rule, count]], [[rule, place, safe]]"""
    of = row.repository
    counts = [[places[rule], number] for rule, number in row.rules.items()]
    found = [
        [places[one.rule], f"{one.path or '.'}{f':{one.line}' if one.line else ''}", int(bool(one.safe))]
        for one in row.findings[:MOST_FINDINGS]
    ]
    reason = (of.reason or "") if of.status == "failed" else None
    return [of.name, reason, of.errors or 0, of.warnings or 0, of.notes or 0, row.fixable, row.files, counts, found]
