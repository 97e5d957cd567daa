"""What Streamlit does with a value of the wrong type, release by release (measured; the oracles start the real one)."""

from __future__ import annotations

import pytest

from watchlint.facts.streamlit.options import catalogue, parse_version
from watchlint.rules.streamlit.values.effects import (
    BLIND,
    LIGHT,
    SESSION,
    STOPS,
    is_bad_format,
    is_empty,
    of,
    of_theme_list,
)

# (key, value, release, what happens)
CASES = [
    # at start
    ("logger.level", 5, "1.67.0", STOPS), ("server.xsrfCookieSameSite", 5, "1.67.0", STOPS), ("server.maxCacheDataSize", True, "1.67.0", STOPS),
    ("logger.messageFormat", 5, "1.67.0", STOPS), ("logger.messageFormat", 0, "1.67.0", None),
    ("server.unsafeMetricsUserAttributes", 5, "1.67.0", STOPS), ("server.unsafeMetricsUserAttributes", [], "1.67.0", None),
    ("server.unsafeMetricsUserAttributes", "name", "1.67.0", None), ("server.unsafeMetricsUserAttributes", {"type": 1}, "1.67.0", STOPS),
    ("server.trustedUserHeaders", [], "1.67.0", STOPS), ("server.trustedUserHeaders", {}, "1.67.0", None),
    ("server.address", 5, "1.67.0", STOPS), ("server.baseUrlPath", [], "1.67.0", STOPS), ("browser.serverAddress", 5, "1.67.0", STOPS),
    ("server.port", "x", "1.67.0", STOPS), ("server.port", "80", "1.67.0", None), ("server.port", [], "1.67.0", STOPS),
    ("server.port", True, "1.56.0", STOPS), ("server.port", True, "1.57.0", None),
    ("browser.serverPort", "80", "1.67.0", None), ("browser.serverPort", "x", "1.67.0", STOPS), ("browser.serverPort", [], "1.67.0", STOPS),
    ("browser.serverPort", float("inf"), "1.67.0", STOPS),
    # the watcher
    ("server.fileWatcherType", 5, "1.67.0", BLIND), ("server.fileWatcherType", [], "1.31.0", BLIND), ("server.fileWatcherType", {}, "1.32.0", STOPS),
    # each session
    ("server.runOnSave", "true", "1.67.0", SESSION), ("server.runOnSave", 1, "1.67.0", None), ("browser.gatherUsageStats", [], "1.67.0", SESSION),
    ("global.maxCachedMessageAge", "2", "1.67.0", SESSION), ("global.maxCachedMessageAge", True, "1.55.0", None), ("global.maxCachedMessageAge", True, "1.56.0", SESSION),
    ("mapbox.token", 5, "1.28.0", SESSION), ("mapbox.token", "x", "1.28.0", None), ("mapbox.token", 5, "1.29.0", None),
    ("client.toolbarMode", 5, "1.67.0", SESSION), ("client.showErrorLinks", 5, "1.67.0", SESSION),
    # the theme
    ("theme.base", 5, "1.51.0", STOPS), ("theme.base", 5, "1.50.0", LIGHT), ("theme.base", [], "1.50.0", SESSION), ("theme.sidebar.base", 5, "1.51.0", None),
    ("theme.font", 5, "1.42.0", None), ("theme.font", [], "1.42.0", SESSION), ("theme.font", 5, "1.50.0", SESSION), ("theme.font", 0, "1.50.0", None),
    ("theme.codeFont", 5, "1.50.0", SESSION), ("theme.codeFont", 0, "1.50.0", None), ("theme.codeFont", 0, "1.49.0", SESSION),
    ("theme.primaryColor", 5, "1.67.0", SESSION), ("theme.baseFontSize", "16", "1.67.0", SESSION), ("theme.baseFontSize", 16, "1.67.0", None),
    ("theme.showWidgetBorder", 1, "1.67.0", None), ("theme.showWidgetBorder", "true", "1.67.0", SESSION),
    ("theme.headingFontSizes", 5, "1.67.0", SESSION), ("theme.chartCategoricalColors", "x", "1.67.0", None),
    # no more than not what it seems
    ("server.maxUploadSize", "200", "1.67.0", None), ("server.headless", "true", "1.67.0", None),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "release", "wanted"), CASES)
def test_what_it_does(key, value, release, wanted):
    option = catalogue().option(key)
    theme = {"base": "dark", key.rpartition(".")[2]: value}
    assert of(key, option.facts if option else None, value, parse_version(release), theme) == wanted


@pytest.mark.parametrize(
    ("theme", "wanted"),
    [
        (None, True), ([], True), ({}, True), ({"base": ""}, True), ({"baseFontSize": 16}, True), ({"textColor": "#000"}, False),
    ],
)  # fmt: skip
def test_a_theme_that_says_nothing_is_not_read_up_to_1_43(theme, wanted):
    assert is_empty(theme) is wanted
    facts = catalogue().option("theme.primaryColor").facts
    assert of("theme.primaryColor", facts, 5, (1, 43, 0), theme) == (None if wanted else SESSION)
    assert of("theme.primaryColor", facts, 5, (1, 44, 0), theme) == SESSION


@pytest.mark.parametrize(
    ("name", "value", "wanted"),
    [
        ("fontFaces", [], None), ("fontFaces", 5, SESSION), ("fontFaces", '[{"x": 1}]', None), ("fontFaces", "5", SESSION), ("fontFaces", "[", None),
        ("headingFontSizes", [], SESSION), ("headingFontSizes", "[]", SESSION), ("headingFontSizes", ["1rem"], None),
        ("headingFontWeights", [], SESSION), ("headingFontWeights", True, SESSION), ("headingFontWeights", 600, None), ("chartCategoricalColors", None, None),
    ],
)  # fmt: skip
def test_lists_of_the_theme(name, value, wanted):
    assert of_theme_list(name, value) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("%(message)s", False), ("%(asctime)s x", False), ("%(x)-5.2d", False), ("", False), (None, False), ("message", True), ("%(message)", True), (5, True),
    ],
)  # fmt: skip
def test_a_format_needs_a_field(value, wanted):
    import logging

    assert is_bad_format(value) is wanted
    if isinstance(value, str) and value:
        try:
            logging.Formatter(value)
        except ValueError:
            assert wanted
        else:
            assert not wanted
