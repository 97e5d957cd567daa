"""Numbers and their words, places, examples."""

from __future__ import annotations

import pytest

from watchlint.reports.words import as_text, counted


@pytest.mark.parametrize(
    "number, word, text",
    [(0, "folder", "0 folders"), (1, "folder", "1 folder"), (1, "process", "1 process"), (2, "process", "2 processes"),
     (2, "more watch", "2 more watches"), (1234, "line", "1,234 lines"),
     (1, "repository", "1 repository"), (2, "repository", "2 repositories")],
)  # fmt: skip
def test_numbers_and_their_words(number, word, text):
    assert counted(number, word) == text


def test_a_tree_is_shown_file_by_file():
    assert as_text({"a.py": "x\n", "b": ""}) == "# a.py\nx\n# b"
    assert as_text({}) == ""
