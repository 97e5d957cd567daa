"""A configuration as each release takes it apart; the real ones are asked in tests/oracle."""

from __future__ import annotations

import pytest

from watchlint.rules.streamlit.files.config import has_parts, taken_apart

PARTS = {"theme": {"base": "dark", "sidebar": {"base": "light"}, "light": {"sidebar": {"x": 1}, "other": {"y": 1}}}}


@pytest.mark.parametrize(
    ("values", "release", "settings", "crashes"),
    [
        ({"server": {"port": 1}}, (1, 67, 0), ["server.port"], []),
        ({"server": {"sidebar": {"x": 1}}}, (1, 43, 0), ["server.sidebar"], []),
        ({"server": {"sidebar": {"x": 1}}}, (1, 44, 0), ["server.sidebar.x"], []),
        ({"server": {"sidebar": {"x": 1}}}, (1, 50, 0), ["server.sidebar.x"], []),
        ({"server": {"sidebar": {"x": 1}}}, (1, 51, 0), ["server.sidebar"], []),
        (PARTS, (1, 43, 0), ["theme.base", "theme.sidebar", "theme.light"], []),
        (PARTS, (1, 50, 0), ["theme.base", "theme.sidebar.base", "theme.light"], []),
        (PARTS, (1, 51, 0), ["theme.base", "theme.sidebar.base", "theme.light.sidebar.x", "theme.light.other"], []),
        ({"theme": {"dark": {"sidebar": {"x": 1}}}}, (1, 51, 0), ["theme.dark.sidebar.x"], []),
        ({"theme": {"sidebar": {"light": {"x": 1}, "y": 1}}}, (1, 51, 0), ["theme.sidebar.y"], ["theme.sidebar.light"]),
        ({"theme": {"light": {"dark": {"x": 1}, "y": 1}}}, (1, 51, 0), ["theme.light.y"], ["theme.light.dark"]),
        ({"theme": {"sidebar": 1, "x": 1}}, (1, 51, 0), ["theme.x"], ["theme.sidebar"]),
        ({"port": 1, "server": {"x": 1}}, (1, 67, 0), ["server.x"], ["port"]),
    ],
)
def test_taken_apart(values, release, settings, crashes):
    found, ended = taken_apart(values, release)
    assert ([one.key for one in found], [".".join(one.path) for one in ended]) == (settings, crashes)


@pytest.mark.parametrize(
    ("values", "matters"), [(PARTS, True), ({"server": {"port": 1}}, False), ({"theme": "dark"}, False), ({}, False)]
)
def test_whether_it_matters_which_release_does_it(values, matters):
    assert has_parts(values) is matters
