"""What a run found, for a format to put into words."""

from __future__ import annotations

import os
import posixpath

from watchlint.findings import ERROR, INFO, WARNING
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from watchlint.findings import Finding, Rule
    from watchlint.findings.replacements import Replacement

RANK = {ERROR: 0, WARNING: 1, INFO: 2}
"""Severities, the worst first."""

CHECKED, FAILED = "checked", "failed"


class View(Record):
    """How a report is to be shown.

    colour, links: a terminal's colours, and its hyperlinks. terminal: whether the text is read on one. width: columns of
    it. quiet, verbose, strict, notes, statistics: the flags of those names.
    """

    colour: bool = False
    links: bool = False
    terminal: bool = False
    width: int = 100
    quiet: bool = False
    verbose: bool = False
    strict: bool = False
    notes: bool = False
    statistics: bool = False


class Refused(Record):
    """A fix that was not made, and why."""

    path: str
    rule: Rule | None
    reason: str


class Problem(Record):
    """A file that was asked for and could not be read or understood. `fails`: whether the root is then not checked; else a limit
    was met, which is said and no more."""

    path: str
    line: int | None
    message: str
    fails: bool = True


class Root(Record):
    """One repository of a run. `error`: why it could not be checked, else None. `exit`: what checking it alone gives."""

    root: str
    status: str
    error: str | None
    exit: int
    seconds: float


class Report:
    """Everything a format may show. Findings are sorted; fixed ones have `applied` set."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self.suppressed: list[Finding] = []
        self.refused: list[Refused] = []
        self.fingerprints: dict[Finding, str] = {}
        self.replacements: dict[Finding, list[Replacement]] = {}  # of fixes, where the format carries them
        self.next_command = ""  # for a shell, as it stands
        self.next_words = ""  # what follows it
        self.hooks: Sequence[str] = ()  # the names of those that ran
        self.problems: list[Problem] = []
        self.roots: list[Root] = []
        self.wants_fingerprints = False
        self.asked_for: Collection[str] = ()
        """Rules that were selected by their own names: their notes are shown, and fixed, as anything else."""
        self.read: Callable[[Finding], bytes | None] = lambda finding: None
        """The content of the file that a finding stands on."""

    def shown(self, view: View) -> list[Finding]:
        """The findings that a reader gets: notes only where they were asked for."""
        return [
            finding
            for finding in self.findings
            if view.notes or finding.applied or finding.severity != INFO or finding.rule.name in self.asked_for
        ]

    def open(self, view: View) -> list[Finding]:
        """Those of `shown` that still stand."""
        return [finding for finding in self.shown(view) if not finding.applied]

    @property
    def failures(self) -> list[Problem]:
        """What was not checked: whole roots, and files of the others."""
        roots = [Problem(root.root, None, root.error or "") for root in self.roots if root.status == FAILED]
        return roots + [problem for problem in self.problems if problem.fails]

    @property
    def annotated(self) -> list[Finding]:
        """What a service shows beside the code: never a note."""
        return [finding for finding in self.findings if finding.severity != INFO]

    def count(self, severity: str) -> int:
        return sum(1 for finding in self.findings if finding.severity == severity and not finding.applied)

    @property
    def errors(self) -> int:
        return self.count(ERROR)

    @property
    def warnings(self) -> int:
        return self.count(WARNING)

    @property
    def infos(self) -> int:
        return self.count(INFO)

    @property
    def fixed(self) -> int:
        return sum(1 for finding in self.findings if finding.applied)

    def sort(self) -> None:
        """By root and file, the file with the worst first; in a file the worst first, then by place."""
        worst: dict[tuple[str, str], int] = {}
        for finding in self.findings:
            key = (finding.root or "", finding.path or "")
            worst[key] = min(worst.get(key, len(RANK)), RANK[finding.severity])
        order = {root: number for number, root in enumerate(dict.fromkeys(f.root or "" for f in self.findings))}

        def place(finding: Finding) -> tuple[int, int, str, int, int, int, str]:
            root, path = finding.root or "", finding.path or ""
            rank = RANK[finding.severity]
            return (
                order[root],
                worst[root, path],
                path,
                rank,
                finding.line or 0,
                finding.column or 0,
                finding.rule.name,
            )

        self.findings.sort(key=place)


def as_json(document: object) -> str:
    """One JSON document and a newline. `##[`, which CI services take for a command, is spelt otherwise."""
    import json

    text = json.dumps(document, indent=2)
    return text.replace("##[", "\\u0023#[").replace("##vso[", "\\u0023#vso[") + "\n"


def full_path(finding: Finding, other: str | None = None) -> str | None:
    """The finding's path, or that of another file of its repository, after the root its owner named where there were
    several; None where it has none."""
    path = other or finding.path
    if path is None or not finding.root:
        return path
    return posixpath.normpath(f"{finding.root.replace(os.sep, '/')}/{path}")


def well_formed(text: str) -> str:
    """The text with what UTF-8 can't hold written out: a name's undecodable byte becomes `\\xe9`."""
    if not any("\ud800" <= c <= "\udfff" for c in text):
        return text
    return "".join(_written_out(c) for c in text)


def _written_out(c: str) -> str:
    if "\udc80" <= c <= "\udcff":
        return f"\\x{ord(c) - 0xDC00:02x}"
    return f"\\u{ord(c):04x}" if "\ud800" <= c <= "\udfff" else c
