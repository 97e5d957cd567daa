"""The report on a terminal: findings by file, the worst first, each with the lines it stands on and its remedy."""

from __future__ import annotations

from watchlint.reports.excerpt import excerpt
from watchlint.reports.plain import plain, shown_as, wanted
from watchlint.reports.terminal import Painter, link, printable
from watchlint.reports.words import finished, fixable, flag, next_step, place, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.findings import Finding
    from watchlint.reports.model import Report, View

INDENT = "  "


def render(report: Report, view: View) -> str:
    """The whole report, ending in a newline; "" where --quiet has nothing to say."""
    if view.statistics:
        return plain(report, view)
    paint = Painter(view.colour)
    blocks = [_finding(finding, report, view, paint) for finding in wanted(report, view)]
    for refused in report.refused:
        name = f" {refused.rule.name}" if refused.rule else ""
        said = f"{printable(refused.path)}: {paint('warning', 'not fixed')}{name}: {printable(refused.reason)}"
        blocks.append([said])
    if view.verbose:
        for finding in report.suppressed:
            said = f"{finding.rule.name}: {printable(finding.message)}"
            blocks.append([f"{place(finding)}: {paint('dim', 'suppressed')} {said}"])
    if view.quiet and not blocks:
        return ""
    blocks.append([line for line in (paint("bold", summary(report, view)), fixable(report, view)) if line])
    step = [f"Next: {paint('bold', printable(report.next_command))}"] if report.next_command else []
    if not step and (command := next_step(report, view)):
        step = [f"Next: {paint('bold', printable(command))}  (--diff shows it)"]
    if report.next_words:
        step.append(("      " if step else "Next: ") + printable(report.next_words))
    if step:
        blocks.append(step)
    return finished("\n".join([*block, ""]) for block in blocks).removesuffix("\n")


def _finding(finding: Finding, report: Report, view: View, paint: Painter) -> list[str]:
    name = paint("bold", finding.rule.name)
    if view.links:
        name = link(name, finding.rule.url)
    if finding.applied and finding.fix:
        return [f"{place(finding)}: {paint('fixed', 'fixed')} {name}: {printable(finding.fix.description)}"]
    lines = [f"{place(finding)}: {paint(finding.severity, shown_as(finding.severity))} {name}"]
    lines += _wrapped("", finding.message, view.width)
    room = view.width - len(INDENT)
    lines += [INDENT + line for line in excerpt(finding, report.read(finding), room, paint)]
    for number, part in enumerate(finding.help.splitlines()):
        lines += _wrapped("      " if number else "help: ", part, view.width)
    if finding.fix:
        lines += _wrapped("fix:  ", f"{finding.fix.description} ({flag(report, finding)})", view.width)
    if view.verbose:
        lines.append(f"{INDENT}{paint('dim', finding.rule.url)}")
    return [paint("bold", line) if line.startswith(f"{INDENT}fix:") else line for line in lines]


def _wrapped(label: str, text: str, width: int) -> list[str]:
    """The text below its label, no line wider than `width` unless one word is."""
    from textwrap import wrap

    room = width - len(INDENT) - len(label)
    lines = wrap(printable(text), room, break_long_words=False, break_on_hyphens=False)
    return [INDENT + (label if number == 0 else " " * len(label)) + line for number, line in enumerate(lines)]
