"""The form for pipes and files, plain and stable: a line a finding, its remedy below."""

from __future__ import annotations

from watchlint.findings import INFO, WARNING
from watchlint.reports.terminal import Painter, printable
from watchlint.reports.words import finished, fixable, flag, place, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.findings import Finding
    from watchlint.reports.model import Report, View


def plain(report: Report, view: View, remedies: bool = True) -> str:
    """The whole report, ending in a newline; "" where --quiet has nothing to say. Without `remedies` one line a finding."""
    paint = Painter(view.colour)
    lines: list[str] = []
    if view.statistics:
        lines += statistics(report, view)
    else:
        for finding in wanted(report, view):
            lines += _finding(finding, paint, report, view, remedies)
    for refused in report.refused:
        name = f" {refused.rule.name}" if refused.rule else ""
        lines.append(f"{printable(refused.path)}: {paint('warning', 'not fixed')}{name}: {printable(refused.reason)}")
    if view.verbose:
        for finding in report.suppressed:
            words = f"{paint('dim', 'suppressed')} {finding.rule.name}: {printable(finding.message)}"
            lines.append(f"{place(finding)}: {words}")
    if view.quiet and not lines:
        return ""
    end = (fixable(report, view), summary(report, view), printable(report.next_command), printable(report.next_words))
    return finished([*lines, *filter(None, end)])


def wanted(report: Report, view: View) -> list[Finding]:
    """The findings to show: with --quiet those that fail, and those that were fixed."""
    quiet = {INFO} if view.strict else {INFO, WARNING}
    return [
        finding
        for finding in report.shown(view)
        if not (view.quiet and not finding.applied and finding.severity in quiet)
    ]


def statistics(report: Report, view: View) -> list[str]:
    """A line for each rule: how often, and whether it is fixable; the most frequent first."""
    counts: dict[tuple[str, str, str], int] = {}
    for finding in wanted(report, view):
        key = (finding.severity, finding.rule.name, finding.rule.fix)
        counts[key] = counts.get(key, 0) + 1
    width = max((len(str(number)) for number in counts.values()), default=1)
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0][1]))
    return [
        f"{number:>{width}}  {severity:7}  {name}" + ("" if fix == "none" else f"  ({fix} fix)")
        for (severity, name, fix), number in rows
    ]


def _finding(finding: Finding, paint: Painter, report: Report, view: View, remedies: bool) -> list[str]:
    name = paint("bold", finding.rule.name)
    if finding.applied and finding.fix:
        return [f"{place(finding)}: {paint('fixed', 'fixed')} {name}: {printable(finding.fix.description)}"]
    severity = paint(finding.severity, shown_as(finding.severity))
    lines = [f"{place(finding)}: {severity} {name}: {printable(finding.message)}"]
    if not remedies:
        return lines
    lines += [f"    {printable(line)}" for line in finding.help.splitlines()]
    if finding.fix:
        lines.append(f"    {flag(report, finding)}: {printable(finding.fix.description)}")
    if view.verbose:
        lines.append(f"    {paint('dim', finding.rule.url)}")
    return lines


def shown_as(severity: str) -> str:
    """A severity in the reader's word: `info` is a note."""
    return "note" if severity == INFO else severity
