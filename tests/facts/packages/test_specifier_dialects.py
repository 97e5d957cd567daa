from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlint.facts.packages.specifier_dialects import conda, poetry, python_marker


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*", ""),
        ("", ""),
        ("1.2.3", "==1.2.3"),
        ("1.2.*", "==1.2.*"),
        ("==1.2.*", "==1.2.*"),
        ("!=1.2.*", "!=1.2.*"),
        (">=1,<2", ">=1,<2"),
        (">= 1.0 < 2.0", ">=1.0,<2.0"),
        ("~=1.4.2", "~=1.4.2"),
        ("^1.2.3", ">=1.2.3,<2"),
        ("^0.2.3", ">=0.2.3,<0.3"),
        ("^0.0.3", ">=0.0.3,<0.0.4"),
        ("^0.0", ">=0.0,<0.1"),
        ("^0", ">=0,<1"),
        ("^1.0b2", ">=1.0b2,<2"),
        ("~1.2.3", ">=1.2.3,<1.3"),
        ("~1.2", ">=1.2,<1.3"),
        ("~1", ">=1,<2"),
        ("^1.2 || ^2.0", ">=1.2,<2 || >=2.0,<3"),
        ("<1|>=2", "<1 || >=2"),
        ("nonsense", "nonsense"),
        ("^x", "^x"),
    ],
)
def test_poetry(text, expected):
    assert poetry(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("streamlit", ("streamlit", "")),
        ("streamlit=1.2", ("streamlit", "==1.2.*")),
        ("streamlit=1.2.*", ("streamlit", "==1.2.*")),
        ("streamlit==1.2", ("streamlit", "==1.2")),
        ("streamlit=1.2.3=py39_0", ("streamlit", "==1.2.3")),
        ("streamlit 1.2.3", ("streamlit", "==1.2.3")),
        ("streamlit 1.2.3 py39_0", ("streamlit", "==1.2.3")),
        ("conda-forge::streamlit>=1.2,<2", ("streamlit", ">=1.2,<2")),
        ("streamlit >=1.2.*", ("streamlit", ">=1.2")),
        ("streamlit 1.2|1.3.*", ("streamlit", "==1.2 || ==1.3.*")),
        ("streamlit=1.2*", ("streamlit", "=1.2*")),
        ("streamlit[version='>=1.2']", ("streamlit", ">=1.2")),
        ("*", None),
        ("", None),
    ],
)
def test_conda(text, expected):
    assert conda(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (">=3.8,<4", 'python_full_version >= "3.8" and python_full_version < "4"'),
        ("<3.9 || >=3.11", 'python_full_version < "3.9" or python_full_version >= "3.11"'),
        ("", ""),
    ],
)
def test_python_marker(text, expected):
    assert python_marker(text) == expected


@settings(deadline=None)
@given(st.text(alphabet="^~=<>!*|, .1v0xa", max_size=12))
def test_any_text_ends(text):
    assert isinstance(poetry(text), str)
    assert conda(text) is None or len(conda(text)) == 2
