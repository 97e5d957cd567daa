from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from packaging.specifiers import SpecifierSet
from packaging.version import Version

from watchlint.facts.packages.requirement_text import Requirement
from watchlint.facts.packages.version_range import CERTAIN, EXCLUDED, POSSIBLE, VersionRange, alternatives, intervals

RELEASES = ["5.0", "6.0", "7.0", "7.1.0", "8.0rc1"]


def ranged(*specifiers):
    return VersionRange("x", alternatives([Requirement("x", one) for one in specifiers]))


@pytest.mark.parametrize(
    ("specifiers", "low", "high", "without", "with_releases"),
    [
        ((">=7",), "7", None, CERTAIN, CERTAIN),
        ((">=6",), "7", None, POSSIBLE, POSSIBLE),
        (("<7",), "7", None, EXCLUDED, EXCLUDED),
        (("<=7",), "7", None, POSSIBLE, POSSIBLE),
        (("==7.1.0",), "7.1", "7.1.1", CERTAIN, CERTAIN),
        (("==7.*",), "7", "8", CERTAIN, CERTAIN),
        (("~=7.0",), "7", "8", CERTAIN, CERTAIN),
        (("~=6.0",), "7", None, EXCLUDED, EXCLUDED),
        ((">=6", "<7"), "7", None, EXCLUDED, EXCLUDED),
        ((">=6", "!=6.0"), "7", None, POSSIBLE, CERTAIN),
        ((">7.0", "<7.1"), "7.0.1", "7.1", POSSIBLE, POSSIBLE),  # no release fits: the list is out of date
        (("",), "7", None, CERTAIN, CERTAIN),
        (("",), "6", "7", EXCLUDED, EXCLUDED),
        (("==5.0 || ==7.0",), "7", None, POSSIBLE, POSSIBLE),
        (("==7.0 || ==7.1.0",), "7", None, CERTAIN, CERTAIN),
        (("==${V}",), "7", None, POSSIBLE, POSSIBLE),
        (("==5.0", "==6.0"), "7", None, EXCLUDED, EXCLUDED),  # never together: two alternatives
        (("==5.0", "==7.0"), "7", None, POSSIBLE, POSSIBLE),
        ((">=8.0rc1",), "8", None, POSSIBLE, EXCLUDED),
        (("===7.0",), "7", None, CERTAIN, CERTAIN),
        (("===7.x",), "7", None, POSSIBLE, POSSIBLE),
    ],
)
def test_within(specifiers, low, high, without, with_releases):
    assert ranged(*specifiers).within(low, high) == without
    assert ranged(*specifiers).within(low, high, RELEASES) == with_releases


@pytest.mark.parametrize(
    ("specifier", "version", "without", "with_releases"),
    [
        ("==7.0", "7.0.0", CERTAIN, CERTAIN),
        (">=7", "7.1.0", POSSIBLE, POSSIBLE),
        ("<7", "7.0", EXCLUDED, EXCLUDED),
        ("", "7.1.0", POSSIBLE, CERTAIN),
        ("", "7.0", POSSIBLE, EXCLUDED),
    ],
)
def test_contains(specifier, version, without, with_releases):
    assert ranged(specifier).contains(version) == without
    assert ranged(specifier).contains(version, RELEASES) == with_releases


def test_nothing_asked_for_excludes_everything():
    nothing = VersionRange("x")
    assert not nothing
    assert nothing.within("1") == EXCLUDED
    assert nothing.releases(RELEASES) == []


@pytest.mark.parametrize(
    ("specifier", "expected"),
    [("", ["7.1.0"]), (">=6,<8", ["6.0", "7.0", "7.1.0"]), ("==${V}", RELEASES), ("==5.0 || >=7.1", ["5.0", "7.1.0"])],
)
def test_releases(specifier, expected):
    assert ranged(specifier).releases(RELEASES) == expected


def test_a_url_has_no_known_version():
    [one] = alternatives([Requirement("x", url="git+https://example.org/x")])
    assert one.specifier is None
    assert VersionRange("x", [one]).within("1") == POSSIBLE


@pytest.mark.parametrize(
    ("specifiers", "text"),
    [((">=1", "<2"), "<2,>=1"), (("",), "the newest"), (("?",), "unknown"), (("==1 || ==2",), "==1 or ==2")],
)
def test_text(specifiers, text):
    assert str(ranged(*specifiers)) == text


_release = st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 2)).map("{0[0]}.{0[1]}.{0[2]}".format)
_version = st.tuples(_release, st.sampled_from(["", "", "", "a1", "rc1", ".post1", ".dev1", "rc1.dev1"])).map("".join)
_clause = st.one_of(
    st.tuples(st.sampled_from([">=", "<=", ">", "<", "==", "!=", "~="]), _version).map("".join),
    st.tuples(st.sampled_from(["==", "!="]), st.sampled_from(["0", "1", "1.2", "2.0", "3"])).map(
        "{0[0]}{0[1]}.*".format
    ),
)
_specifier = st.lists(_clause, min_size=1, max_size=3).map(",".join)


def _holds(interval, version):
    low, low_open, high, high_open = interval
    above = low is None or version > low or (version == low and not low_open)
    return above and (high is None or version < high or (version == high and not high_open))


@settings(deadline=None)
@given(_specifier, _version)
def test_intervals_agree_with_packaging(text, version):
    specifier = SpecifierSet(text)
    # Where no pre-release is named, the intervals speak of final releases only.
    assume(specifier.prereleases or not Version(version).is_prerelease)
    ours = any(_holds(one, Version(version)) for one in intervals(specifier))
    assert ours == specifier.contains(version, prereleases=bool(specifier.prereleases))


@settings(deadline=None)
@given(_specifier, _release, st.one_of(st.none(), _release), st.lists(_release, min_size=1, max_size=6))
def test_the_answer_with_releases_never_contradicts_the_one_without(text, low, high, releases):
    found = ranged(text)
    open_ended, listed = found.within(low, high), found.within(low, high, releases)
    if found.releases(releases) and open_ended != POSSIBLE:
        assert listed == open_ended
    if listed == POSSIBLE:
        assert open_ended == POSSIBLE
