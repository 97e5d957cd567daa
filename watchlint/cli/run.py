"""One run of hooks: their findings, what is suppressed and fixed, the report, the exit code."""

from __future__ import annotations

import os
import sys

from watchlint.cli.errors import CLEAN, FOUND, UsageError
from watchlint.findings import ERROR, WARNING, selection, suppression
from watchlint.reports import terminal
from watchlint.reports.model import CHECKED, FAILED, Problem, Report, Root, View
from watchlint.settings import Settings, load

TYPE_CHECKING = False
if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Mapping, Sequence
    from typing import IO

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.rules.registry import Hook

FORMS = ("text", "full", "concise")
"""The forms for a reader: they need no fingerprints."""


class Run:
    """One run over one or more roots, gathering one report."""

    def __init__(self, hooks: Sequence[Hook], options: Namespace, overrides: Mapping[str, object]) -> None:
        self.hooks = hooks
        self.options = options
        self.overrides = overrides
        self.report = Report()
        self.report.hooks = [hook.name for hook in hooks]
        self.report.wants_fingerprints = options.output_format not in FORMS or bool(options.baseline)
        self.report.asked_for = self._asked_for()
        self.diffs: list[bytes] = []
        self.changed = False
        self.strict = bool(options.strict)
        self.baseline = self._baseline()

    def _asked_for(self) -> set[str]:
        """The rules that --select names one by one: what a glob or a hook stands for was not asked for by name."""
        return set(self.options.select) & {entry.name for hook in self.hooks for entry in hook.entries}

    def _baseline(self) -> set[str]:
        if not self.options.baseline or self.options.write_baseline:
            return set()
        from watchlint.findings import baseline

        try:
            return baseline.read(self.options.baseline)
        except baseline.BadBaseline as error:
            raise UsageError(str(error)) from None

    def check(self, repo: Repository, root: str | None) -> None:
        """Check one repository, and fix it where asked to. `root`: as its owner named it."""
        from time import perf_counter

        began = perf_counter()
        settings = self._settings(repo)
        self.strict = self.strict or (settings.strict and self.options.strict is None)
        rules = self._rules(settings)
        suppressed: list[Finding] = []

        def look(repository: Repository) -> list[Finding]:
            found, hidden = self._look(repository, rules)
            suppressed[:] = hidden
            return found

        changed = self.changed
        if self.options.fix or self.options.diff:
            findings, known = self._fix(repo, look, root)
        else:
            findings = look(repo)
            known = self._keep_known(findings, repo)
        if not self.options.diff:
            findings = findings + self._only_here(repo, rules, findings)
        several = len(self.options.roots) > 1
        for finding in findings:
            finding.root = root if several else None
        self.report.findings += findings
        self.report.suppressed += suppressed + known
        problems = [_problem(problem, root if several else None) for problem in repo.all_problems()]
        self.report.problems += problems
        self._read_with(repo, root if several else None)
        code = self._code(findings, changed=self.changed and not changed, unread=bool(problems))
        self.report.roots.append(
            Root(root or os.path.relpath(repo.root), CHECKED, None, code, round(perf_counter() - began, 4))
        )

    def failed(self, root: str | None, error: str, code: int) -> None:
        """A repository that could not be checked, and why."""
        self.report.roots.append(Root(root or ".", FAILED, error, code, 0.0))

    def _read_with(self, repo: Repository, root: str | None) -> None:
        """The report may show the lines a finding of this repository stands on."""
        others = self.report.read

        def read(finding: Finding) -> bytes | None:
            if finding.root != root:
                return others(finding)
            return repo.look(finding.path) if finding.path else None

        self.report.read = read

    def _look(self, repo: Repository, rules: set[str]) -> tuple[list[Finding], list[Finding]]:
        """The findings of these rules, and those their owner suppressed."""
        settings = self._settings(repo)
        ignored = {
            glob: selection.expand(names, _every_hook(self.hooks)) for glob, names in settings.per_path_ignore.items()
        }
        findings = [finding for hook in self.hooks for finding in hook.findings(repo, settings, rules)]
        return suppression.split(findings, repo, settings, ignored)

    def _only_here(self, repo: Repository, rules: set[str], findings: list[Finding]) -> list[Finding]:
        """In a hook: the errors that only an untracked file keeps away, such as one that a fix made and nobody added."""
        from watchlint.facts.repository import runner

        paths = repo.untracked_settings if runner.is_above() else []
        if not paths or repo.git is None:
            return []
        known = {finding.key for finding in findings}
        found, _ = self._look(repo.overlay(dict.fromkeys(paths)), rules)
        missing = [finding for finding in found if finding.severity == ERROR and finding.key not in known]
        for finding in missing:
            names, specs = ", ".join(paths), " ".join(f":/{repo.git.prefix}{path}" for path in paths)
            finding.message = f"not so in a clone, which has no {names}: {finding.message}"
            finding.help = f"It is here and not tracked. Run `git add {specs}`, then commit it."
            finding.fix = None
        return missing

    def _settings(self, repo: Repository) -> Settings:
        settings = load(repo, self.options.config)
        settings.called_alone = self.hooks[0].name if len(self.hooks) == 1 else None
        for name, value in self.overrides.items():
            if value is not None:
                setattr(settings, name, value)
                settings.flags[name] = str(value)
        return settings

    def _rules(self, settings: Settings) -> set[str]:
        """The names of the rules to run: flags win over the file."""
        if settings.ignore:
            selection.expand(settings.ignore, _every_hook(self.hooks))
        wanted = {entry.name for hook in self.hooks for entry in hook.entries}
        if self.options.select:
            wanted &= selection.expand(self.options.select, _every_hook(self.hooks))
        elif settings.select:
            wanted &= selection.expand(settings.select, _every_hook(self.hooks))
        if self.options.ignore:
            wanted -= selection.expand(self.options.ignore, _every_hook(self.hooks))
        return wanted

    def _fix(self, repo: Repository, look, root: str | None) -> tuple[list[Finding], list[Finding]]:
        """Plan the fixes, then show or make them. Returns (findings, those the baseline knows)."""
        from watchlint.cli import fixing

        known: list[Finding] = []

        def unknown(repository: Repository) -> list[Finding]:
            findings = look(repository)
            known[:] = self._keep_known(findings, repository)
            return findings

        fixed = fixing.fix(repo, unknown, self.options, root, self.report.asked_for)
        self.changed = self.changed or fixed.changed
        self.diffs.append(fixed.diff)
        self.report.refused += fixed.refused
        self.report.next_command = " && ".join(filter(None, (self.report.next_command, fixed.next.command)))
        self.report.next_words = fixed.next.then or self.report.next_words
        return fixed.findings, known

    def _keep_known(self, findings: list[Finding], repo: Repository) -> list[Finding]:
        """Take what the baseline knows out of the findings; return it."""
        if not self.report.wants_fingerprints:
            return []
        from watchlint.findings import baseline

        prints = baseline.fingerprints(findings, repo)
        known = [finding for finding in findings if prints[finding] in self.baseline]
        findings[:] = [finding for finding in findings if prints[finding] not in self.baseline]
        self.report.fingerprints.update(prints)
        return known

    @property
    def problems(self) -> list[str]:
        """A line for the user on each file that was left out."""
        return [
            f"{path}{f':{line}' if line else ''}: {message}; skipped: fix the file and run again"
            for path, line, message in self.report.problems
        ]

    # the end of the run

    def finish(self) -> None:
        """Print the report, or write the baseline."""
        self.report.sort()
        if self.options.write_baseline:
            self._write_baseline()
        elif self.options.diff:
            self._print(b"".join(self.diffs), sys.stdout)
            self._print(self._render(sys.stderr), sys.stderr)
        else:
            self._deliver(self._render(sys.stdout))

    def _write_baseline(self) -> None:
        from watchlint.findings import baseline
        from watchlint.reports.words import counted

        prints = {finding: self.report.fingerprints[finding] for finding in self.report.findings}
        try:
            baseline.write(self.options.baseline, prints)
        except OSError as error:
            raise UsageError(f"--baseline {self.options.baseline}: {error.strerror}") from None
        self._print(f"{counted(len(prints), 'finding')} written to {self.options.baseline}\n".encode(), sys.stdout)

    def _view(self, stream: IO[str] | None) -> View:
        options = self.options
        on_terminal = not options.output_file and terminal.is_terminal(stream)
        as_full = options.output_format == "full"
        return View(
            colour=not options.output_file and terminal.wants_colour(options.color, stream),
            links=on_terminal and terminal.wants_links(stream),
            terminal=on_terminal,
            width=terminal.width(stream) if on_terminal or as_full else 100,
            quiet=options.quiet,
            verbose=options.verbose,
            strict=self.strict,
            notes=options.notes,
            statistics=options.statistics,
        )

    def _render(self, stream: IO[str] | None) -> bytes:
        from importlib import import_module

        render = import_module(f"watchlint.reports.{self.options.output_format}").render
        text: str = render(self.report, self._view(stream))
        return text.encode("utf-8", "surrogateescape")

    def _deliver(self, data: bytes) -> None:
        if not self.options.output_file:
            self._print(data, sys.stdout)
            return
        try:
            with open(self.options.output_file, "wb") as file:
                file.write(data)
        except OSError as error:
            raise UsageError(f"--output-file {self.options.output_file}: {(error.strerror or '').lower()}") from None

    def _print(self, data: bytes, stream: IO[str] | None) -> None:
        if stream is None:  # closed by whoever started us
            return
        stream.flush()
        # Bytes: a Windows pipe would turn UTF-8 into its code page, or fail.
        stream.buffer.write(data)
        stream.buffer.flush()

    def exit_code(self) -> int:
        """0, or 1 where errors stand, something was changed, or --diff has something to show."""
        if self.options.exit_zero or self.options.write_baseline:
            return CLEAN
        shown = self.options.diff and any(self.diffs)
        return FOUND if shown else self._code(self.report.findings, self.changed, unread=False)

    def _code(self, findings: Sequence[Finding], changed: bool, unread: bool) -> int:
        from watchlint.cli.errors import USAGE

        failing = {ERROR, WARNING} if self.strict else {ERROR}
        open_ = any(finding.severity in failing and not finding.applied for finding in findings)
        changed = changed and not self.options.exit_zero_on_fix
        return USAGE if unread else FOUND if open_ or changed else CLEAN


def _every_hook(hooks: Sequence[Hook]) -> Sequence[Hook]:
    """All hooks: a setting may name a rule of one that is not running now."""
    if len(hooks) > 1:
        return hooks
    from watchlint.rules.catalogue import HOOKS

    return HOOKS


def _problem(problem: tuple[str, int | None, str], root: str | None) -> Problem:
    path, line, message = problem
    return Problem(f"{root.rstrip('/')}/{path}" if root else path, line, message)
