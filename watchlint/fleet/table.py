"""An audit as text for a terminal, and as CSV."""

from __future__ import annotations

from watchlint.reports.terminal import printable
from watchlint.reports.words import counted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from watchlint.fleet.campaign import Campaign, Row

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def text(campaign: Campaign, most: int) -> str:
    """The table: rules, then repositories (the worst `most`, 0: all), then what failed by reason, then the campaign."""
    blocks = []
    if campaign.columns:
        rules = [(c.rule, c.repositories, c.findings, c.fixable) for c in campaign.columns]
        blocks.append(_aligned(("rule", "repositories", "findings", "with a safe fix"), rules))
    found = [row for row in campaign.checked if row.findings]
    shown = found[:most] if most else found
    if shown:
        rows = [
            (row.repository.errors, row.repository.warnings, row.fixable, row.repository.name, _rules(row))
            for row in shown
        ]
        table = _aligned(("errors", "warnings", "safe", "repository", "rules"), rows)
        more = len(found) - len(shown)
        blocks.append(table + (f"… and {more:,} more: --rows 0 shows all\n" if more else ""))
    if campaign.failed:
        failed = [
            (row.repository.name, row.repository.reason)
            for row in (campaign.failed[:most] if most else campaign.failed)
        ]
        blocks.append(_aligned(("could not be checked", "why"), failed))
    return "\n".join([*blocks, summary(campaign) + "\n"])


def summary(campaign: Campaign) -> str:
    """One paragraph: how many were checked, and what a campaign would change."""
    clean = sum(1 for row in campaign.checked if not row.findings)
    fixes, files = (sum(getattr(row, name) for row in campaign.changed) for name in ("fixable", "files"))
    return (
        f"{len(campaign.checked):,} checked, {clean:,} of them without errors and warnings; {len(campaign.failed):,} could not be "
        f"checked.\nA campaign of safe fixes settles {counted(fixes, 'finding')} in {counted(files, 'file')} of "
        f"{counted(len(campaign.changed), 'repository')}; "
        f"{len(campaign.branches):,} of these have no error afterwards."
    )


def csv(campaign: Campaign) -> str:
    """A row a repository and a column a rule, as RFC 4180 has it."""
    import csv as writing
    import io

    rules = [column.rule for column in campaign.columns]
    out = io.StringIO()
    writer = writing.writer(out)
    facts = (
        "repository",
        "status",
        "reason",
        "errors",
        "warnings",
        "notes",
        "safe fixes",
        "files a fix changes",
        "stay",
    )
    writer.writerow([*facts, *rules])
    for row in campaign.rows:
        of = row.repository
        counts = (row.fixable, row.files, row.stay) if of.status == "checked" else ("", "", "")
        writer.writerow([
            _cell(of.name), of.status, _cell(of.reason or ""), of.errors, of.warnings, of.notes, *counts,
            *(row.rules.get(rule, 0) if of.status == "checked" else "" for rule in rules),
        ])  # fmt: skip
    return out.getvalue()


def _cell(value: str) -> str:
    """The text, as one that a spreadsheet takes for no formula (OWASP, CSV injection)."""
    return f"'{value}" if value.startswith(_FORMULA) else value


def _rules(row: Row) -> str:
    return ", ".join(f"{rule} ({number})" if number > 1 else rule for rule, number in sorted(row.rules.items()))


def _aligned(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns as wide as what is in them; numbers to the right, the last one as long as it is."""
    lines = [[printable(_shown(value)) for value in row] for row in rows]
    widths = [max(len(line[place]) for line in [list(head), *lines]) for place in range(len(head))]
    right = [all(line[place].replace(",", "").isdigit() for line in lines) for place in range(len(head))]
    out = []
    for line in [list(head), *lines]:
        cells = [v.rjust(w) if r else v.ljust(w) for v, w, r in zip(line, widths, right, strict=True)]
        out.append("  ".join(cells).rstrip() + "\n")
    return "".join(out)


def _shown(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else "" if value is None else str(value)
