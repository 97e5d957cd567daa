from __future__ import annotations

import pytest

from watchlint.facts.packages.version_tables import requirement


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("^1", (">=1,<2", (), "", "")),
        ({"version": "*", "extras": ["B_c", 1]}, ("", ("b-c",), "", "")),
        ({"path": "x"}, ("", (), "", "x")),
        ({"version": "1", "sys_platform": "== 'win32'"}, ("==1", (), "(sys_platform == 'win32')", "")),
        ({"version": "1", "platform": "linux"}, ("==1", (), '(sys_platform == "linux")', "")),
        ({"version": "1", "python": "*"}, ("==1", (), "", "")),
        ({"version": 1, "extras": "x"}, ("", (), "", "")),
        ("{{ version }}", None),
        (1, None),
        ([], None),
    ],
)
def test_requirement(value, expected):
    found = requirement("A_b", value)
    assert (found and (found.name, found.specifier, found.extras, found.marker, found.url)) == (
        expected and ("a-b", *expected)
    )
