"""`--fix` and `--diff`: plan, show or write, and what to run next."""

from __future__ import annotations

from watchlint.checking import next_step
from watchlint.checking.next_step import Step
from watchlint.facts.repository.work_tree import Unreadable
from watchlint.findings import INFO, Rename, Untrack
from watchlint.records import Record
from watchlint.reports.model import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from watchlint.checking.options import Options
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.findings.replacements import Replacement
    from watchlint.fixes.plan import Plan


class Fixed(Record):
    """What fixing came to: the findings, fixed ones among them; whether a file was changed; the diff; what was refused;
    what to do next."""

    findings: list[Finding]
    changed: bool
    diff: bytes
    refused: list[Refused]
    next: Step


def fix(
    repo: Repository,
    look: Callable[[Repository], list[Finding]],
    options: Options,
    root: str | None,
    asked_for: Collection[str],
) -> Fixed:
    """Plan the fixes of what `look(repo)` finds; write them with --fix, draw them with --diff. `asked_for`: the rules
    that were selected by name, whose notes are fixed too."""
    from watchlint.fixes import plan as planning

    def allowed(finding: Finding) -> bool:
        wanted = finding.severity != INFO or finding.rule.name in asked_for
        return wanted and finding.fix is not None and (finding.fix.safe or options.unsafe_fixes)

    plan = planning.make(repo, look, allowed)
    if options.diff:
        return drawn(plan, plan.remaining + plan.fixed, options, root)
    from watchlint.fixes.apply import apply

    changed, not_written = apply(plan)
    kept_back = {path for path, _ in not_written}
    for finding in plan.fixed:
        finding.applied = not kept_back.intersection(_paths(repo, finding))
    rules = {path: f.rule for f in plan.fixed for path in _paths(repo, f)}
    refused = refusals(plan) + [Refused(path, rules.get(path), reason) for path, reason in _merged(not_written)]
    step = next_step.after(repo, plan, changed, not_written, root)
    return Fixed(plan.remaining + plan.fixed, bool(changed), b"", refused, step)


def drawn(plan: Plan, findings: list[Finding], options: Options, root: str | None) -> Fixed:
    """What --diff shows of a plan, beside these findings: nothing is written."""
    from watchlint.fixes import diff

    prefix = f"{root.rstrip('/')}/" if root and len(options.roots) > 1 else ""
    return Fixed(findings, False, diff.render(plan, prefix), refusals(plan), Step())


def refusals(plan: Plan) -> list[Refused]:
    """What the plan could not do, and why."""
    return [Refused(finding.path or ".", finding.rule, reason) for finding, reason in plan.refused]


def replaced(findings: list[Finding], repo: Repository) -> dict[Finding, list[Replacement]]:
    """What the fix of each finding, by itself, would change; without those that it refuses."""
    from watchlint.findings.replacements import replacements
    from watchlint.fixes import refused

    found = {}
    for finding in findings:
        try:
            found[finding] = replacements(finding.fix, repo.look) if finding.fix and not finding.applied else []
        except (refused.Refused, Unreadable):
            continue
    return found


def _paths(repo: Repository, finding: Finding) -> set[str]:
    """The files that the fix of a finding touches, by the names they are written under."""
    found: set[str] = set()
    for edit in finding.fix.edits if finding.fix else ():
        if isinstance(edit, Untrack):
            found.update(edit.paths)
        elif isinstance(edit, Rename):
            found.update((edit.new, edit.old))
        else:
            found.update((edit.path, repo.real(edit.path)))
    return found


def _merged(not_written: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """One line for many paths that were refused for one reason."""
    by_reason: dict[str, list[str]] = {}
    for path, reason in not_written:
        by_reason.setdefault(reason, []).append(path)
    return [
        (paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more", reason)
        for reason, paths in by_reason.items()
    ]
