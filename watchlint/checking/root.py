"""One repository: its findings, what is suppressed and fixed, and the exit code that it would give alone."""

from __future__ import annotations

import os
import sys

from watchlint.errors import CLEAN, FOUND, USAGE, UsageError
from watchlint.facts.repository.git import Git, GitError
from watchlint.facts.repository.repository import Repository
from watchlint.findings import ERROR, WARNING, Fix, selection
from watchlint.findings.selection import UnknownRule
from watchlint.records import Record
from watchlint.reports.model import CHECKED, FAILED, Problem, Root
from watchlint.settings import Settings, SettingsError, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

    from watchlint.checking.next_step import Step
    from watchlint.checking.options import Options
    from watchlint.findings import Finding
    from watchlint.findings.replacements import Replacement
    from watchlint.reports.model import Refused
    from watchlint.rules.registry import Hook

UNUSABLE = (GitError, UsageError, SettingsError, UnknownRule)
"""What a repository, or its settings, may be wrong in."""


class Job(Record):
    """What is asked of each repository: hooks by name, the flags, the fingerprints of the baseline, rules that were
    selected by their own names, whether fingerprints are wanted."""

    hooks: tuple[str, ...]
    options: Options
    baseline: frozenset[str]
    asked_for: frozenset[str]
    wants_fingerprints: bool


def every_hook(options: Options, asked_for: Collection[str] = (), wants_fingerprints: bool = False) -> Job:
    """Every hook, without a baseline."""
    from watchlint.rules.catalogue import HOOKS

    return Job(tuple(hook.name for hook in HOOKS), options, frozenset(), frozenset(asked_for), wants_fingerprints)


class Outcome(Record):
    """What checking one repository came to. `place`: its folder, absolute; `strict`: by flag or by its settings."""

    root: Root
    place: str
    findings: list[Finding]
    suppressed: list[Finding]
    fingerprints: dict[Finding, str]
    replacements: dict[Finding, list[Replacement]]
    problems: list[Problem]
    refused: list[Refused]
    diff: bytes
    next: Step | None
    changed: bool
    strict: bool


def failed(root: str | None, error: str, code: int) -> Outcome:
    """The outcome of a repository that could not be checked."""
    return Outcome(Root(root or ".", FAILED, error, code, 0.0), "", [], [], {}, {}, [], [], b"", None, False, False)


def check(job: Job, root: str | None) -> Outcome:
    """Check the repository at `root` (None: the one around the current folder), and fix it where asked to."""
    try:
        return _Check(job, open_repository(root), root).outcome()
    except UNUSABLE as error:
        return failed(root, str(error), USAGE)


def open_repository(root: str | None) -> Repository:
    """The repository at `root`, or the one around the current folder. Raises UsageError, GitError."""
    if root is None:
        git = Git.open_top(os.curdir)
        if git is None:
            return Repository(os.getcwd())
        if _in_a_hook():
            from watchlint.facts.repository import runner

            git.root = runner.project(git.top) or git.root
        return Repository(git.root, git)
    if not os.path.exists(root):
        raise UsageError(f"{root}: no such folder")
    if not os.path.isdir(root):
        raise UsageError(f"{root}: not a folder; give the repository's folder")
    return Repository(root)


def _in_a_hook() -> bool:
    """Whether a hook runner called us, without importing what else is known of runners."""
    return "PRE_COMMIT" in os.environ


def without_edits(outcome: Outcome) -> Outcome:
    """The outcome as another process can have it: what a fix says, not the functions that make it."""
    for finding in (*outcome.findings, *outcome.suppressed):
        if finding.fix:
            finding.fix = Fix(finding.fix.description, (), finding.fix.safe)
    return outcome


class _Check:
    def __init__(self, job: Job, repo: Repository, root: str | None) -> None:
        from watchlint.rules.catalogue import HOOKS

        self.job = job
        self.options = job.options
        self.hooks = [hook for hook in HOOKS if hook.name in job.hooks]
        self.known_hooks: tuple[Hook, ...] = HOOKS  # a setting may name a rule of one that is not running now
        self.repo = repo
        self.root = root
        self.fingerprints: dict[Finding, str] = {}
        self.suppressed: list[Finding] = []
        self.known: list[Finding] = []

    def outcome(self) -> Outcome:
        from time import perf_counter

        began = perf_counter()
        if self.repo.git and any(hook.asks_for_untracked for hook in self.hooks):
            self.repo.listing.begin()
        settings = self._settings(self.repo)
        self._plug(settings)
        self.rules = self._rules(settings)
        strict = bool(self.options.strict) or (settings.strict and self.options.strict is None)
        refused: list[Refused] = []
        diff, changed, next_ = b"", False, None
        if self.options.add_ignores:
            from watchlint.checking import ignoring

            ignored = ignoring.ignore(self.repo, self._look, self.options, self.root, self.job.asked_for)
            findings, changed, diff, refused, next_ = ignored
        elif self.options.fix or self.options.diff:
            from watchlint.checking import fixing

            fixed = fixing.fix(self.repo, self._look, self.options, self.root, self.job.asked_for)
            findings, changed, diff, refused, next_ = fixed
        else:
            findings = self._look(self.repo)
        if not self.options.diff:
            findings = findings + self._only_here(findings)
        several = len(self.options.roots) > 1
        for finding in findings:
            finding.root = self.root if several else None
        problems = [_problem(problem, self.root if several else None) for problem in self.repo.all_problems()]
        code = exit_code(findings, changed and not self.options.exit_zero_on_fix, strict)
        shown = self.root or os.path.relpath(self.repo.root)
        root = Root(
            shown,
            CHECKED,
            None,
            USAGE if any(problem.fails for problem in problems) else code,
            round(perf_counter() - began, 4),
        )
        suppressed = self.suppressed + self.known
        changes = {}
        if self.options.output_format == "sarif":
            from watchlint.checking import fixing

            changes = fixing.replaced(findings, self.repo)
        return Outcome(
            root, self.repo.root, findings, suppressed, self.fingerprints, changes, problems, refused, diff, next_, changed, strict
        )  # fmt: skip

    def _plug(self, settings: Settings) -> None:
        """Have the rules and servers of the packages that the settings name; rules where every hook runs."""
        if settings.plugins:
            from watchlint import plugins

            plugins.use_servers(settings.plugins)
            plugged = plugins.hooks(settings.plugins)
            self.known_hooks = (*self.known_hooks, *plugged)
            if len(self.hooks) > 1:
                self.hooks += plugged
        elif "watchlint.plugins" in sys.modules:  # another root of this process had some
            sys.modules["watchlint.plugins"].use_servers(())

    def _look(self, repo: Repository) -> list[Finding]:
        """The findings that nobody suppressed and no baseline knows. Those are kept aside, as of the last call."""
        settings = self._settings(repo)
        ignored = selection.by_path(settings, self.known_hooks)
        self.suppressed, self.known = [], []
        # First those that ask for tracked files only: git may still be looking for the others.
        order = sorted(self.hooks, key=lambda hook: hook.asks_for_untracked)
        found = {}
        for hook in order:
            if hook.asks_for_untracked and len(order) > 1:
                _look_ahead(repo)
            found[hook.name] = list(hook.findings(repo, settings, self.rules))
        findings = [finding for hook in self.hooks for finding in found[hook.name]]
        if self.options.fixable:
            findings = [finding for finding in findings if selection.fixability(finding) in self.options.fixable]
        if findings:
            from watchlint.findings import suppression

            findings, self.suppressed = suppression.split(findings, repo, settings, ignored)
            self.known = self._keep_known(findings, repo)
        return findings

    def _only_here(self, findings: list[Finding]) -> list[Finding]:
        """In a hook: the errors that only an untracked file keeps away."""
        if not _in_a_hook() or not self.repo.untracked_settings:
            return []
        from watchlint.checking import untracked

        kept_aside = self.suppressed, self.known
        missing = untracked.missing(self.repo, self._look, findings)
        self.suppressed, self.known = kept_aside
        return missing

    def _settings(self, repo: Repository) -> Settings:
        settings = load(repo, self.options.config)
        settings.called_alone = self.hooks[0].name if len(self.hooks) == 1 else None
        settings.is_narrowed = bool(self.options.select or self.options.ignore or settings.select)
        several = len(self.options.roots) > 1
        settings.baseline = None if several or self.options.write_baseline else self.options.baseline
        for name, value in self.options.own.items():
            if value is not None:
                setattr(settings, name, value)
                settings.flags[name] = str(value)
        return settings

    def _rules(self, settings: Settings) -> set[str]:
        """The names of the rules to run: flags win over the file."""
        if settings.ignore:
            selection.expand(settings.ignore, self.known_hooks)
        wanted = {entry.name for hook in self.hooks for entry in hook.entries}
        if self.options.select or settings.select:
            wanted &= selection.expand(self.options.select or settings.select, self.known_hooks)
        if self.options.ignore:
            wanted -= selection.expand(self.options.ignore, self.known_hooks)
        return wanted

    def _keep_known(self, findings: list[Finding], repo: Repository) -> list[Finding]:
        """Take what the baseline knows out of the findings; return it."""
        if not self.job.wants_fingerprints:
            return []
        from watchlint.findings import baseline

        prints = baseline.fingerprints(findings, repo)
        known = [finding for finding in findings if prints[finding] in self.job.baseline]
        findings[:] = [finding for finding in findings if prints[finding] not in self.job.baseline]
        self.fingerprints.update(prints)
        return known


def _look_ahead(repo: Repository) -> None:
    """What hooks will ask of tracked files, while git is still looking for the others."""
    if not repo.git or not repo.listing.is_waiting:
        return
    from watchlint.facts.launch import kinds
    from watchlint.facts.repository import code, repository

    for search in (repository.of_dependencies, kinds.variants, kinds.in_folders_of_scripts):
        repo.listing.search_tracked(search)
    for path in code.searched(repo.listing.tracked_ending(".py", ".pyw")):
        repo.work_tree.read_ahead(path)


def exit_code(findings: Collection[Finding], changed: bool, strict: bool) -> int:
    """0, or 1 where a finding that fails still stands, or something was changed."""
    failing = {ERROR, WARNING} if strict else {ERROR}
    return FOUND if changed or any(f.severity in failing and not f.applied for f in findings) else CLEAN


def _problem(problem: tuple[str, int | None, str, bool], root: str | None) -> Problem:
    path, line, message, fails = problem
    return Problem(f"{root.rstrip('/')}/{path}" if root else path, line, message, fails)
