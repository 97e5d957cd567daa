"""`--add-ignores`: every finding becomes one that its owner has answered, with a reason to fill in."""

from __future__ import annotations

from watchlint.checking.fixing import Fixed, drawn, refusals
from watchlint.checking.next_step import Step
from watchlint.findings import INFO
from watchlint.fixes.answers import ignores
from watchlint.reports.model import Refused
from watchlint.settings import where_to_write

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from watchlint.checking.options import Options
    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding


def ignore(
    repo: Repository,
    look: Callable[[Repository], list[Finding]],
    options: Options,
    root: str | None,
    asked_for: Collection[str],
) -> Fixed:
    """Write what ignores the errors and warnings of `look(repo)`, and notes of the rules in `asked_for`; draw it with
    --diff. A comment stands beside its finding where that says the same to every other reader of the file, else a line in
    the settings."""
    from watchlint.fixes import plan as planning
    from watchlint.fixes.apply import apply

    file, table = where_to_write(repo)
    not_beside: set[tuple[str, str | None, str]] = set()

    def answered(tree: Repository) -> list[Finding]:
        found = look(tree)
        for finding in found:
            comment = None if finding.key in not_beside else ignores.beside(finding)
            finding.fix = comment or ignores.in_settings(finding, file, table)
        return found

    def wanted(finding: Finding) -> bool:
        return finding.severity != INFO or finding.rule.name in asked_for

    plan = planning.make(repo, answered, wanted)
    if plan.refused:
        not_beside.update(finding.key for finding, _ in plan.refused)
        plan = planning.make(repo, answered, wanted)
    findings = look(plan.after)
    if options.diff:
        return drawn(plan, findings, options, root)
    changed, not_written = apply(plan)
    refused = refusals(plan) + [Refused(path, None, reason) for path, reason in not_written]
    files = ", ".join(sorted(changed))
    step = Step("", f"say why in place of «{ignores.REASON}» in {files}, and commit it") if changed else Step()
    return Fixed(findings, False, b"", refused, step)
