from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.packages.environment_files import read


def test_read():
    text = """
name: x
channels: [conda-forge]
dependencies:
  - python=3.11
  - conda-forge::streamlit=1.31
  - {{ compiler }}
"""
    text += "  - pip:\n    - watchdog>=6\n    - -r requirements.txt\n"
    reading = read(text.encode(), "a/environment.yml")
    assert [(one.line, one.column, one.group, one.name, one.specifier) for one in reading.requirements] == [
        (6, 5, "conda", "streamlit", "==1.31.*"),
        (9, 7, "", "watchdog", ">=6"),
    ]
    assert [(one.path, one.line) for one in reading.includes] == [("a/requirements.txt", 10)]
    assert reading.pythons == ["==3.11.*"]


@pytest.mark.parametrize(
    ("data", "problems"),
    [
        (b"", []),
        (b"- a\n", []),
        (b"dependencies: a\n", []),
        (b"dependencies:\n  - [a]\n  - 3\n  - pip: a\n  - pip:\n    - {}\n", []),
        (b"dependencies:\n  - 'a\n", [3]),
        (b"dependencies:\n  - pip:\n    - a=1\n", [3]),
        (b"{% if x %}\ndependencies: [a]\n", []),
        (b"[" * 5000, [None]),
        (b"a\0b", [None]),
    ],
)
def test_problems(data, problems):
    assert [line for line, _ in read(data, "environment.yml").problems] == problems


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read(data):
    assert all(message for _, message in read(data, "environment.yml").problems)
