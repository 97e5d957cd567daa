from __future__ import annotations

import pytest

from watchlint.facts.packages.python_versions import interpreters, read
from watchlint.facts.packages.requirement_text import Requirement
from watchlint.facts.packages.version_range import VersionRange, alternatives


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"3.11\n", ["==3.11.*"]),
        (b"3.11.4", ["==3.11.4"]),
        (b"python-3.11.4\r\n", ["==3.11.4"]),
        (b"# x\n3.12.1\n3.11\n", ["==3.12.1 || ==3.11.*"]),
        (b"3.13-dev\n", ["==3.13.*"]),
        (b"cpython-3.12\n", ["==3.12.*"]),
        (b"3", ["==3.*"]),
        (b"system\n", []),
        (b"pypy3.10-7.3\n", []),
        (b"my-env-3.11\n", []),
        (b"2.7.18\n", []),
        (b"\xff\xfe\0", []),
        (b"", []),
    ],
)
def test_read(data, expected):
    assert read(data, ".python-version").pythons == expected


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [
        ("==3.11.*", ["3.11.0", "3.11.99"]),
        ("==3.11.4", ["3.11.4"]),
        (">=3.11.2,<3.13", ["3.11.99", "3.12.0", "3.12.99", "3.11.2"]),
        ("==2.7.*", None),
        ("nonsense", None),
    ],
)
def test_interpreters(specifier, expected):
    found = interpreters(VersionRange("python", alternatives([Requirement("python", specifier)])))
    assert found == (expected or interpreters(VersionRange("python")))
    assert "3.14.0" in interpreters(VersionRange("python"))
