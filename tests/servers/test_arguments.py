"""Command line words, taken apart."""

from __future__ import annotations

import pytest

from watchlint.servers import arguments

# words -> (options, the others), where --dir and -d take a value
PARSED = {
    "": ({}, []),
    "a b": ({}, ["a", "b"]),
    "--flag a": ({"--flag": []}, ["a"]),
    "--dir x a": ({"--dir": ["x"]}, ["a"]),
    "--dir=x --dir y": ({"--dir": ["x", "y"]}, []),
    "--other=x a": ({"--other": ["x"]}, ["a"]),
    "-d x -dy": ({"-d": ["x", "y"]}, []),
    "a -- --dir x": ({}, ["a", "--dir", "x"]),
}


@pytest.mark.parametrize("words", PARSED)
def test_parse(words):
    assert arguments.parse(words.split(), ("--dir", "-d")) == PARSED[words]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", []),
        ("--directory x", []),
        ("x --dir", [""]),
        ("--dir=", [""]),
        ("--dir a --x --dir=b=c", ["a", "b=c"]),
    ],
)
def test_values(words, found):
    assert arguments.values(words.split(), "--dir") == found


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("app --reload", "app"),
        ("app --host 0 --token secret", "app --host 0"),
        ("app --token=secret --host=0", "app --host=0"),
        ("--debug app --port 1", "app --port 1"),
        ("--token --port 1", "--port 1"),
    ],
)
def test_what_is_not_known_may_be_a_secret_and_goes(words, kept):
    assert arguments.kept(words.split(), frozenset(("--host", "--port"))) == kept.split()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("", None),
        ("--reload", None),
        ("--host 0", None),
        ("--reload app", "app"),
        ("--host 0 app", "app"),
        ("--host=0 app", "app"),
        ("--own app", "app"),
        ("-rv app", "app"),
        ("-rx value app", "app"),
        ("--", None),
        ("-- --app", "--app"),
    ],
)
def test_positional(words, first):
    assert arguments.positional(words.split(), frozenset(("--own", "-r", "-v"))) == first


@pytest.mark.parametrize(
    ("word", "expected"),
    [("-r", "-r"), ("-rv", "-r -v"), ("-rx", "-rx"), ("--rv", "--rv"), ("rv", "rv"), ("-", "-"), ("", "")],
)
def test_flags_of_one_letter_stand_in_one_word(word, expected):
    assert arguments.apart(word, frozenset(("-r", "-v"))) == (expected.split() or [""])


@pytest.mark.parametrize("text", ["1", "true", "T", "yes", "y", " ON "])
def test_a_flag_s_variable_turns_it_on(text):
    assert arguments.says(text)


@pytest.mark.parametrize("text", [None, "", "0", "false", "off", "2", "enabled"])
def test_a_flag_s_variable_leaves_it_off(text):
    assert not arguments.says(text)


@pytest.mark.parametrize(
    ("python", "command"), [("", "python -m pip"), ("/a b/python", "'/a b/python' -m pip"), ("py", "py -m pip")]
)
def test_the_pip_of_an_interpreter(python, command):
    assert arguments.pip(python) == command
