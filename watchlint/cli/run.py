"""One run: every root checked, one report, the exit code."""

from __future__ import annotations

import sys
import time

from watchlint.checking import root as checking
from watchlint.errors import CLEAN, FOUND, UsageError
from watchlint.findings import selection
from watchlint.reports import terminal
from watchlint.reports.model import FAILED, Report, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import IO

    from watchlint.checking.options import Options
    from watchlint.checking.root import Outcome
    from watchlint.facts.repository.work_tree import WorkTree
    from watchlint.findings import Finding
    from watchlint.rules.registry import Hook

FORMS = ("text", "full", "concise", "markdown")
"""The forms for a reader: they need no fingerprints, and say nothing where nothing could be checked."""


def _has_plugins() -> bool:
    """Whether an installed package has rules for us."""
    from importlib.metadata import entry_points

    return bool(entry_points(group="watchlint.rules"))


class Run:
    """One run over one or more roots, gathering one report. Raises UsageError, UnknownRule for what its flags ask."""

    def __init__(self, hooks: Sequence[Hook], options: Options) -> None:
        self.options = options
        self.report = Report()
        self.report.hooks = [hook.name for hook in hooks]
        self.report.asked_for = self._asked_for(hooks)
        self.report.read = self._read
        self.outcomes: list[Outcome] = []
        self._trees: dict[str, WorkTree] = {}
        wants_fingerprints = options.output_format not in FORMS or bool(options.baseline)
        self.job = checking.Job(
            tuple(self.report.hooks), options, self._baseline(), frozenset(self.report.asked_for), wants_fingerprints
        )

    def _asked_for(self, hooks: Sequence[Hook]) -> set[str]:
        """The rules that --select names one by one: what a glob or a hook stands for was not asked for by name."""
        for names in (self.options.select, self.options.ignore):
            if names:
                from watchlint.rules.catalogue import HOOKS

                try:
                    selection.expand(names, HOOKS)
                except selection.UnknownRule:
                    if not _has_plugins():  # else the settings of each root say whose rule it is
                        raise
        hook_names = {hook.name for hook in hooks}
        return {name for name in self.options.select if name not in hook_names}

    def _baseline(self) -> frozenset[str]:
        if not self.options.baseline or self.options.write_baseline:
            return frozenset()
        from watchlint.findings import baseline

        try:
            return frozenset(baseline.read(self.options.baseline))
        except baseline.BadBaseline as error:
            raise UsageError(str(error)) from None

    def check(self) -> None:
        """Check every root, and gather what is found."""
        if terminal.is_terminal(sys.stderr):
            from watchlint.watch.progress import Telling

            start = time.monotonic()
            with Telling(lambda: f"checking: {time.monotonic() - start:.0f} s"):
                self._check()
        else:
            self._check()
        for outcome in self.outcomes:
            self._gather(outcome)
        self.report.sort()

    def _check(self) -> None:
        roots = self.options.roots
        if len(roots) > 1:
            from watchlint.checking.workers import check_all

            self.outcomes = check_all(self.job, roots)
        else:
            self.outcomes = [checking.check(self.job, roots[0] if roots else None)]

    def _gather(self, outcome: Outcome) -> None:
        report = self.report
        report.roots.append(outcome.root)
        report.findings += outcome.findings
        report.suppressed += outcome.suppressed
        report.fingerprints.update(outcome.fingerprints)
        report.replacements.update(outcome.replacements)
        report.problems += outcome.problems
        report.refused += outcome.refused
        if outcome.next:
            report.next_command = " && ".join(filter(None, (report.next_command, outcome.next.command)))
            report.next_words = outcome.next.then or report.next_words

    def _read(self, finding: Finding) -> bytes | None:
        """The content of the file that a finding stands on; None where it can't be had."""
        from watchlint.facts.repository.work_tree import Unreadable, WorkTree

        for outcome in self.outcomes:
            if finding.path and outcome.place and finding.root in (None, outcome.root.root):
                try:
                    return self._trees.setdefault(outcome.place, WorkTree(outcome.place)).read(finding.path)
                except Unreadable:
                    return None
        return None

    @property
    def strict(self) -> bool:
        return any(outcome.strict for outcome in self.outcomes)

    @property
    def failures(self) -> list[str]:
        """A line for the user on each root that could not be checked, and on each file that was left out."""
        lines = []
        for outcome in self.outcomes:
            root, error = outcome.root.root, outcome.root.error or ""
            if outcome.root.status == FAILED:
                lines.append(error if len(self.outcomes) == 1 or error.startswith(root) else f"{root}: {error}")
        for path, line, message, fails in self.report.problems:
            remedy = "; skipped: fix the file and run again" if fails else ""
            lines.append(f"{path}{f':{line}' if line else ''}: {message}{remedy}")
        return lines

    # the end of the run

    def finish(self) -> None:
        """Print the report, or write the baseline. Nothing where no root could be checked, but in forms for programs."""
        if self.options.output_format in FORMS and all(root.status == FAILED for root in self.report.roots):
            return
        if self.options.write_baseline:
            self._write_baseline()
        elif self.options.diff:
            self._print(terminal.quoted_for_ci(b"".join(outcome.diff for outcome in self.outcomes)), sys.stdout)
            self._print(self._render(sys.stderr), sys.stderr)
        else:
            self._deliver(self._render(sys.stdout))
            if self.options.annotate:
                from watchlint.reports import github

                self._print(github.render(self.report, self._view(None)).encode(), sys.stdout)

    def _write_baseline(self) -> None:
        assert self.options.baseline is not None
        from watchlint.checking import output
        from watchlint.findings import baseline
        from watchlint.reports.words import counted

        place = output.target("--baseline", self.options.baseline)
        prints = {finding: self.report.fingerprints[finding] for finding in self.report.findings}
        try:
            baseline.write(place, prints)
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
        from watchlint.checking import output

        place = output.target("--output-file", self.options.output_file)
        try:
            with open(place, "wb") as file:
                file.write(data)
        except OSError as error:
            raise UsageError(f"--output-file {self.options.output_file}: {(error.strerror or '').lower()}") from None

    def _print(self, data: bytes, stream: IO[str] | None) -> None:
        if stream is None:  # closed by whoever started us
            return
        stream.flush()
        # Bytes: a Windows pipe would turn UTF-8 into its code page, or fail.
        buffer: IO[bytes] = stream.buffer  # type: ignore[attr-defined]
        buffer.write(data)
        buffer.flush()

    def exit_code(self) -> int:
        """The worst of what can't be used (2) and what went wrong in us (3); else 0, or 1 where errors stand, something was
        changed, or --diff has something to show."""
        unusable = max((outcome.root.exit for outcome in self.outcomes if outcome.root.exit > FOUND), default=0)
        if unusable:
            return unusable
        if self.options.exit_zero or self.options.write_baseline:
            return CLEAN
        if self.options.diff and any(outcome.diff for outcome in self.outcomes):
            return FOUND
        return max((outcome.root.exit for outcome in self.outcomes), default=CLEAN)
