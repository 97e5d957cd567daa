"""Which comments go with a key or a table, and which are refused."""

from __future__ import annotations

import pytest

from watchlint.facts.toml.document import Document
from watchlint.fixes.refused import Refused
from watchlint.fixes.toml.comments import above, own_start, require_none

HEAD = "[x]\ny = 1\n\n"

# (text after HEAD, the line at which what belongs to `a.b` begins, None where it is refused)
CASES = [
    ("[a]\nb = 1\n", "b = 1"),
    ("[a]\n# of b\nb = 1\n", "# of b"),
    ("[a]\n# of b\n# and more\nb = 1\n\nc = 1\n", "# of b"),
    ("[a]\n# of the table\n\nb = 1\n", "b = 1"),
    ("[a]\nb = 1  # why\n", "b = 1"),
    ("[a]\n# of b, and of c?\nb = 1\nc = 2\n", None),
    ("[a]\n# c = 2\nb = 1\n", None),
    ("[a]\n# [c]\nb = 1\n", None),
    ("[a]\n#: for editors\nb = 1\n", None),
    ("[a]\n# ----\nb = 1\n", None),
    ("[a]\n#\nb = 1\n", None),
    ("[a]\nb = 1  # why\n       # it is so\n", None),
    ("[a]\nb = 1  # why\n# of c\nc = 1\n", "b = 1"),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_own_start(text, wanted):
    document = Document(HEAD + text)
    entry = document.find(("a", "b"))
    if wanted is None:
        with pytest.raises(Refused, match=r"^line \d+: "):
            own_start(document, entry)
    else:
        assert document.text[own_start(document, entry) :].startswith(f"{wanted}")


def test_the_file_s_first_comment_may_be_about_all_of_it():
    document = Document("# settings\n[a]\nb = 1\n")
    with pytest.raises(Refused, match="may be about the whole file"):
        own_start(document, document.find(("a",)))


def test_above():
    document = Document("# 1\n\n# 2\n  # 3\na = 1\nb = 1\n")
    lines = [document.text[above(document, document.line_start(document.find((key,)).key.start)) :] for key in "ab"]
    assert lines == ["# 2\n  # 3\na = 1\nb = 1\n", "b = 1\n"]


def test_a_comment_that_would_stay_alone_is_refused():
    document = Document("a = 1\n# why\nb = 1\n")
    require_none(document, 0, 6)
    with pytest.raises(Refused, match="line 2: the comment would stay"):
        require_none(document, 0, len(document.text))
