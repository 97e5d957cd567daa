"""What an option's value says, where its type is right."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings, laid
from watchlint.facts.streamlit.options import catalogue, parse_version
from watchlint.rules.streamlit.files.config import Config, taken_apart
from watchlint.rules.streamlit.files.project import Matter, project
from watchlint.rules.streamlit.values.meaning import is_checked, meant, problem
from watchlint.settings import Settings


def judged(folder, key: str, written: str, release: str = "1.67.0"):
    section, _, name = key.rpartition(".")
    text = f"[{section}]\n{name} = {written}\n"
    config = Config(".streamlit/config.toml", text.encode())
    ((setting,), _) = taken_apart(config.values, parse_version(release))
    repository = laid(folder, text, {})
    facts = catalogue().option(key, release).facts
    assert is_checked(key, facts)
    return problem(
        Matter("x", config, setting, None, facts), project(repository, Settings({"streamlit-version": release}))
    )


# (key, as written, what is said, None where nothing is; what it was meant to be)
CASES = [
    ("server.fileWatcherType", '"poll"', None, None),
    ("server.fileWatcherType", '"polling"', 'server.fileWatcherType has no value "polling": no edit is noticed, and nothing says so', "poll"),
    ("server.fileWatcherType", '"inotify"', 'server.fileWatcherType has no value "inotify": no edit is noticed, and nothing says so', None),
    ("client.toolbarMode", '"Minimal"', None, None),
    ("client.toolbarMode", '"tiny"', 'client.toolbarMode has no value "tiny": the page stays blank, every session ends with an AttributeError', None),
    ("logger.level", '"WARN"', 'logger.level has no value "WARN": Streamlit does not start', "warning"),
    ("client.showErrorDetails", "true", None, None),
    ("client.showErrorDetails", '"True"', None, None),
    ("client.showErrorDetails", '"some"', 'client.showErrorDetails has no value "some": Streamlit hides the details of errors', None),
    ("client.showErrorLinks", "false", None, None),
    ("runner.enumCoercion", '"nameonly"', 'runner.enumCoercion has no value "nameonly": widgets of enumerations raise an error', "nameOnly"),
    ("logger.messageFormat", '"%(message)s"', None, None),
    ("logger.messageFormat", '"hello"', 'logger.messageFormat: "hello" has no field: Streamlit does not start', None),
    ("server.maxCacheDataSize", '"500mb"', None, None),
    ("server.maxCacheDataSize", '"1.5 GiB"', None, None),
    ("server.maxCacheDataSize", '"0"', None, None),
    ("server.maxCacheDataSize", '"0mb"', 'server.maxCacheDataSize: "0mb" is no size: Streamlit does not start', None),
    ("server.maxCacheDataSize", '"much"', 'server.maxCacheDataSize: "much" is no size: Streamlit does not start', None),
    ("server.unsafeMetricsUserAttributes", '["name"]', None, None),
    ("server.unsafeMetricsUserAttributes", '["a-b"]', 'server.unsafeMetricsUserAttributes: "a-b" can\'t be the name of a label: Streamlit does not start', None),
    ("server.trustedUserHeaders", '\'{"X-User": "user"}\'', None, None),
    ("server.trustedUserHeaders", "'{'", "server.trustedUserHeaders: it is no JSON: Streamlit does not start", None),
    ("server.trustedUserHeaders", "'[]'", "server.trustedUserHeaders: it is no JSON object of texts: Streamlit does not start", None),
    ("server.trustedUserHeaders", '\'{"A": "u", "B": "u"}\'', "server.trustedUserHeaders: u is mapped more than once: Streamlit does not start", None),
    ("server.port", "8501", None, None),
    ("server.port", "99999", "server.port = 99999 is no port: Streamlit does not start (OverflowError)", None),
    ("theme.base", '"dark"', None, None),
    ("theme.headingFontSizes", "[]", "theme.headingFontSizes has not one to six values: the page stays blank, every session ends with an error", None),
]  # fmt: skip


@pytest.mark.parametrize(("key", "written", "said", "its"), CASES)
def test_what_is_said(tmp_path, key, written, said, its):
    found = judged(tmp_path, key, written)
    assert (found and found.message, found and found.meant) == (said, its)
    assert found is None or found.help


def test_an_empty_theme_is_not_read_before_1_44(tmp_path):
    assert judged(tmp_path, "theme.base", '"blue"', "1.43.0") is not None
    assert judged(tmp_path, "theme.base", '""', "1.43.0") is None


@pytest.mark.parametrize(
    ("key", "value", "wanted"),
    [
        ("server.fileWatcherType", " Off ", "none"), ("server.fileWatcherType", False, "none"), ("server.fileWatcherType", "inotify", None),
        ("logger.level", "err", "error"), ("logger.level", "x", None),
    ],
)  # fmt: skip
def test_what_another_spelling_stands_for(key, value, wanted):
    assert meant(key, value, catalogue().option(key).facts.accepted) == wanted


def test_a_font_with_a_hyphen():
    assert meant("theme.font", "Sans-Serif", ("sans serif", "serif", "monospace")) == "sans serif"


@pytest.mark.parametrize("value", ["type", "a-b", "1a", ""])
def test_a_name_that_no_label_can_have(value, tmp_path):
    found = judged(tmp_path, "server.unsafeMetricsUserAttributes", f'["user", "{value}"]')
    assert found is not None and f'"{value}" can\'t be the name of a label' in found.message
    assert judged(tmp_path, "server.unsafeMetricsUserAttributes", '["user", "_b1", "types"]') is None


@pytest.mark.parametrize(("more", "warned"), [("", False), ('primaryColor = "#fff"\n', True)])
def test_an_empty_base_of_a_theme_that_says_something(more, warned, tmp_path):
    said = [finding.rule.name for finding in findings(tmp_path, f'[theme]\nbase = ""\n{more}', "1.40.0")]
    assert said == ["streamlit-option-value"] * warned
