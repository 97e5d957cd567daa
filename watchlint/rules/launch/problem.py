"""From a mistake in one text to a finding that can fix it.

A rule gives a pure function of one text. A fix runs it again on whatever the file holds by then, takes the problems of the
same subject, splices the text, and proves by a third run that they are gone.
"""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from watchlint.facts.launch.base.model import Assignment
    from watchlint.facts.launch.base.source import Source
    from watchlint.findings import Rule

    Splice = tuple[int, int, str]
    Detect = Callable[[Source], "Iterable[Problem]"]


class Problem(Record):
    """A mistake at text[at:end]. `splices`: (start, end, new text)…; none where it has no fix here. `description`: what
    they do."""

    message: str
    at: int
    end: int
    subject: str
    help: str = ""
    splices: Sequence[Splice] = ()
    description: str = ""
    safe: bool = True
    severity: str | None = None

    @property
    def key(self) -> str:
        """What has no fix is a finding of its own: fixing the others of its subject leaves it."""
        return self.subject if self.splices else f"{self.subject} (by hand)"


def plain(message: str, one: Assignment, help_: str, severity: str | None = None) -> Problem:
    """A problem with a variable that has no fix."""
    return Problem(message, one.at, one.value_end, one.name, help_, severity=severity)


def replaced(message: str, one: Assignment, subject: str, new: str, help_: str) -> Problem:
    """A problem with a variable that another value settles."""
    splices = [(one.value_at, one.value_end, new)]
    return Problem(message, one.at, one.value_end, f"{one.name} {subject}", help_, splices, f"set {one.name}={new}")


def findings(rule: Rule, source: Source, detect: Detect) -> Iterator[Finding]:
    """The problems that `detect(source)` gives, as findings."""
    for one in detect(source):
        yield Finding(
            rule,
            one.message,
            path=source.path,
            help=one.help,
            severity=one.severity,
            subject=one.key,
            fix=_fix(source, detect, one) if one.splices else None,
            **source.place(one.at, one.end),
        )


def _fix(source: Source, detect: Detect, one: Problem) -> Fix:
    path, kind = source.path, source.kind

    def change(data: bytes | None) -> bytes | None:
        from watchlint.facts.launch.base.source import Source, is_text
        from watchlint.fixes.refused import Refused
        from watchlint.fixes.splice import spliced

        if data is None or not is_text(data):
            return data

        def alike(content: bytes) -> list[Problem]:
            return [other for other in detect(Source(path, kind, content)) if other.key == one.key]

        fixed = spliced(data, [splice for other in alike(data) for splice in other.splices])
        if fixed != data and any(other.splices for other in alike(fixed)):
            raise Refused(f"{path}: the change would not settle it")
        return fixed

    return Fix(one.description, [Edit(path, change)], safe=one.safe)
