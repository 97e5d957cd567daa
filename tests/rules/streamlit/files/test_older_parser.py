"""What Streamlit's parser up to 1.65 refuses or takes, beside the newer one."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.facts.toml import reader
from watchlint.rules.streamlit.files.config import Config
from watchlint.rules.streamlit.files.older_parser import as_it_reads, refusal
from watchlint.rules.streamlit.files.releases import Releases
from watchlint.settings import Settings


def releases(tree, version: str) -> Releases:
    return Releases(Repository(str(tree)), Settings({"streamlit-version": version}))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[server]\nport = 1\n", None),
        ("[server]\nport = 0x1f\n", None),  # with a blank it takes it
        ("[server]\nx = [1, 2]\n", None),
        ("[server]\nx = [[1], [2]]\n", None),
        ("[server]\nport =0x1f\n", "server.port is a number such as 0x1f directly behind the ="),
        ("[server]\nx = [1, 'a']\n", "the list server.x has values of several types"),
        ("[server]\nx = [[1, 'a'], [2]]\n", "the list server.x has values of several types"),
    ],
)
def test_refusal(folder, text, said):
    config = Config("x", text.encode())
    found = refusal(config, releases(folder({}), "1.65.0"))
    assert (found and found.said) == said
    assert refusal(config, releases(folder({}), "1.67.0")) is None  # it is never asked


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("[server\n", None),
        ("a b = 1\n", None),
        ("a = [1 2]\n", None),
        ("'''\n", None),
        ("[server]\nport = 1\n", {"server": {"port": 1}}),
        ("a:b = 1\n", {"a:b": 1}),
        ("  é = 'x'\n", {"é": "x"}),
        ("a = [,1]\n", {"a": [1]}),
        ("a = [1,,2]\n", {"a": [1, 2]}),
        ("a = 'x\x07y'\n", {"a": "x\\u0007y"}),
        ("a = \"x\x07y\"\n", {"a": "x\x07y"}),
        ("a:b = 1\r\nc:d = 2\r\n", {"a:b": 1, "c:d": 2}),
    ],
)  # fmt: skip
def test_as_it_reads(text, values):
    found = as_it_reads(text)
    assert (found and reader.read(found.encode())) == values


def test_a_file_of_slips_is_given_up():
    assert as_it_reads("a:b = 1\n" * 30) is None
