"""One line a finding."""

from __future__ import annotations

import re

from watchlint.findings import ERROR, Finding, Fix, Rule
from watchlint.reports import concise
from watchlint.reports.model import Report, View

# The pattern of a problem matcher: file, line, column, severity, code, message.
MATCHER = re.compile(r"^(.+?)(?::(\d+))?(?::(\d+))?: (error|warning|note) ([a-z-]+): (.+)$")


def test_one_line_a_finding():
    made = Report()
    rule = Rule("a-rule", ERROR, "s", "w", "e", {}, {}, "safe", "0.1.0", "x", "check-a")
    made.findings = [
        Finding(rule, "is wrong\nhere", "f", 3, 7, help="Do this.", fix=Fix("d", [])),
        Finding(rule, "m", "g"),
    ]
    assert concise.render(made, View()) == (
        "f:3:7: error a-rule: is wrong\\nhere\ng: error a-rule: m\n2 errors, 0 warnings, 0 fixed, 0 suppressed\n"
    ).replace("2 errors", "1 fixable with --fix\n2 errors")


def test_a_problem_matcher_reads_it(repository, run):
    shown = run(
        "check_all",
        "--output-format",
        "concise",
        "--notes",
        cwd=repository({"m.py": "", "n.pyc": "", ".gitignore": "*.log\n"}),
    )
    *found, last = (line for line in shown.out.splitlines() if "fixable with" not in line)
    assert found and all(map(MATCHER.match, found)) and " errors, " in last.replace("error,", "errors,")
