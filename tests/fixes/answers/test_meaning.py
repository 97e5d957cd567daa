"""What a file says to its program: the same before and after a comment comes or goes, or the change is refused."""

from __future__ import annotations

import pytest

from watchlint.fixes.answers import meaning
from watchlint.fixes.refused import Refused


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.toml", b"a = 1\n", b"# c\na = 1\n"),
        ("a.toml", b"\xef\xbb\xbfa = 1\n", b"\xef\xbb\xbf# c\na = 1\n"),
        ("a.yml", b"a: 1\n---\nb: 2\n", b"a: 1\n---\n# c\nb: 2\n"),
        ("a.yaml", b"a: &x 1\nb: *x\n", b"a: &x 1 # c\nb: *x\n"),
        ("a.py", b"a = 1\n", b"a = 1  # c\n"),
        ("a.toml", b"= broken\n", b"# c\n= broken\n"),
        (".gitignore", b"a\n", b"# c\na\n"),
    ],
)
def test_a_comment_changes_nothing(path, before, after):
    assert meaning.keep(path, before, after) == after


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        ("a.toml", b'a = """\nx\n"""\n', b'a = """\n# c\nx\n"""\n'),
        ("a.toml", b'\xef\xbb\xbfa = """\nx\n"""\n', b'\xef\xbb\xbfa = """\n# c\nx\n"""\n'),
        ("a.yml", b"a: |\n  x\n", b"a: |\n  # c\n  x\n"),
        ("a.yaml", b"a: |\n  x\n", b"a: |\n  # c\n  x\n"),
        ("a.yml", b"a: |\n  # c\n  x\n", b"a: |\n  x\n"),
        ("a.py", b'a = """\nx\n"""\n', b'a = """\n# c\nx\n"""\n'),
        ("a.py", b"a = 1\n", b"a = \n"),
    ],
)
def test_in_a_text_it_is_no_comment(path, before, after):
    with pytest.raises(Refused):
        meaning.keep(path, before, after)
