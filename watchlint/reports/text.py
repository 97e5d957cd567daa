"""The report a person reads: one line a finding, its remedy indented below."""

from __future__ import annotations

from watchlint.findings import INFO, WARNING
from watchlint.reports.terminal import Painter, printable


def render(report, colour: bool = False, quiet: bool = False, verbose: bool = False, strict: bool = False) -> str:
    """The whole report, ending in a newline; "" where --quiet has nothing to say."""
    paint = Painter(colour)
    lines: list[str] = []
    for finding in report.findings:
        if quiet and not finding.applied and (finding.severity == INFO or (finding.severity == WARNING and not strict)):
            continue
        lines += _finding(finding, paint, verbose)
    for path, rule, reason in report.refused:
        name = f" {rule.name}" if rule else ""
        lines.append(f"{printable(path)}: {paint('warning', 'not fixed')}{name}: {reason}")
    if verbose:
        for finding in report.suppressed:
            lines.append(f"{_place(finding)}: {paint('dim', 'suppressed')} {finding.rule.name}: {finding.message}")
    if quiet and not lines:
        return ""
    fixable = _fixable(report)
    if fixable:
        lines.append(fixable)
    lines.append(
        f"{report.errors} errors, {report.warnings} warnings, {report.fixed} fixed, {len(report.suppressed)} suppressed"
    )
    if report.next_command:
        lines.append(report.next_command)
    return "\n".join(lines) + "\n"


def _finding(finding, paint: Painter, verbose: bool) -> list[str]:
    name = paint("bold", finding.rule.name)
    if finding.applied:
        return [f"{_place(finding)}: {paint('fixed', 'fixed')} {name}: {printable(finding.fix.description)}"]
    lines = [f"{_place(finding)}: {paint(finding.severity, finding.severity)} {name}: {printable(finding.message)}"]
    lines += [f"    {line}" for line in finding.help.splitlines()]
    if finding.fix:
        flag = "--fix" if finding.fix.safe else "--fix --unsafe-fixes"
        lines.append(f"    {flag}: {printable(finding.fix.description)}")
    if verbose:
        lines.append(f"    {paint('dim', finding.rule.url)}")
    return lines


def _place(finding) -> str:
    place = printable(finding.path or ".")
    if finding.root:
        place = f"{finding.root.rstrip('/')}/{place}"
    if finding.line:
        place += f":{finding.line}"
        if finding.column:
            place += f":{finding.column}"
    return place


def _fixable(report) -> str:
    open_ = [f for f in report.findings if f.fix and not f.applied]
    safe = sum(1 for f in open_ if f.fix.safe)
    unsafe = len(open_) - safe
    refused = {(path, rule) for path, rule, _ in report.refused}
    if report.fixed or refused:
        safe = 0
    parts = []
    if safe:
        parts.append(f"{safe} fixable with --fix")
    if unsafe:
        parts.append(f"{unsafe} {'more ' if safe else ''}with --fix --unsafe-fixes")
    return ", ".join(parts)
