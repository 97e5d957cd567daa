"""The words of `streamlit run`, told again."""

from __future__ import annotations

import pytest

from watchlint.servers.streamlit.words import again, own_words, with_option


@pytest.mark.parametrize(
    ("words", "own"), [(["run", "app.py"], ["app.py"]), (["app.py"], ["app.py"]), (["run", "run"], ["run"]), ([], [])]
)
def test_what_stands_behind_run(words, own):
    assert own_words(words) == own


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("run app.py", "streamlit run app.py --server.fileWatcherType poll"),
        ("run --server.port 8502 app.py", "streamlit run --server.port 8502 app.py --server.fileWatcherType poll"),
        ("run app.py --server.fileWatcherType=none", "streamlit run app.py --server.fileWatcherType poll"),
        ("run app.py --server.fileWatcherType none", "streamlit run app.py --server.fileWatcherType poll"),
        # a value may be a secret, and what follows `--` is the app's own
        ("run --server.cookieSecret s3 app.py", "streamlit run app.py --server.fileWatcherType poll"),
        ("run app.py --server.headless true -- --token t0", "streamlit run app.py --server.headless true --server.fileWatcherType poll"),
        ("run --server.port 8502", "streamlit run app.py --server.port 8502 --server.fileWatcherType poll"),
        ("run", "streamlit run app.py --server.fileWatcherType poll"),
    ],
)  # fmt: skip
def test_it_is_started_again_with_what_it_had(words, expected):
    assert with_option(words.split(), "server.fileWatcherType", "poll") == expected


def test_what_is_named_with_blanks_is_one_word():
    assert with_option(["run", "my app.py"], "server.runOnSave", "true") == (
        "streamlit run 'my app.py' --server.runOnSave true"
    )


def test_nothing_is_left_out_but_what_is_said():
    words = ["run", "app.py", "--server.port", "1", "--server.runOnSave", "true"]
    assert again(words) == ["app.py", "--server.port", "1", "--server.runOnSave", "true"]
    assert again(words, "--server.runOnSave") == ["app.py", "--server.port", "1"]
