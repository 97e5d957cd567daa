"""The table of Streamlit's options is whole."""

from __future__ import annotations

from watchlint.facts.streamlit.declared import DATA
from watchlint.facts.streamlit.options import parse_version


def test_releases_are_in_order_and_options_speak_of_these_only():
    releases = DATA["releases"]
    assert releases == sorted(set(releases), key=parse_version)
    for sections, names, changes in DATA["options"]:
        at = [release for release, _ in changes]
        assert sections and names and at and set(at) <= set(releases)
        assert at == sorted(set(at), key=parse_version)
        assert changes[0][1] is not None  # what is gone was there


def test_an_option_is_declared_once():
    rows = DATA["options"]
    names = [f"{section}.{name}" for sections, some, _ in rows for section in sections.split() for name in some.split()]
    assert len(names) == len(set(names)) > 200
