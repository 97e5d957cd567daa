"""From findings to the changes that fix them, proven before anything is written.

The whole plan is made in memory: fixes are laid over the repository, every check runs again on
the result, and a fix whose finding stays, or that brings a new error, is dropped and reported.
"""

from __future__ import annotations

from watchlint.facts.repository.repository import Unreadable
from watchlint.findings import ERROR, Edit, Rename, Untrack
from watchlint.fixes.refused import Refused

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding, Fix

    Check = Callable[[Repository], Sequence[Finding]]
    Key = tuple[str, str | None, str]
    Refusals = dict[Key, tuple[Finding, str]]

# Fixes can open the way for others (a file is made, then improved); ten rounds are ruff's test bound.
MAX_ROUNDS = 10

MOST_TEXT = 4 * 1024 * 1024
"""Bytes that the fixes of one run take in: each reads its file anew, and thousands in one large file would take hours."""


class Plan:
    """What would change. `changes`: path → new bytes (None: gone); `refused`: (finding, reason)."""

    def __init__(self, repo: Repository) -> None:
        self.repo = repo
        self.changes: dict[str, bytes | None] = {}
        self.untracked: list[str] = []
        self.renames: list[Rename] = []
        self.fixed: list[Finding] = []
        self.refused: list[tuple[Finding, str]] = []
        self.remaining: list[Finding] = []

    def __bool__(self) -> bool:
        return bool(self.changes or self.untracked or self.renames)

    @property
    def after(self) -> Repository:
        """The repository as it will be."""
        return self.repo.overlay(self.changes, self.untracked) if self else self.repo

    @property
    def steps(self) -> tuple[Mapping[str, bytes | None], list[str], list[Rename]]:
        return self.changes, self.untracked, self.renames

    def with_fix(self, fix: Fix) -> Plan:
        """This plan and one more fix. Raises Refused."""
        grown = Plan(self.repo)
        grown.changes = dict(self.changes)
        grown.untracked = list(self.untracked)
        grown.renames = list(self.renames)
        for edit in fix.edits:
            grown._take(edit)
        return grown

    def read(self, finding: Finding) -> int:
        """How many bytes the fix of a finding has to read."""
        edits = [edit for edit in (finding.fix.edits if finding.fix else ()) if isinstance(edit, Edit)]
        return sum(len(self.changes.get(edit.path) or self.repo.look(edit.path) or b"") for edit in edits)

    def _take(self, edit: Edit | Untrack | Rename) -> None:
        if isinstance(edit, Untrack):
            for path in edit.paths:
                self._refuse_in_a_conflict(path)
            self.untracked = list(dict.fromkeys((*self.untracked, *edit.paths)))
        elif isinstance(edit, Rename):
            if self.after.exists(edit.new):
                raise Refused(f"{edit.new} is there already")
            self._refuse_where_it_would_be_lost(edit.old, is_new=False)
            self._refuse_where_it_would_be_lost(edit.new, is_new=True)
            self.changes[edit.new] = self.after.read(edit.old)
            self.changes[edit.old] = None
            self.renames.append(edit)
        elif isinstance(edit, Edit):
            # Two names of one file are one change, and the file is what is staged: a link has nothing new.
            path = edit.path if edit.path in self.changes else self.repo.real(edit.path)
            original = self.repo.read(path)
            after = edit.change(self.changes.get(path, original))
            if after != original and path not in self.changes:
                self._refuse_where_it_would_be_lost(path, is_new=original is None)
            self.changes[path] = after
            if after == original:
                del self.changes[path]

    def _refuse_where_it_would_be_lost(self, path: str, is_new: bool) -> None:
        """A file that only this machine would have fixes nothing, and one that is not checked out is not ours to replace."""
        self._refuse_in_a_conflict(path)
        if self.repo.is_in_index_only(path):
            raise Refused(f"{path} is tracked and not checked out here: check it out first (`git checkout -- {path}`)")
        if is_new and self.repo.is_ignored_here(path):
            raise Refused(f"git ignores {path}: a clone would not have it. Take it out of .gitignore first")

    def _refuse_in_a_conflict(self, path: str) -> None:
        """Whose side is kept is not ours to say, and staging the fix would stage the markers."""
        if path in self.repo.unmerged:
            raise Refused(f"{path} is in an unresolved merge: settle it and `git add` it first, then run again")


def make(repo: Repository, check: Check, wanted: Callable[[Finding], bool]) -> Plan:
    """The plan that fixes every finding for which `wanted(finding)`.

    `check(repo)` gives the findings of a repository; it is run on each step's result.
    """
    plan = Plan(repo)
    findings = check(repo)
    refused: Refusals = {}
    fixed: dict[Key, Finding] = {}
    room = MOST_TEXT
    for _ in range(MAX_ROUNDS):
        todo = [f for f in findings if f.fix and wanted(f) and f.key not in refused]
        if not todo:
            break
        part, room = _affordable(plan, todo, room)
        if not part:
            first = todo[0]
            refused[first.key] = (first, f"{len(todo):,} fixes more than are made at once: run again for these")
            break
        todo = part
        plan, findings, done = _round(plan, findings, todo, check, refused)
        fixed.update((f.key, f) for f in done)
        if not done:
            break
    else:
        for finding in [f for f in findings if f.fix and wanted(f) and f.key not in refused]:
            refused[finding.key] = (finding, f"not settled after {MAX_ROUNDS} rounds: please report it")
    still = {finding.key for finding in findings}
    plan.fixed = [finding for key, finding in fixed.items() if key not in still]
    plan.refused = list(refused.values())
    plan.remaining = list(findings)
    return plan


def _affordable(plan: Plan, todo: list[Finding], room: int) -> tuple[list[Finding], int]:
    """(the first of these findings, with what their fixes read there is room for; the room that is left). The very first fix of
    a run always is."""
    for number, finding in enumerate(todo):
        takes = plan.read(finding)
        if takes > room and (number or room < MOST_TEXT):
            return todo[:number], 0
        room = max(0, room - takes)
    return todo, room


def _round(
    plan: Plan, findings: Sequence[Finding], todo: list[Finding], check: Check, refused: Refusals
) -> tuple[Plan, Sequence[Finding], list[Finding]]:
    """All fixes at once; where that doesn't hold, each half by itself, down to the one that doesn't help and is dropped."""
    attempt = plan
    taken, made = [], []
    for finding in todo:
        try:
            grown = _with(attempt, finding)
        except (Refused, Unreadable) as reason:
            refused[finding.key] = (finding, str(reason))
            continue
        taken.append(finding)
        # One fix can leave another nothing to do: that one then changed nothing, and must not say it did.
        if grown.steps != attempt.steps:
            made.append(finding)
        attempt = grown
    if not taken:
        return plan, findings, []
    after = check(attempt.after)
    trouble = _trouble(findings, taken, after)
    if not trouble:
        return attempt, after, made
    if len(taken) == 1:
        refused[taken[0].key] = (taken[0], trouble)
        return plan, findings, []
    done: list[Finding] = []
    for half in (taken[: len(taken) // 2], taken[len(taken) // 2 :]):
        known = {finding.key for finding in findings}  # the first half may have settled some of the second
        plan, findings, made = _round(plan, findings, [f for f in half if f.key in known], check, refused)
        done += made
    return plan, findings, done


def _with(plan: Plan, finding: Finding) -> Plan:
    return plan.with_fix(finding.fix) if finding.fix else plan


def _trouble(before: Sequence[Finding], fixed: list[Finding], after: Sequence[Finding]) -> str:
    """Why these fixes must not be made, or ""."""
    remaining = {finding.key for finding in after}
    for finding in fixed:
        if finding.key in remaining:
            return "the fix would not help: the finding would remain"
    known = {finding.key for finding in before}
    for finding in after:
        if finding.severity == ERROR and finding.key not in known:
            return f"the fix would bring a new error: {finding.message}"
    return ""
