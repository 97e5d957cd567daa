"""The report on a terminal: findings by file, the worst first, each with the lines it stands on and its remedy."""

from __future__ import annotations

from watchlint.reports.terminal import Painter, link, printable
from watchlint.reports.text import plain, shown_as, wanted
from watchlint.reports.words import fixable, flag, place, summary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.findings import Finding
    from watchlint.reports.model import Report, View

AROUND = 1
"""Lines of the file shown above and below the ones a finding stands on."""

MOST_LINES = 6
"""Lines a finding may span before those in between are left out."""

LONGEST = 400
"""Characters of a source line that are shown."""


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
            blocks.append([f"{place(finding)}: {paint('dim', 'suppressed')} {finding.rule.name}"])
    if view.quiet and not blocks:
        return ""
    end = [paint("bold", summary(report, view)), fixable(report, view)]
    if report.next_command:
        end += ["", f"Next: {paint('bold', report.next_command)}"]
    if report.next_words:
        end += [f"      {report.next_words}" if report.next_command else f"Next: {report.next_words}"]
    blocks.append([line for line in end if line])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _finding(finding: Finding, report: Report, view: View, paint: Painter) -> list[str]:
    name = paint("bold", finding.rule.name)
    if view.links:
        name = link(name, finding.rule.url)
    head = f"{place(finding)}: "
    if finding.applied and finding.fix:
        return [f"{head}{paint('fixed', 'fixed')} {name}: {printable(finding.fix.description)}"]
    lines = _wrapped(printable(finding.message), view.width - 4, "    ")
    severity = paint(finding.severity, shown_as(finding.severity))
    first = f"{head}{severity} {name}"
    lines = [f"{first}: {lines[0].strip()}"] if _fits(finding, lines, view) else [first, *lines]
    lines += _excerpt(finding, report.read(finding), paint, view.width)
    for part in finding.help.splitlines():
        lines += _wrapped(printable(part), view.width - 4, "    ")
    if finding.fix:
        fix = f"{flag(report, finding)}: {printable(finding.fix.description)}"
        lines += [paint("fixed", line) for line in _wrapped(fix, view.width - 4, "    ")]
    if view.verbose:
        lines.append(f"    {paint('dim', finding.rule.url)}")
    return lines


def _fits(finding: Finding, lines: list[str], view: View) -> bool:
    """Whether the message goes on the first line."""
    used = len(place(finding)) + len(shown_as(finding.severity)) + len(finding.rule.name) + 5
    return len(lines) == 1 and used + len(lines[0].strip()) <= view.width


def _wrapped(text: str, width: int, indent: str) -> list[str]:
    from textwrap import wrap

    return [indent + line for line in wrap(text, max(width, 40), break_long_words=False, break_on_hyphens=False)] or [
        ""
    ]


def _excerpt(finding: Finding, data: bytes | None, paint: Painter, width: int) -> list[str]:
    """The lines of the file with a caret below what is wrong; nothing where the finding has no line, or a file that is
    no text."""
    if not data or finding.line is None or b"\0" in data:
        return []
    text = data.decode("utf-8", "replace").removeprefix("\ufeff")
    source = [line.rstrip("\r")[:LONGEST] for line in text.split("\n")]
    first, last = finding.line, max(finding.end_line or finding.line, finding.line)
    if first > len(source):
        return []
    numbers = [number for number in range(first - AROUND, last + AROUND + 1) if 0 < number <= len(source)]
    while numbers and not source[numbers[-1] - 1].strip() and numbers[-1] > last:
        numbers.pop()
    if len(numbers) > MOST_LINES:
        numbers = numbers[: MOST_LINES // 2]
    margin = len(str(numbers[-1]))
    bar = paint("dim", "|")
    lines = []
    for number in numbers:
        said = _cut(printable(source[number - 1].expandtabs(4)), width - margin - 8)
        lines.append(f"    {paint('dim', f'{number:>{margin}}')} {bar} {said}".rstrip())
        if number == first:
            lines += _caret(finding, source[number - 1], margin, bar, paint, width)
    return lines


def _caret(finding: Finding, source: str, margin: int, bar: str, paint: Painter, width: int) -> list[str]:
    if finding.column is None:
        return []
    start = len(printable(source[: finding.column - 1].expandtabs(4)))
    end = len(source) + 1 if finding.end_line not in (None, finding.line) else finding.end_column or finding.column + 1
    stop = len(printable(source[: end - 1].expandtabs(4)))
    room = width - margin - 8
    if start >= room:
        return []
    carets = "^" * max(1, min(stop, room) - start)
    return [f"    {' ' * margin} {bar} {' ' * start}{paint(finding.severity, carets)}"]


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(width - 1, 20)] + "…"
