"""The report as Markdown, for a job summary or a comment on a pull request: a table, and what to run."""

from __future__ import annotations

from watchlint.reports.model import well_formed
from watchlint.reports.plain import shown_as
from watchlint.reports.terminal import printable
from watchlint.reports.words import finished, fixable, place, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.reports.model import Report, View

MOST = 200
"""Rows; GitHub takes 1 MiB for a job summary and 65,536 characters for a comment."""


def render(report: Report, view: View) -> str:
    """The whole report, ending in a newline."""
    found = report.shown(view)
    lines = [f"**watchlint**: {summary(report, view)}", ""]
    if found:
        lines += ["| | where | rule | what |", "| --- | --- | --- | --- |"]
        for finding in found[:MOST]:
            severity = "fixed" if finding.applied else shown_as(finding.severity)
            what = finding.fix.description if finding.applied and finding.fix else finding.message
            if finding.help and not finding.applied:
                what += "\n" + finding.help
            rule = f"[{finding.rule.name}]({finding.rule.url})"
            lines.append(f"| {severity} | {_code(place(finding))} | {rule} | {_cell(what)} |")
        if len(found) > MOST:
            lines.append(f"| | | | and {len(found) - MOST} more |")
        lines.append("")
    lines += [f"`{printable(problem.path)}`: {_cell(problem.message)}\n" for problem in report.problems]
    lines += [line + "\n" for line in (fixable(report, view),) if line]
    return well_formed(finished(lines).rstrip("\n") + "\n")


def _cell(text: str) -> str:
    """Text that ends no cell and starts no tag. Code between backquotes stays code."""
    parts = []
    for line in text.splitlines():
        said = printable(line).replace("\\", "\\\\") if "`" not in line else printable(line)
        pieces = said.split("`")
        for number, piece in enumerate(pieces):
            if number % 2 == 0:
                pieces[number] = piece.replace("<", "&lt;").replace("*", "\\*").replace("_", "\\_").replace("[", "\\[")
        parts.append("`".join(pieces).replace("|", "\\|"))
    return "<br>".join(parts)


def _code(text: str) -> str:
    """Text as code, whatever backquotes are in it."""
    ticks = "`"
    while ticks in text:
        ticks += "`"
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{ticks}{pad}{text}{pad}{ticks}".replace("|", "\\|")
