"""The report as GitHub Actions' workflow commands: each finding becomes an annotation on its line."""

from __future__ import annotations

from watchlint.findings import ERROR, WARNING
from watchlint.reports.model import full_path, well_formed
from watchlint.reports.terminal import defused, printable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.findings import Finding
    from watchlint.reports.model import Report, View

_COMMANDS = {ERROR: "error", WARNING: "warning"}


def render(report: Report, view: View) -> str:
    """One command a line; "" where nothing is open."""
    return "".join(_command(finding) + "\n" for finding in report.annotated if not finding.applied)


def _command(finding: Finding) -> str:
    message = "\n".join(filter(None, (printable(finding.message), *map(printable, finding.help.splitlines()))))
    given = ",".join(f"{name}={_property(value)}" for name, value in _properties(finding) if value is not None)
    return f"::{_COMMANDS[finding.severity]} {given}::{_data(message)}"


def _properties(finding: Finding) -> Iterator[tuple[str, object]]:
    line, end = finding.line, finding.end_line
    path = full_path(finding)
    yield "file", path and _named(path)
    if finding.path is not None:
        yield "line", line
        # An annotation of several lines has no columns (REST API, "Create a check run", annotations).
        if line and end in (None, line):
            yield "col", finding.column
        yield "endLine", end
        if line and end == line:
            yield "endColumn", finding.end_column
    yield "title", finding.rule.name


# What the runner reads back (actions/toolkit, packages/core/src/command.ts).


def _data(text: str) -> str:
    return well_formed(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _named(path: str) -> str:
    """A path for the runner: what it can't read back and a terminal would obey is written out."""
    return "".join(c if c in "\r\n" else printable(c) for c in defused(path))


def _property(value: object) -> str:
    return _data(str(value)).replace(":", "%3A").replace(",", "%2C")
