"""Which Streamlit releases a project may install, and how that is said."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.findings import ERROR, INFO
from watchlint.rules.streamlit import option_type, run_on_save_misread
from watchlint.rules.streamlit.files.releases import Releases, number
from watchlint.settings import Settings


def of(folder, requirement: str = "streamlit", version: str | None = None) -> Releases:
    settings = Settings({"streamlit-version": version} if version else {})
    return Releases(Repository(str(folder({"requirements.txt": f"{requirement}\n"}))), settings)


@pytest.mark.parametrize(
    ("requirement", "first", "last"),
    [("streamlit==1.45.1", "1.45.1", "1.45.1"), ("streamlit>=1.45.0,<1.46", "1.45.0", "1.45.1"), ("streamlit<1.46,>=1.44.1", "1.44.1", "1.45.1")],
)  # fmt: skip
def test_those_that_may_be_installed(folder, requirement, first, last):
    found = of(folder, requirement)
    assert (found.all[0], found.all[-1], found.newest) == (first, last, last)


def test_what_is_told_counts(folder):
    assert of(folder, "streamlit<1.46", "1.67.0").all == ["1.67.0"]


@pytest.mark.parametrize(
    ("low", "high", "found"),
    [(None, None, ["1.44.1", "1.45.0", "1.45.1"]), ("1.45.0", None, ["1.45.0", "1.45.1"]), (None, "1.45", ["1.44.1"]), ("1.45", "1.45.1", ["1.45.0"]), ("2", None, [])],
)  # fmt: skip
def test_between(folder, low, high, found):
    assert of(folder, "streamlit<1.46,>=1.44.1").between(low, high) == found


@pytest.mark.parametrize(
    ("requirement", "stops", "old"),
    [("streamlit==1.67.0", False, False), ("streamlit==1.5.1", False, False), ("streamlit==1.5.0", True, False), ("streamlit==0.80.0", True, True)],
)  # fmt: skip
def test_what_an_unknown_option_does(folder, requirement, stops, old):
    found = of(folder, requirement)
    assert (found.stops_on_unknown, found.is_before_catalogue) == (stops, old)
    assert found.ignoring("it is ignored") == (
        "Streamlit does not start (AssertionError)" if stops else "it is ignored"
    )


def test_for_which_of_them_something_holds(folder):
    found = of(folder, "streamlit<1.46,>=1.44.1")
    assert found.note(found.all) == ""
    assert found.note(["1.45.1"]) == " (with Streamlit 1.45.1, which the requirements allow)"
    assert found.note(["1.44.1", "1.45.0"]) == " (with Streamlit 1.44.1 to 1.45.0, which the requirements allow)"


def test_how_much_it_weighs(folder):
    found = of(folder, "streamlit<1.46,>=1.44.1")
    error, other = option_type.RULE, run_on_save_misread.RULE
    assert error.severity == ERROR != other.severity
    assert found.severity(error, ["1.45.1"]) == ERROR  # installers take the newest
    assert found.severity(error, ["1.44.1"]) == found.severity(error, []) == INFO
    assert found.severity(other, ["1.44.1"]) == other.severity


@pytest.mark.parametrize(
    ("text", "numbers"), [("1", (1, 0, 0)), ("1.46", (1, 46, 0)), ("1.46.1", (1, 46, 1)), ("1.46.1.1", (1, 46, 1, 1))]
)
def test_number(text, numbers):
    assert number(text) == numbers
