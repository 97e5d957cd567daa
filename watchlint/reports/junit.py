"""The report as JUnit XML: a suite for each hook, a test case for each finding."""

from __future__ import annotations

import re

from watchlint.findings import ERROR, WARNING
from watchlint.reports.model import full_path, well_formed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection
    from xml.etree.ElementTree import Element

    from watchlint.findings import Finding
    from watchlint.reports.model import Report, View

# What XML 1.0 can't hold, not even escaped (section 2.2, Char), and what a terminal would obey.
_FORBIDDEN = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report, view: View) -> str:
    """One XML document and a newline, of no more than the strictest reader takes (Jenkins' xunit plugin, junit-10.xsd).

    What fails the run is a failure; what does not (a warning without --strict) is skipped
    with its message; what could not be read is an error. A hook with nothing to say passes, and so
    does what --fix fixed.
    """
    from xml.etree.ElementTree import Element, indent, tostring

    root = Element("testsuites", name="watchlint")
    suites = {name: Element("testsuite", name=name) for name in report.hooks}
    for finding in report.annotated:
        hook = finding.rule.hook
        suite = suites.setdefault(hook, Element("testsuite", name=hook))
        suite.append(_case(finding, {ERROR, WARNING} if view.strict else {ERROR}))
    if report.failures or not suites:
        suites["watchlint"] = suite = Element("testsuite", name="watchlint")
        suite.extend(_unread(*problem[:3]) for problem in report.failures)
    for name, suite in suites.items():
        if not len(suite):
            suite.append(Element("testcase", name=name, classname="watchlint"))
        _count(suite)
        root.append(suite)
    _count(root)
    indent(root)
    # CI services take these for commands, at the start of a line and anywhere in one.
    text = re.sub(r"^(\s*)::", r"\1&#58;:", tostring(root, encoding="unicode"), flags=re.M)
    text = text.replace("\r", "&#13;").replace("##[", "&#35;#[").replace("##vso[", "&#35;#vso[")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _case(finding: Finding, failing: Collection[str]) -> Element:
    """A finding as a test case. Its name holds the place: GitLab takes two cases of one name for one."""
    path = full_path(finding) or finding.root
    place = ":".join(str(part) for part in (path, finding.line, finding.column) if part)
    rule = finding.rule
    case = _element("testcase", name=f"{rule.name} {place}".rstrip(), classname=rule.hook)
    if not finding.applied:
        outcome = "failure" if finding.severity in failing else "skipped"
        told = _element(outcome, message=finding.message, type=finding.severity)
        told.text = _text("\n".join(filter(None, (place, finding.message, finding.help, rule.url))))
        case.append(told)
    return case


def _unread(path: str, line: int | None, reason: str) -> Element:
    case = _element("testcase", name=f"{path}:{line}" if line else path, classname="watchlint")
    case.append(_element("error", message=f"could not be checked: {reason}", type="unreadable"))
    return case


def _count(element: Element) -> None:
    element.set("tests", str(len(element.findall(".//testcase"))))
    for attribute, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        if element.tag == "testsuites" and tag == "skipped":
            continue
        element.set(attribute, str(len(element.findall(f".//{tag}"))))


def _element(tag: str, **attributes: str) -> Element:
    from xml.etree.ElementTree import Element

    return Element(tag, {name: _text(value) for name, value in attributes.items()})


def _text(text: str) -> str:
    return _FORBIDDEN.sub(lambda match: match[0].encode("unicode_escape").decode(), well_formed(text))
