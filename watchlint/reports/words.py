"""Words that the forms for a reader share: places, counts, what is fixable."""

from __future__ import annotations

from watchlint.reports.terminal import harmless, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from watchlint.findings import Finding
    from watchlint.reports.model import Report, View


def finished(blocks: Iterable[str]) -> str:
    """The lines or blocks of a report as its text, which ends in a newline."""
    return harmless("\n".join(blocks)) + "\n"


def counted(number: int, word: str) -> str:
    """`1 error`, `2 watches`, `1,204 repositories`: the number and the word, which has its plural ending where it needs one."""
    if number != 1 and word.endswith("ry"):
        return f"{number:,} {word[:-1]}ies"
    ending = "" if number == 1 else "es" if word.endswith(("ch", "s")) else "s"
    return f"{number:,} {word}{ending}"


def as_text(tree: Mapping[str, str]) -> str:
    """A small repository, as a rule's example has it: each file below its name."""
    return "\n".join(f"# {path}\n{content}".rstrip("\n") for path, content in tree.items())


def place(finding: Finding) -> str:
    """`path:line:column`, as far as they are known, after the root where there are several."""
    found = printable(finding.path or ".")
    if finding.root:
        found = f"{printable(finding.root.rstrip('/'))}/{found}"
    if finding.line:
        found += f":{finding.line}"
        if finding.column:
            found += f":{finding.column}"
    return found


def summary(report: Report, view: View) -> str:
    """The line of counts, with the notes where there are any."""
    words = [
        counted(report.errors, "error"),
        counted(report.warnings, "warning"),
        f"{report.fixed} fixed",
        f"{len(report.suppressed)} suppressed",
    ]
    if report.infos:
        words.append(
            counted(report.infos, "note")
            + ("" if view.notes else f" (--notes shows {'it' if report.infos == 1 else 'them'})")
        )
    return ", ".join(words)


def _fixable(report: Report, view: View) -> tuple[int, int]:
    """(safe, unsafe): how many of the findings shown `--fix` would fix, and how many more the unsafe fixes. No safe ones where
    --fix was run."""
    found = [finding for finding in report.open(view) if finding.fix]
    safe = sum(1 for finding in found if finding.fix and finding.fix.safe and is_fixed_by_default(report, finding))
    unsafe = sum(1 for finding in found if finding.fix and not finding.fix.safe)
    return 0 if report.fixed or report.refused else safe, unsafe


def fixable(report: Report, view: View) -> str:
    """How many of the findings shown a flag would fix; "" where none, or where --fix was run."""
    safe, unsafe = _fixable(report, view)
    parts = []
    if safe:
        parts.append(f"{safe} fixable with --fix")
    if unsafe:
        parts.append(f"{unsafe} {'more ' if safe else ''}with --fix --unsafe-fixes")
    return ", ".join(parts)


def next_step(report: Report, view: View) -> str:
    """The command that fixes what can be, for a report on one root; "" where none does."""
    safe, unsafe = _fixable(report, view)
    if not (safe or unsafe) or report.fixed or len(report.roots) != 1:
        return ""
    import shlex

    root = report.roots[0].root
    program = report.hooks[0] if len(report.hooks) == 1 else "watchlint check"
    return f"{program} --fix{'' if safe else ' --unsafe-fixes'}" + ("" if root == "." else f" {shlex.quote(root)}")


def is_fixed_by_default(report: Report, finding: Finding) -> bool:
    """Whether --fix takes it: a note is left alone unless its rule was selected by name."""
    return finding.severity != "info" or finding.rule.name in report.asked_for


def flag(report: Report, finding: Finding) -> str:
    """The flags that apply a finding's fix."""
    words = "--fix" if not finding.fix or finding.fix.safe else "--fix --unsafe-fixes"
    return words if is_fixed_by_default(report, finding) else f"--select {finding.rule.name} {words}"
