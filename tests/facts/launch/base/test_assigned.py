"""The variables of dev servers: which names are told of, which values are known."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.base.assigned import NAME, made, rest_of_line
from watchlint.facts.launch.base.source import Source


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("STREAMLIT_SERVER_PORT", True), ("WATCHFILES_FORCE_POLLING", True), ("PYTHONDONTWRITEBYTECODE", True), ("FLASK_DEBUG", True),
        ("UVICORN_RELOAD", True), ("STREAMLIT_", False), ("FLASK_APP", False), ("streamlit_x", False), ("MY_FLASK_DEBUG", False),
    ],
)  # fmt: skip
def test_names(name, wanted):
    assert bool(NAME.fullmatch(name)) is wanted


# (value, form) -> whether it is known
KNOWN = {
    ("1", "word"): True, ("a b", "line"): True, ("", "word"): True, ("$X", "word"): False, ("`x`", "word"): False, ("{{x}}", "line"): False,
    ("%X%", "line"): False, ("<value>", "line"): False, ("@VALUE@", "line"): False, ("a'b'", "word"): False, ("a\\b", "word"): False,
    ("a'b'", "quoted"): True, ("100%", "line"): True,
}  # fmt: skip


@pytest.mark.parametrize(("value", "form"), KNOWN)
def test_a_value_that_something_fills_in_is_not_known(value, form):
    source = Source("x", "shell", f"A={value}".encode())
    assert made(source, "A", value, (0, 1), (2, 2 + len(value)), form).value == (value if KNOWN[value, form] else None)


def test_a_value_that_the_file_spells_otherwise_is_not_known():
    assert made(Source("x", "shell", b"A=a^b"), "A", "ab", (0, 1), (2, 5), "line").value is None


@pytest.mark.parametrize(
    ("said", "value", "form"),
    [("a b", "a b", "line"), ("'a b'", "a b", "quoted"), ('"a"', "a", "quoted"), ("'a\"", "'a\"", "line"), ("'", "'", "line")],
)  # fmt: skip
def test_rest_of_line(said, value, form):
    source = Source("x", "dotenv", f"A={said}".encode())
    found = rest_of_line(source, "A", said, 0, 2, "line")
    assert (found.value, found.form) == (value, form)
    assert source.text[found.value_at : found.value_end] == value
