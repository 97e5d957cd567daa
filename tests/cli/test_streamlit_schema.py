from __future__ import annotations

import json

import pytest

from watchlint.cli import streamlit_schema
from watchlint.facts.streamlit.options import catalogue


def described(version=None):
    return streamlit_schema.schema(catalogue(), version)


def value(key, version=None):
    node = described(version)
    for part in key.split("."):
        node = node["properties"][part]
    return node


def leaves(node, prefix=""):
    for name, inner in node["properties"].items():
        if "properties" in inner:
            yield from leaves(inner, f"{prefix}{name}.")
        else:
            yield prefix + name


@pytest.mark.parametrize("version", catalogue().releases[::15] + [catalogue().latest])
def test_a_schema_has_every_key_of_its_release_and_no_other(version):
    assert sorted(leaves(described(version))) == catalogue().keys_at(version)


@pytest.mark.parametrize(
    ("key", "version", "expected"),
    [
        (
            "server.port",
            None,
            {"anyOf": [{"type": "integer"}, {"type": "string", "pattern": "^env:"}], "default": 8501},
        ),
        ("server.address", None, {"type": "string"}),
        ("server.folderWatchBlacklist", "1.12", {"type": "array", "items": {"type": "string"}, "default": []}),
        (
            "theme.fontFaces",
            None,
            {"type": "array", "items": {"type": "object"}, "description": "In Streamlit since 1.44.0."},
        ),
    ],
)
def test_values(key, version, expected):
    found = value(key, version)
    assert {name: found[name] for name in expected if name != "description"} == {
        name: said for name, said in expected.items() if name != "description"
    }


def test_words_are_listed_for_completion():
    assert value("server.fileWatcherType")["anyOf"][0] == {"enum": ["auto", "none", "poll", "watchdog"]}
    assert value("server.fileWatcherType")["default"] == "auto"


def test_case_matters_where_it_matters_to_streamlit():
    patterns = [choice.get("pattern", "") for choice in value("logger.level")["anyOf"]]
    assert any("[iI][nN][fF][oO]" in pattern for pattern in patterns)
    assert not any("[aA]" in choice.get("pattern", "") for choice in value("server.fileWatcherType")["anyOf"])


def test_a_theme_may_be_a_file_since_1_51():
    assert {"type": "string"} in value("theme.base", "1.51")["anyOf"]
    assert {"type": "string"} not in value("theme.base", "1.50")["anyOf"]


def test_deprecated_options_say_so():
    assert value("global.logLevel", "1.36")["deprecated"] is True
    assert "logger.level" in value("global.logLevel", "1.36")["description"]


def test_unknown_keys_are_underlined_at_every_level():
    pending = [described()]
    while pending:
        node = pending.pop()
        assert node["additionalProperties"] is False
        pending += [inner for inner in node["properties"].values() if "properties" in inner]


def test_the_command(capsys):
    assert streamlit_schema.main([]) == 0
    assert json.loads(capsys.readouterr().out) == described()
    assert streamlit_schema.main(["--streamlit-version", "1.12.2"]) == 0
    assert "1.12.2" in json.loads(capsys.readouterr().out)["title"]


def test_what_is_no_version(capsys):
    assert streamlit_schema.main(["--streamlit-version", "newest"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "watchlint streamlit-schema: 'newest' is not a version of Streamlit\n")
