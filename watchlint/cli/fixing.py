"""`--fix` and `--diff`: plan, show or write, and what to run next."""

from __future__ import annotations

import os

from watchlint.findings import INFO
from watchlint.records import Record
from watchlint.reports.model import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Callable, Collection

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding

# A command line with more names than this is one nobody reads, and a committed environment has thousands.
MOST_NAMES = 20


class Fixed(Record):
    """What fixing came to: the findings, fixed ones among them; whether a file was changed; the diff; what was refused;
    the command to run next."""

    findings: list[Finding]
    changed: bool
    diff: bytes
    refused: list[Refused]
    next_command: str


def fix(
    repo: Repository,
    look: Callable[[Repository], list[Finding]],
    options: Namespace,
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
    refused = [Refused(finding.path or ".", finding.rule, reason) for finding, reason in plan.refused]
    if options.diff:
        from watchlint.fixes import diff

        prefix = f"{root.rstrip('/')}/" if len(options.roots) > 1 else ""
        return Fixed(plan.remaining + plan.fixed, False, diff.render(plan, prefix), refused, "")
    from watchlint.fixes.apply import apply

    changed, not_written = apply(plan)
    kept_back = {path for path, _ in not_written}
    for finding in plan.fixed:
        finding.applied = not kept_back.intersection(_paths(finding.fix))
    rules = {path: f.rule for f in plan.fixed for path in _paths(f.fix)}
    refused += [Refused(path, rules.get(path), reason) for path, reason in _merged(not_written)]
    command = _next_command(repo, plan, changed, not_written, root)
    return Fixed(plan.remaining + plan.fixed, bool(changed), b"", refused, command)


def _paths(fix) -> set[str]:
    found: set[str] = set()
    for edit in fix.edits:
        found.update(
            edit.paths if hasattr(edit, "paths") else (edit.new, edit.old) if hasattr(edit, "old") else (edit.path,)
        )
    return found


def _merged(not_written) -> list[tuple[str, str]]:
    """One line for many paths that were refused for one reason."""
    by_reason: dict[str, list[str]] = {}
    for path, reason in not_written:
        by_reason.setdefault(reason, []).append(path)
    return [
        (paths[0] if len(paths) == 1 else f"{paths[0]} and {len(paths) - 1} more", reason)
        for reason, paths in by_reason.items()
    ]


def _next_command(repo, plan, changed: list[str], not_written, root: str | None) -> str:
    """The exact next command, or "" where there is none."""
    if not repo.git:
        return ""
    # The paths are the root's; the reader's shell may stand elsewhere.
    place = root or ("" if os.path.realpath(os.curdir) == repo.root else os.path.relpath(repo.root))
    at = f"git -C {_quoted([place])}" if place else "git"
    untracked = set(plan.untracked)
    refused = [path for path, _ in not_written if path in untracked]
    commands = []
    if len(short := _short(refused, repo.tracked)) > MOST_NAMES:
        # By hand the index is git's own, and the fix takes them all.
        commands.append(f"check-compiled-files --fix{' ' + _quoted([place]) if place else ''}")
        return f"{commands[0]}; {at} commit"
    if refused:
        commands.append(f"{_literal(at, refused)} rm -r --cached --quiet -- {_quoted(short)}")
    edited = [path for path in changed if path not in untracked]
    if edited:
        commands.append(f"{_literal(at, edited)} add -- {_quoted(edited)}")
    if changed or refused:
        commands.append(f"{at} commit")
    return " && ".join(commands)


def _literal(command: str, paths: list[str]) -> str:
    """The git command, made to take names for what they are where one would be read as a pattern."""
    return (
        f"{command} --literal-pathspecs" if any(p.startswith(":") or set(p) & set("*?[\\") for p in paths) else command
    )


def _short(paths: list[str], tracked) -> list[str]:
    """The paths, or the cache they lie in where all of it goes: `git rm -r --cached` takes whole folders."""
    caches = {p: p[: p.index("__pycache__/") + len("__pycache__")] for p in paths if "__pycache__/" in p}
    kept = [p for p in tracked.difference(paths) if "__pycache__/" in p]
    whole = {cache for cache in caches.values() if not any(p.startswith(cache + "/") for p in kept)}
    return list(dict.fromkeys(caches[p] if caches.get(p) in whole else p for p in paths))


def _quoted(paths: list[str]) -> str:
    from shlex import quote

    return " ".join(quote(path) for path in paths)
