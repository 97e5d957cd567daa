from __future__ import annotations

import re

import pytest

from tools.streamlit_options import history
from watchlint.facts.streamlit import declared
from watchlint.facts.streamlit.names import nearest_key
from watchlint.facts.streamlit.options import Catalogue, catalogue, parse_version

SMALL = {
    "1.0.0": {"a.one": {"type": "str"}, "a.gone": {"type": "bool", "default": False}},
    "1.1.0": {"a.one": {"type": "str", "multiple": True}, "b.one": {"type": "str", "multiple": True}},
    "1.10.0": {"a.one": {"type": "str"}, "b.one": {"type": "str"}, "a.gone": {"type": "bool", "expiry": "2024-01-20"}},
}


@pytest.fixture
def small():
    return Catalogue(history.fold(SMALL))


@pytest.mark.parametrize(
    ("text", "numbers"),
    [("1.46", (1, 46, 0)), ("1.46.1", (1, 46, 1)), ("1", (1, 0, 0)), ("1.46.0rc1", (1, 46, 0)), (" 1.2.3 ", (1, 2, 3)),
     ("1.2.3.4", (1, 2, 3, 4)), ("1.rc1", (1, 0, 0)), ((1, 46), (1, 46, 0)), ("1.46.*", (1, 46, 0))],
)  # fmt: skip
def test_versions_are_numbers(text, numbers):
    assert parse_version(text) == numbers


@pytest.mark.parametrize("text", ["", "new", ".1", "v1.2", " "])
def test_what_is_no_version(text):
    with pytest.raises(ValueError, match="not a version"):
        parse_version(text)


def test_versions_are_no_texts(small):
    assert small.latest == "1.10.0"
    assert [small.release(version) for version in ("1.9", "1.1.7", "1.10", "9", "0.1", None)] == [
        "1.1.0", "1.1.0", "1.10.0", "1.10.0", "1.0.0", "1.10.0",
    ]  # fmt: skip


def test_keys_come_and_go_and_come_again(small):
    assert small.keys_at("1.0") == ["a.gone", "a.one"]
    assert small.keys_at("1.1") == ["a.one", "b.one"]
    assert small.keys_at() == ["a.gone", "a.one", "b.one"]
    assert small.sections_at("1.0") == ["a"]
    assert small.sections_at() == ["a", "b"]
    assert [small.has("a.gone", version) for version in ("1.0", "1.1", None)] == [True, False, True]
    assert not small.has("a.none")


def test_facts_are_those_of_the_release(small):
    assert [small.option("a.one", version).facts.shapes for version in ("1.0", "1.1", None)] == [
        ("str",), ("list of str",), ("str",),
    ]  # fmt: skip
    gone = small.option("a.gone", "1.1")
    assert (gone.since, gone.until, gone.deprecated_since, gone.facts.default) == ("1.0.0", None, "1.10.0", False)
    assert [(release, facts is None) for release, facts in gone.history] == [
        ("1.0.0", False),
        ("1.1.0", True),
        ("1.10.0", False),
    ]
    assert small.option("b.one", "1.0").facts.multiple is True  # not there yet: the first release's
    assert small.option("b.two") is None
    assert small.option("one") is None


def test_elsewhere(small):
    assert small.elsewhere("one", "1.0") == ["a"]
    assert small.elsewhere("one") == ["a", "b"]
    assert small.elsewhere("One") == []


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        (
            "server.fileWatcherType",
            {"type": "str", "default": "auto", "accepted": ("auto", "none", "poll", "watchdog")},
        ),
        ("server.folderWatchBlacklist", {"type": "str", "multiple": True, "default": [], "shapes": ("list of str",)}),
        ("server.runOnSave", {"type": "bool", "default": False, "visible": True, "shapes": ("bool",)}),
        ("server.allowRunOnSave", {"visible": False}),
        ("server.cookieSecret", {"sensitive": True, "computed": True, "default": None}),
        ("client.toolbarMode", {"scriptable": True, "accepted": ("auto", "developer", "minimal", "viewer")}),
        ("client.showErrorDetails", {"shapes": ("str", "bool")}),
        ("theme.chartCategoricalColors", {"type": "str", "shapes": ("list of str",)}),
        ("theme.fontFaces", {"shapes": ("list of table",)}),
        ("theme.dark.sidebar.headingFontWeights", {"shapes": ("int", "list of int")}),
        ("server.trustedUserHeaders", {"default": {}, "shapes": ("table",)}),
    ],
)
def test_what_streamlit_1_67_says(key, facts):
    found = catalogue().option(key, "1.67.0").facts
    assert {name: getattr(found, name) for name in facts} == facts


@pytest.mark.parametrize(
    ("key", "since", "until"),
    [
        ("server.folderWatchList", "1.46.0", None),
        ("global.logLevel", "0.84.0", "1.37.0"),
        ("client.caching", "0.84.0", "1.36.0"),
        ("server.useStarlette", "1.53.0", "1.57.0"),
        ("mapbox.token", "0.84.0", "1.64.0"),
        ("s3.bucket", "0.84.0", "1.4.0"),
        ("theme.light.sidebar.primaryColor", "1.51.0", None),
    ],
)
def test_first_and_last_release(key, since, until):
    option = catalogue().option(key)
    assert (option.since, option.until) == (since, until)


def test_deprecated_options_name_their_day_and_their_heir():
    option = catalogue().option("global.logLevel", "1.36")
    assert (option.facts.expiry, option.facts.replaced_by) == ("2020-11-30", "logger.level")
    assert catalogue().option("client.caching").deprecated_since == "1.29.0"


@pytest.mark.parametrize(
    ("version", "count"),
    [
        ("0.84.0", 53),
        ("1.0.0", 55),
        ("1.12.2", 50),
        ("1.28.2", 58),
        ("1.39.1", 55),
        ("1.46.1", 84),
        ("1.50.0", 143),
        ("1.67.0", 367),
    ],
)
def test_as_many_options_as_the_real_releases_have(version, count):
    assert len(catalogue().keys_at(version)) == count


@pytest.mark.parametrize(
    "key",
    [
        "server.fileWatcher",
        "server.watcherType",
        "server.excludePatterns",
        "theme.mode",
        "general.email",
        "server.runonsave",
        "_test.x",
        "",
        ".",
    ],
)
def test_keys_that_no_release_has(key):
    assert catalogue().option(key) is None


@pytest.mark.parametrize(
    ("key", "meant"),
    [
        ("server.port", None),
        ("foo.bar", None),
        ("server.watcherType", None),
        ("a.b", None),
        ("", None),
        ("server.run_on_save", "server.runOnSave"),
        ("Server.RunOnSave", "server.runOnSave"),
        ("server.file-watcher-type", "server.fileWatcherType"),
        ("theme.enableCORS", "server.enableCORS"),
        ("sever.port", "server.port"),
        ("server.prot", "server.port"),
        ("server.fileWatcher", "server.fileWatcherType"),
        ("server.folderWatchBlackList", "server.folderWatchBlacklist"),
        ("server.enableXSRFProtection", "server.enableXsrfProtection"),
        ("theme.primarycolour", "theme.primaryColor"),
        ("theme.light.primarycolor", "theme.light.primaryColor"),
        ("browser.gatherUsageStat", "browser.gatherUsageStats"),
        ("server.gatherUsageStats", "browser.gatherUsageStats"),
        ("port", "server.port"),
        ("primaryColor", "theme.primaryColor"),
    ],
)
def test_the_nearest_key(key, meant):
    assert catalogue().nearest(key) == meant


def test_no_keys_are_near_nothing():
    assert nearest_key("server.port", []) is None


def test_every_near_key_is_of_the_release():
    assert catalogue().nearest("server.folderwatchlist", "1.45") != "server.folderWatchList"
    assert catalogue().nearest("server.folderwatchlist", "1.46") == "server.folderWatchList"


def test_environment_names_are_streamlits():
    """By the two regular expressions that Streamlit uses, for every key there ever was."""
    for version in catalogue().releases:
        for key in catalogue().keys_at(version):
            words = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", key.replace(".", "_"))
            name = "STREAMLIT_" + re.sub("([a-z0-9])([A-Z])", r"\1_\2", words).upper()
            assert catalogue().env_name(key) == name
            assert catalogue().key_of_env(name, version) == key


@pytest.mark.parametrize(
    "name", ["STREAMLIT_SERVER_RUNONSAVE", "STREAMLIT_SERVER_FILEWATCHERTYPE", "STREAMLIT_PORT", "SERVER_PORT", ""]
)
def test_variables_that_mean_nothing(name):
    assert catalogue().key_of_env(name) is None


def test_folding_loses_nothing():
    data = history.fold(SMALL)
    assert history.unfold(history.data(history.text(data))) == SMALL
    assert history.changes(data, data) == []


def test_the_committed_module_is_what_the_tool_writes():
    with open(declared.__file__, encoding="utf-8", newline="") as file:
        text = file.read()
    assert history.data(text) == declared.DATA
    assert history.text(declared.DATA) == text
    assert history.text(history.fold(history.unfold(declared.DATA))) == text


def test_changes_are_said_once():
    old = {release: dict(SMALL[release]) for release in ("1.0.0", "1.1.0")}
    new = {release: {**options, "a.one": {"type": "int"}} for release, options in SMALL.items()}
    said = history.changes(history.fold(old), history.fold(new))
    assert "1.10.0: new release, 3 options" in said
    assert '1.10.0: + a.gone {"type":"bool","expiry":"2024-01-20"}' in said
    assert '1.0.0 read differently: a.one {"type":"str"} -> {"type":"int"}' in said
    assert '1.10.0: b.one {"type":"str","multiple":true} -> {"type":"str"}' in said
    assert history.changes(history.fold(SMALL), history.fold({"1.0.0": SMALL["1.0.0"]}))[0] == "1.1.0: no longer listed"
