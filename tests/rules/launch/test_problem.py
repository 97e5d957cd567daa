"""From a mistake in a text to a finding whose fix looks at the file once more."""

from __future__ import annotations

import re

import pytest

from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base.source import Source
from watchlint.fixes.refused import Refused
from watchlint.rules.launch.problem import Problem, findings, plain, replaced
from watchlint.rules.launch.streamlit.variable_unknown import RULE


def of(path: str, text: str, detect):
    return list(findings(RULE, Source(path, "shell", text.encode()), detect))


def bad(source):
    """`bad` becomes `good`; `worse` has no fix."""
    for found in re.finditer(r"bad|worse", source.text):
        splices = [(found.start(), found.end(), "good")] if found[0] == "bad" else ()
        yield Problem(f"{found[0]} is said", found.start(), found.end(), "x", "Say good.", splices, "say good")


def test_a_finding_stands_where_the_mistake_is():
    (finding,) = of("run.sh", "one\nis bad\n", bad)
    assert (finding.path, finding.line, finding.column, finding.end_line, finding.end_column) == ("run.sh", 2, 4, 2, 7)
    assert (finding.message, finding.help, finding.subject) == ("bad is said", "Say good.", "x")
    assert finding.fix.description == "say good" and [edit.path for edit in finding.fix.edits] == ["run.sh"]


def test_what_has_no_fix_is_a_finding_of_its_own():
    fixable, by_hand = of("run.sh", "bad worse\n", bad)
    assert by_hand.fix is None and by_hand.subject == "x (by hand)" != fixable.subject


@pytest.mark.parametrize(
    ("now", "after"),
    [
        (b"bad\n", b"good\n"),
        (b"\xef\xbb\xbfmore\r\nbad bad\r\n\xff", b"\xef\xbb\xbfmore\r\ngood good\r\n\xff"),  # what it holds by then
        (b"worse bad\n", b"worse good\n"),
        (b"good\n", b"good\n"),
        (b"\0bad", b"\0bad"),  # no text any more
        (None, None),
    ],
)
def test_a_fix_looks_at_the_file_once_more(now, after):
    (finding,) = of("run.sh", "bad\n", bad)
    (edit,) = finding.fix.edits
    assert edit.change(now) == after


def test_a_fix_that_would_not_settle_it_is_refused():
    def never(source):
        yield Problem("x", 0, 1, "x", "", [(0, 0, "a")], "write a")

    (finding,) = of("run.sh", "b\n", never)
    with pytest.raises(Refused, match=r"run.sh: the change would not settle it"):
        finding.fix.edits[0].change(b"b\n")


def test_problems_with_a_variable():
    (one,) = assignments(Source("run.sh", "shell", b"export STREAMLIT_SERVER_PORT='x'\n"))
    found = plain("m", one, "h", severity="info")
    assert (found.at, found.end, found.splices, found.severity) == (7, 31, (), "info")
    found = replaced("m", one, "port", "80", "h")
    assert (found.subject, found.splices) == ("STREAMLIT_SERVER_PORT port", [(30, 31, "80")])
    assert found.description == "set STREAMLIT_SERVER_PORT=80" and found.key == found.subject
