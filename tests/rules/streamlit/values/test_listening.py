"""Where an app listens."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.rules.streamlit.files.releases import Releases
from watchlint.rules.streamlit.values.listening import problem
from watchlint.settings import Settings

# (key, value, release, what is said, a part of the remedy)
CASES = [
    ("server.port", 8501, "1.67.0", None, ""),
    ("server.port", 0, "1.67.0", None, ""),
    ("server.port", "8501", "1.67.0", None, ""),
    ("server.port", 65536, "1.56.0", "server.port = 65536 is no port: Streamlit listens on another one", "1 to 65535"),
    (
        "server.port",
        -1,
        "1.57.0",
        "server.port = -1 is no port: Streamlit does not start (OverflowError)",
        "1 to 65535",
    ),
    (
        "server.port",
        80.5,
        "1.56.0",
        "server.port = 80.5 is no whole number: Streamlit does not start (OSError)",
        "without a decimal point",
    ),
    ("server.port", 80.5, "1.57.0", None, ""),
    ("server.address", "localhost", "1.67.0", None, ""),
    ("server.address", "::1", "1.67.0", None, ""),
    ("server.address", "unix:///run/x.sock", "1.67.0", None, ""),
    ("server.address", 5, "1.67.0", None, ""),
    ("server.address", "localhost:80", "1.67.0", "more than an address", 'Write address = "localhost" and port = 80.'),
    ("server.address", "http://x.org/", "1.67.0", "more than an address", 'Write address = "x.org".'),
    ("server.address", "[::1]:80", "1.67.0", "more than an address", 'Write address = "::1" and port = 80.'),
    ("server.address", "x.org/app", "1.67.0", "more than an address", "the port is server.port"),
]


@pytest.mark.parametrize(("key", "value", "release", "said", "remedy"), CASES)
def test_listening(tmp_path, key, value, release, said, remedy):
    releases = Releases(Repository(str(tmp_path)), Settings({"streamlit-version": release}))
    found = problem(key, value, releases)
    assert (found is None) is (said is None)
    assert found is None or (said in found.message and remedy in found.help)
