"""One run of hooks: their findings, what is suppressed and mended, the report, the exit code."""

from __future__ import annotations

import sys

from watchlint import settings as settings_module
from watchlint.cli.errors import CLEAN, FOUND, UsageError
from watchlint.findings import ERROR, WARNING, selection, suppression
from watchlint.reports.model import Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Problem


class Run:
    """One run over one or more roots, gathering one report."""

    def __init__(self, hooks, options, overrides):
        self.hooks = hooks
        self.options = options
        self.overrides = overrides
        self.report = Report()
        self.report.hooks = hooks
        self.report.wants_fingerprints = options.output_format != "text" or bool(options.baseline)
        self.diffs: list[bytes] = []
        self.changed = False
        self.strict = bool(options.strict)
        self.baseline = self._baseline()

    def _baseline(self) -> set[str]:
        if not self.options.baseline or self.options.write_baseline:
            return set()
        from watchlint.findings import baseline

        try:
            return baseline.read(self.options.baseline)
        except baseline.BadBaseline as error:
            raise UsageError(str(error)) from None

    def check(self, repo, root: str | None) -> None:
        """Check one repository, and mend it where asked to. `root`: as its owner named it."""
        settings = self._settings(repo)
        self.strict = self.strict or (settings.strict and self.options.strict is None)
        rules = self._rules(settings)
        suppressed: list = []

        def look(repository) -> list:
            found, hidden = self._look(repository, rules)
            suppressed[:] = hidden
            return found

        if self.options.fix or self.options.diff:
            findings, known = self._mend(repo, look, root)
        else:
            findings = look(repo)
            known = self._keep_known(findings, repo)
        several = len(self.options.roots) > 1
        for finding in findings:
            finding.root = root if several else None
        self.report.findings += findings
        self.report.suppressed += suppressed + known
        self.report.problems += [_problem(problem, root if several else None) for problem in repo.all_problems()]

    def _look(self, repo, rules) -> tuple[list, list]:
        """The findings of these rules, and those their owner suppressed."""
        settings = self._settings(repo)
        ignored = {
            glob: selection.expand(names, _every_hook(self.hooks)) for glob, names in settings.per_path_ignore.items()
        }
        findings = [finding for hook in self.hooks for finding in hook.findings(repo, settings, rules)]
        return suppression.split(findings, repo, settings, ignored)

    def _settings(self, repo):
        settings = settings_module.load(repo, self.options.config)
        settings.called_alone = self.hooks[0].name if len(self.hooks) == 1 else None
        for name, value in self.overrides.items():
            if value is not None:
                setattr(settings, name, value)
                settings.flags[name] = value
        return settings

    def _rules(self, settings) -> set[str]:
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

    def _mend(self, repo, look, root) -> tuple[list, list]:
        """Plan the fixes, then show or make them. Returns (findings, those the baseline knows)."""
        from watchlint.cli import fixing as mending

        known: list = []

        def unknown(repository) -> list:
            findings = look(repository)
            known[:] = self._keep_known(findings, repository)
            return findings

        mended = mending.mend(repo, unknown, self.options, root)
        self.changed = self.changed or mended.changed
        self.diffs.append(mended.diff)
        self.report.refused += mended.refused
        self.report.next_command = " && ".join(filter(None, (self.report.next_command, mended.next_command)))
        return mended.findings, known

    def _keep_known(self, findings: list, repo) -> list:
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
            f"{path}{f':{line}' if line else ''}: {message}; it was left out of the check: mend it and run again"
            for path, line, message in self.report.problems
        ]

    # the end of the run

    def finish(self) -> None:
        """Print the report, or write the baseline."""
        self.report.sort()
        if self.options.write_baseline:
            self._write_baseline()
        elif self.options.diff:
            self._print(b"".join(self.diffs))
            self._print(self._render(), sys.stderr)
        else:
            self._deliver(self._render())

    def _write_baseline(self) -> None:
        from watchlint.findings import baseline

        prints = {finding: self.report.fingerprints[finding] for finding in self.report.findings}
        try:
            baseline.write(self.options.baseline, prints)
        except OSError as error:
            raise UsageError(f"--baseline {self.options.baseline}: {error.strerror}") from None
        self._print(f"{len(prints)} findings written to {self.options.baseline}\n".encode())

    def _render(self) -> bytes:
        from importlib import import_module

        from watchlint.reports.terminal import wants_colour

        options = self.options
        stream = sys.stderr if options.diff else sys.stdout
        text = import_module(f"watchlint.reports.{options.output_format}").render(
            self.report,
            colour=not options.output_file and wants_colour(options.color, stream),
            quiet=options.quiet,
            verbose=options.verbose,
            strict=self.strict,
        )
        return text.encode("utf-8", "surrogateescape")

    def _deliver(self, data: bytes) -> None:
        if not self.options.output_file:
            self._print(data)
            return
        try:
            with open(self.options.output_file, "wb") as file:
                file.write(data)
        except OSError as error:
            raise UsageError(f"--output-file {self.options.output_file}: {(error.strerror or '').lower()}") from None

    def _print(self, data: bytes, stream=None) -> None:
        stream = stream or sys.stdout
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
        failing = {ERROR, WARNING} if self.strict else {ERROR}
        open_ = any(f.severity in failing and not f.applied for f in self.report.findings)
        shown = self.options.diff and any(self.diffs)
        changed = self.changed and not self.options.exit_zero_on_fix
        return FOUND if open_ or shown or changed else CLEAN


def _every_hook(hooks):
    """All hooks: a setting may name a rule of one that is not running now."""
    if len(hooks) > 1:
        return hooks
    from watchlint.rules.catalogue import HOOKS

    return HOOKS


def _problem(problem: Problem, root: str | None) -> tuple[str, int | None, str]:
    path, line, message = problem
    return f"{root.rstrip('/')}/{path}" if root else path, line, message
