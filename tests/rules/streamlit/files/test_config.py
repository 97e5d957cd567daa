"""One config.toml, as Streamlit takes it apart."""

from __future__ import annotations

import pytest

from watchlint.rules.streamlit.files.config import LARGEST, Config, Reread, has_parts, taken_apart


@pytest.mark.parametrize(
    ("data", "values", "line"),
    [
        (b"", {}, None),
        (b"[server]\nport = 1\n", {"server": {"port": 1}}, None),
        (b"\xef\xbb\xbf[server]\nport = 1\n", {"server": {"port": 1}}, None),
        (b"[server]\rport = 1\r", {"server": {"port": 1}}, None),  # a lone carriage return is a newline to Streamlit
        (b"[server\nport = 1\n", None, 1),
        (b"[server]\nport = \n", None, 2),
        (b"a = 1\n" + b"#" * LARGEST, None, 1),
    ],
)
def test_what_can_be_read(data, values, line):
    config = Config(".streamlit/config.toml", data)
    assert config.values == values and (config.error and config.error.line) == line
    assert config.has_bom is data.startswith(b"\xef\xbb\xbf") and not config.text.startswith("\ufeff")


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("server",), {"port": 1}),
        (("server", "port"), 1),
        (("server", "port", "x"), None),
        (("ui",), None),
        (("x",), 2),
    ],
)
def test_get(path, value):
    config = Config("x", b"x = 2\n[server]\nport = 1\n")
    assert config.get(*path) == value
    assert (config.table("server"), config.table("x"), config.table("ui")) == ({"port": 1}, {}, {})
    assert Config("x", b"[").get("server") is None


def test_where_it_stands():
    config = Config("x", b"a = 1\n[server]\nport = 1\n")
    assert config.place(("server", "port")) == {"line": 3, "column": 1, "end_line": 3, "end_column": 5}
    assert config.place(("server",))["line"] in (2, 3) and config.place(("ui",)) == {}


@pytest.mark.parametrize(("text", "line"), [("[server]\nport = 1\n", 2), ("# more\n[server]\nport = 1\n", None)])
def test_of_another_text_places_are_told_where_the_lines_are_the_same(text, line):
    config = Config("x", b"\xef\xbb\xbf[server]\nport = 1,\n")
    again = Reread(config, text)
    assert again.values == {"server": {"port": 1}} and again.has_bom and again.data == config.data
    assert again.place(("server", "port")).get("line") == line


@pytest.mark.parametrize(("text", "other"), [("a = 1", False), ("a = 0x1f", True), ("a = [1]", True), ("a=[1]", True)])
def test_what_an_older_parser_may_refuse(text, other):
    assert Config("x", text.encode()).is_of_another_toml is other


SIDEBAR = {"theme": {"base": "dark", "sidebar": {"base": "light"}}}


@pytest.mark.parametrize(
    ("values", "release", "keys", "crashes"),
    [
        ({"server": {"port": 1}}, (1, 67, 0), ["server.port"], []),
        ({"port": 1}, (1, 67, 0), [], [("port", "AttributeError")]),
        ({"server": {"x": {"y": 1}}}, (1, 67, 0), ["server.x"], []),  # a table below a section is a value
        (SIDEBAR, (1, 43, 0), ["theme.base", "theme.sidebar"], []),
        (SIDEBAR, (1, 44, 0), ["theme.base", "theme.sidebar.base"], []),
        ({"server": {"sidebar": {"port": 1}}}, (1, 50, 0), ["server.sidebar.port"], []),
        ({"server": {"sidebar": {"port": 1}}}, (1, 51, 0), ["server.sidebar"], []),
        ({"theme": {"dark": {"sidebar": {"base": "x"}}}}, (1, 51, 0), ["theme.dark.sidebar.base"], []),
        ({"theme": {"sidebar": {"dark": {"base": "x"}}}}, (1, 51, 0), [], [("theme.sidebar.dark", "StreamlitInvalidThemeSectionError")]),
        ({"theme": {"dark": 1}}, (1, 51, 0), [], [("theme.dark", "AttributeError")]),
    ],
)  # fmt: skip
def test_what_a_release_sets(values, release, keys, crashes):
    settings, ended = taken_apart(values, release)
    assert [one.key for one in settings] == keys
    assert [(".".join(one.path), one.error) for one in ended] == crashes


@pytest.mark.parametrize(
    ("values", "parts"), [({"server": {"port": 1}}, False), ({"sidebar": 1}, False), (SIDEBAR, True), ({"x": {"dark": 1}}, True)]
)  # fmt: skip
def test_whether_the_release_matters(values, parts):
    assert has_parts(values) is parts
