from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.packages.lock_files import read
from watchlint.facts.packages.requirement_text import LOCKED

UV = """version = 1
requires-python = ">=3.11"

[[package]]
name = "app"
version = "0.1"
source = { editable = "packages/app" }

[[package]]
name = "Streamlit"
version = "1.40.0"
source = { registry = "https://example.org/simple" }
resolution-markers = ["python_version < '3.12'"]

[[package]]
name = "streamlit"
version = "1.50.0"
resolution-markers = ["python_version >= '3.12'", "sys_platform == 'x'"]

[[package]]
name = "tool"
source = { git = "https://example.org/tool" }
"""
POETRY = """[[package]]
name = "watchdog"
version = "6.0.0"
markers = "sys_platform != 'darwin'"

[metadata]
python-versions = "^3.9"
"""
PYLOCK = """lock-version = "1.0"
[[packages]]
name = "a"
version = "1"
marker = "python_version < '3.12'"
"""
PIPFILE = """{
    "_meta": {"hash": {}},
    "default": {
        "streamlit": {
            "hashes": ["sha256:00"],
            "markers": "python_version >= '3.9'",
            "version": "==1.40.0"
        },
        "tool": {
            "git": "https://example.org/tool"
        }
    },
    "develop": {
        "watchdog": {
            "version": "==6.0.0"
        }
    }
}
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "uv.lock",
            UV,
            [
                ("streamlit", "==1.40.0", "(python_version < '3.12')", 9, "", ""),
                ("streamlit", "==1.50.0", "(python_version >= '3.12') or (sys_platform == 'x')", 15, "", ""),
                ("tool", "", "", 20, "https://example.org/tool", ""),
            ],
        ),
        ("poetry.lock", POETRY, [("watchdog", "==6.0.0", "sys_platform != 'darwin'", 1, "", "")]),
        ("pylock.toml", PYLOCK, [("a", "==1", "python_version < '3.12'", 2, "", "")]),
        (
            "Pipfile.lock",
            PIPFILE,
            [
                ("streamlit", "==1.40.0", "python_version >= '3.9'", 4, "", ""),
                ("tool", "", "", 9, "?", ""),
                ("watchdog", "==6.0.0", "", 14, "", "dev"),
            ],
        ),
    ],
)
def test_read(path, text, expected):
    reading = read(text.encode(), path)
    assert [
        (one.name, one.specifier, one.marker, one.line, one.url, one.group) for one in reading.requirements
    ] == expected
    assert {one.kind for one in reading.requirements} == {LOCKED}


def test_the_project_itself_is_no_dependency():
    reading = read(UV.encode(), "uv.lock")
    assert reading.members == ["packages/app"]
    assert reading.pythons == [">=3.11"]
    assert read(POETRY.encode(), "poetry.lock").pythons == [">=3.9,<4"]


@pytest.mark.parametrize(
    ("path", "data", "problems"),
    [
        ("uv.lock", b"", []),
        ("uv.lock", b"package = 1\n", []),
        ("uv.lock", b"package = [1, {name = 'a'}]\n", []),
        ("uv.lock", b"[[package]\n", [1]),
        ("uv.lock", b"<<<<<<< HEAD\n", [1]),
        ("Pipfile.lock", b"{\n", [2]),
        ("Pipfile.lock", b"[]", []),
        ("Pipfile.lock", b'{"default": {"a": 1}, "develop": 2}', []),
        ("Pipfile.lock", b"\xff", [None]),
        ("Pipfile.lock", b"[" * 100_000, [None]),
    ],
)
def test_problems(path, data, problems):
    assert [line for line, _ in read(data, path).problems] == problems


@settings(deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["uv.lock", "Pipfile.lock"]))
def test_any_bytes_are_read(data, path):
    assert all(message for _, message in read(data, path).problems)
