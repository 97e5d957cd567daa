from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from packaging.markers import Marker
from packaging.requirements import Requirement as Packaging
from packaging.specifiers import SpecifierSet

from watchlint.facts.packages.package_names import normalise
from watchlint.facts.packages.requirement_text import parse, salvage


@pytest.mark.parametrize(
    ("text", "name", "specifier", "extras", "marker", "url"),
    [
        ("streamlit", "streamlit", "", (), "", ""),
        ("Django_Watchfiles ~= 1.0", "django-watchfiles", "~=1.0", (), "", ""),
        ("uvicorn[Standard, b_c]>=1,<2", "uvicorn", ">=1,<2", ("b-c", "standard"), "", ""),
        ("a==1.*; python_version < '3.12'", "a", "==1.*", (), "python_version < '3.12'", ""),
        ("a;extra=='b'", "a", "", (), "extra=='b'", ""),
        ("a (>=1)", "a", ">=1", (), "", ""),
        ("a @ https://example.org/a.zip", "a", "", (), "", "https://example.org/a.zip"),
        ("a[]", "a", "", (), "", ""),
    ],
)
def test_parse(text, name, specifier, extras, marker, url):
    found = parse(text, path="requirements.txt", line=3)
    assert found[:4] == (name, specifier, extras, marker)
    assert (found.url, found.path, found.line, found.source) == (url, "requirements.txt", 3, text)


@pytest.mark.parametrize(
    "text", ["", "streamlit=1.2", "a b", "a==", "==1", "a; python_version", "-e .", "a~=1", "a>=1.*"]
)
def test_what_packaging_refuses_is_refused(text):
    with pytest.raises(ValueError, match="."):
        parse(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("streamlit=1.2", ("streamlit", "=1.2", ())),
        ("streamlit[a,b]=1.2 ; x", ("streamlit", "=1.2", ("a", "b"))),
        ("pip install streamlit", None),
        ("This is prose.", None),
        ("", None),
    ],
)
def test_salvage(text, expected):
    found = salvage(text)
    assert (found and (found.name, found.specifier, found.extras)) == expected


_blank = st.sampled_from(["", " ", "  "])
_version = st.from_regex(
    r"[0-9]{1,2}(\.[0-9]{1,2}){0,2}((a|rc)[0-9])?(\.post[0-9])?(\.dev[0-9])?(\.\*)?(\+l)?", fullmatch=True
)
_clause = st.tuples(st.sampled_from(["==", ">=", "<=", "<", ">", "!=", "~=", "===", "="]), _blank, _version).map(
    "".join
)
_test = st.tuples(
    st.sampled_from(["python_version", "sys_platform", "extra", "os.name", "nonsense"]),
    _blank,
    st.sampled_from(["==", "<", ">=", " in ", " not in ", "~=", "="]),
    _blank,
    st.sampled_from(["'3.8'", '"linux"', "'a\\b'", "x"]),
).map("".join)
_marker = st.lists(st.one_of(_test, _test.map("({})".format)), min_size=1, max_size=3).flatmap(
    lambda tests: st.sampled_from([" and ", " or ", "and"]).map(lambda joint: joint.join(tests))
)
_requirement = st.tuples(
    _blank,
    st.from_regex(r"[A-Za-z0-9._-]{1,6}", fullmatch=True),
    _blank,
    st.one_of(st.just(""), st.sampled_from(["[a]", "[ a , B_c ]", "[]", "[a,]", "[-]"])),
    _blank,
    st.lists(_clause, max_size=3).map(",".join),
    _blank,
    st.one_of(st.just(""), st.tuples(st.just(";"), _blank, _marker).map("".join)),
    _blank,
).map("".join)


@settings(deadline=None)
@given(_requirement)
def test_parse_agrees_with_packaging(text):
    try:
        theirs = Packaging(text.strip())
    except ValueError:
        theirs = None
    try:
        ours = parse(text)
    except ValueError:
        ours = None
    assert (ours is None) == (theirs is None)
    if ours:
        assert ours.name == normalise(theirs.name)
        assert SpecifierSet(ours.specifier) == theirs.specifier
        assert ours.extras == tuple(sorted({normalise(extra) for extra in theirs.extras}))
        assert (str(Marker(ours.marker)) if ours.marker else "") == str(theirs.marker or "")


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text):
    try:
        assert parse(text).name
    except ValueError as error:
        assert str(error)


def test_everyday_requirements_do_not_import_packaging():
    code = (
        "import sys; from watchlint.facts.packages.requirement_text import parse;"
        "parse('a[b]>=1,<2; python_version < \"3.12\" and sys_platform == \"linux\"'); print('packaging' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_a_wheel_says_its_version():
    wheel = "https://example.org/streamlit-1.28.0-py2.py3-none-any.whl"
    assert parse(f"streamlit @ {wheel}").specifier == "==1.28.0"
    assert parse(f"streamlit @ {wheel}#sha256=00").specifier == "==1.28.0"
    assert parse(f"other @ {wheel}").specifier == ""
    assert parse("streamlit @ git+https://example.org/streamlit@1.30.0").specifier == ""


@pytest.mark.parametrize(
    "text", ["streamlit==" + "1" * 200_000, "a" * 6000, "x[" + "a," * 100_000 + "]", "x @ " + "u" * 9000]
)
def test_a_requirement_of_any_length_is_not_read(text):
    with pytest.raises(ValueError, match="a requirement of more than 5,000 characters is not read"):
        parse(text)
    found = salvage(text)
    assert found is None or found.specifier == "?" and len(found.name) < 10


@pytest.mark.parametrize("text", ["a\n[x]", "a ==\n1 ,\n2", "a;\npython_version < '3'"])
def test_a_newline_is_what_it_is_to_packaging(text):
    def named(read):
        try:
            return read(text).name
        except ValueError:
            return None

    assert named(parse) == named(Packaging)
