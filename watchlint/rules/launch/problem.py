"""From a mistake in one text to a finding that can mend it.

A room's `detect(source)` is a pure function of the text. A fix runs it again on whatever the file holds by then, takes
the problems of the same subject, splices the text, and proves by a third run that they are gone.
"""

from __future__ import annotations

from collections import namedtuple

from watchlint.findings import Edit, Finding, Fix


class Problem(namedtuple("Problem", "rule message help at end subject splices description safe severity")):
    """A mistake at text[at:end]. `splices`: (start, end, new text)…, () where it can't be mended here."""

    __slots__ = ()

    def __new__(cls, rule, message, at, end, subject, help="", splices=(), description="", safe=True, severity=None):
        # What can't be mended is a finding of its own: mending the others of its subject leaves it.
        subject = subject if splices else f"{subject} (by hand)"
        return super().__new__(cls, rule, message, help, at, end, subject, tuple(splices), description, safe, severity)


def findings(source, detect):
    """The problems that `detect(source)` gives, as findings."""
    for one in detect(source):
        yield Finding(
            one.rule,
            one.message,
            path=source.path,
            help=one.help,
            severity=one.severity,
            subject=one.subject,
            fix=_fix(source, detect, one) if one.splices else None,
            **source.place(one.at, one.end),
        )


def _fix(source, detect, one: Problem) -> Fix:
    path, kind = source.path, source.kind

    def change(data: bytes | None) -> bytes | None:
        from watchlint.facts.launch.base.source import Source, is_text
        from watchlint.fixes.refused import Refused
        from watchlint.fixes.splice import spliced

        if data is None or not is_text(data):
            return data

        def alike(content: bytes) -> list[Problem]:
            found = detect(Source(path, kind, content))
            return [other for other in found if (other.rule, other.subject) == (one.rule, one.subject)]

        mended = spliced(data, [splice for other in alike(data) for splice in other.splices])
        if mended != data and any(other.splices for other in alike(mended)):
            raise Refused(f"{path}: the change would not settle it")
        return mended

    return Fix(one.description, [Edit(path, change)], safe=one.safe)
