"""Whether a value has the type that its option is for, and the words for types."""

from __future__ import annotations

import datetime

import pytest

from watchlint.facts.streamlit.options import catalogue
from watchlint.rules.streamlit.values.shapes import fits, kind, shown, wanted

# (key, value, whether it fits)
CASES = [
    ("server.port", 80, True), ("server.port", 80.0, True), ("server.port", True, False), ("server.port", "80", False),
    ("server.headless", True, True), ("server.headless", 1, True), ("server.headless", 2, False), ("server.headless", "true", False),
    ("server.address", "x", True), ("server.address", True, False),
    ("client.showErrorDetails", True, True), ("client.showErrorDetails", "full", True), ("client.showErrorLinks", False, True),
    ("server.trustedUserHeaders", {"a": "b"}, True), ("server.trustedUserHeaders", "{}", True), ("server.trustedUserHeaders", [], False),
    ("server.maxCacheDataSize", 0, True), ("server.maxCacheDataSize", False, False), ("server.maxCacheDataSize", 5, False),
    ("server.folderWatchBlacklist", ["a"], True), ("server.folderWatchBlacklist", [], True), ("server.folderWatchBlacklist", [1], False),
    ("server.folderWatchBlacklist", "a", False), ("theme.chartCategoricalColors", '["#fff"]', True), ("theme.chartCategoricalColors", "#fff", False),
    ("theme.baseFontSize", 16, True), ("theme.baseFontSize", 16.5, False), ("global.maxCachedMessageAge", 2, True), ("global.maxCachedMessageAge", 2.0, False),
]  # fmt: skip


@pytest.mark.parametrize(("key", "value", "expected"), CASES)
def test_fits(key, value, expected):
    assert fits(key, catalogue().option(key).facts, value) is expected


@pytest.mark.parametrize(
    ("key", "words"),
    [("server.port", "a number"), ("server.headless", "true or false"), ("server.address", "a text"), ("server.folderWatchBlacklist", "a list of texts")],
)  # fmt: skip
def test_wanted(key, words):
    assert wanted(catalogue().option(key).facts) == words


@pytest.mark.parametrize(
    ("value", "word", "written"),
    [
        (True, "a boolean", "true"), ("x", "a text", '"x"'), (1, "a number", "1"), (1.5, "a number", "1.5"), ([1], "a list", "[1]"),
        ({"a": 1}, "a table", "{ a = 1 }"), (datetime.date(2025, 1, 2), "a date or time", "2025-01-02"), ("x" * 99, "a text", '"' + "x" * 56 + "..."),
    ],
)  # fmt: skip
def test_words(value, word, written):
    assert (kind(value), shown(value)) == (word, written)
