"""Adding patterns to a .gitignore, as bytes."""

from __future__ import annotations

import pytest

from watchlint.fixes import Refused
from watchlint.fixes.gitignore import add, is_utf16, near_miss

BOTH = ["__pycache__/", "*.pyc"]

# (what it shows, before, patterns, at the end, after)
CASES = [
    ("no file", None, BOTH, False, b"# Python bytecode\n__pycache__/\n*.pyc\n"),
    ("empty", b"", ["*.pyc"], False, b"# Python bytecode\n*.pyc\n"),
    ("only a byte order mark", b"\xef\xbb\xbf", ["*.pyc"], False, b"\xef\xbb\xbf# Python bytecode\n*.pyc\n"),
    ("only newlines", b"\n\n", ["*.pyc"], False, b"\n\n# Python bytecode\n*.pyc\n"),
    ("at the end", b"*.log\n", BOTH, False, b"*.log\n\n# Python bytecode\n__pycache__/\n*.pyc\n"),
    ("no last newline", b"*.log", ["*.pyc"], False, b"*.log\n\n# Python bytecode\n*.pyc\n"),
    ("an empty last line", b"*.log\n\n", ["*.pyc"], False, b"*.log\n\n# Python bytecode\n*.pyc\n"),
    ("CRLF", b"*.log\r\n*.tmp\r\n", ["*.pyc"], False, b"*.log\r\n*.tmp\r\n\r\n# Python bytecode\r\n*.pyc\r\n"),
    ("CRLF, no last newline", b"a\r\nb", ["*.pyc"], False, b"a\r\nb\r\n\r\n# Python bytecode\r\n*.pyc\r\n"),
    ("half CRLF", b"a\r\nb\n", ["*.pyc"], False, b"a\r\nb\n\n# Python bytecode\n*.pyc\n"),
    ("byte order mark", b"\xef\xbb\xbf*.log\n", ["*.pyc"], False, b"\xef\xbb\xbf*.log\n\n# Python bytecode\n*.pyc\n"),
    ("its header is there", b"# Python bytecode\n*.pyo2\n", ["*.pyc"], False, b"# Python bytecode\n*.pyo2\n*.pyc\n"),
    ("into the block", b"a\n__pycache__/\n\nb\n", ["*.pyc"], False, b"a\n__pycache__/\n*.pyc\n\nb\n"),
    (
        "into the block, its last line",
        b"__pycache__/\n*.pyc\nb\n",
        ["*.pyc.[0-9]*"],
        False,
        b"__pycache__/\n*.pyc\n*.pyc.[0-9]*\nb\n",
    ),
    ("into the block at the end", b"a\n__pycache__/", ["*.pyc"], False, b"a\n__pycache__/\n*.pyc"),
    ("two at its end", b"__pycache__/", ["*.pyc", "*.pyo"], False, b"__pycache__/\n*.pyc\n*.pyo"),
    ("into a CRLF block", b"a\r\n__pycache__/\r\nb\r\n", ["*.pyc"], False, b"a\r\n__pycache__/\r\n*.pyc\r\nb\r\n"),
    (
        "mixed newlines: as its neighbour",
        b"__pycache__/\r\nb\nc\n",
        ["*.pyc"],
        False,
        b"__pycache__/\r\n*.pyc\r\nb\nc\n",
    ),
    ("after a negation", b"*.pyc\n!*.pyc\n", ["*.pyc"], True, b"*.pyc\n!*.pyc\n\n# Python bytecode\n*.pyc\n"),
    (
        "a negation of something else ends no block",
        b"# Python bytecode\n__pycache__/\n\n.env\n!.env.example\n",
        ["*.pyc"],
        False,
        b"# Python bytecode\n__pycache__/\n*.pyc\n\n.env\n!.env.example\n",
    ),
    (
        "a comment in the last line, which has no newline",
        b"# Python bytecode\n# Ruff",
        ["*.pyc"],
        True,
        b"# Python bytecode\n# Ruff\n\n# Python bytecode\n*.pyc\n",
    ),
    (
        "under no other tool's comment",
        b"# Python bytecode\n\n# Ruff cache\n.ruff_cache/\n",
        ["*.pyc"],
        False,
        b"# Python bytecode\n\n# Ruff cache\n.ruff_cache/\n\n# Python bytecode\n*.pyc\n",
    ),
    (
        "a cache folder among another tool's",
        b"# Ruff cache\n.ruff_cache/\n__pycache__/\n",
        ["*.pyc"],
        False,
        b"# Ruff cache\n.ruff_cache/\n__pycache__/\n\n# Python bytecode\n*.pyc\n",
    ),
    (
        "the block that says it is Python's",
        b"# Ruff cache\n.ruff_cache/\n__pycache__/\n\n# Byte-compiled\n*.py[cod]\n# C extensions\n*.so\n",
        ["*.pyc.[0-9]*"],
        False,
        b"# Ruff cache\n.ruff_cache/\n__pycache__/\n\n# Byte-compiled\n*.py[cod]\n*.pyc.[0-9]*\n# C extensions\n*.so\n",
    ),
    (
        "under another comment whose first line is Python's",
        b"# generated\n__pycache__/\n*.log\n",
        ["*.pyc"],
        False,
        b"# generated\n__pycache__/\n*.pyc\n*.log\n",
    ),
    (
        "after a byte order mark",
        b"\xef\xbb\xbf__pycache__/\nb\n",
        ["*.pyc"],
        False,
        b"\xef\xbb\xbf__pycache__/\n*.pyc\nb\n",
    ),
    (
        "our comment, and a line of its own after it",
        b"# Python bytecode\n__pycache__/\n\n*.log\n",
        ["*.pyc"],
        True,
        b"# Python bytecode\n__pycache__/\n\n*.log\n\n# Python bytecode\n*.pyc\n",
    ),
    ("block below a negation", b"!x\n__pycache__/\n", ["*.pyc"], False, b"!x\n__pycache__/\n*.pyc\n"),
    ("not UTF-8", b"\xff\x00\n", ["*.pyc"], False, b"\xff\x00\n\n# Python bytecode\n*.pyc\n"),
    ("a lone carriage return is no newline", b"a\rb\n", ["*.pyc"], False, b"a\rb\n\n# Python bytecode\n*.pyc\n"),
]


@pytest.mark.parametrize(("before", "patterns", "at_end", "after"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_add(before, patterns, at_end, after):
    assert add(before, patterns, at_end) == after


@pytest.mark.parametrize(("before", "patterns", "at_end", "after"), [c[1:] for c in CASES], ids=[c[0] for c in CASES])
def test_only_lines_are_added(before, patterns, at_end, after):
    rest = iter(after.split(b"\n"))
    for line in (before or b"").removeprefix(b"\xef\xbb\xbf").split(b"\n"):
        # A last line without a newline gets one: then CRLF puts a carriage return behind it.
        assert any(line in (other, other.removesuffix(b"\r"), other.removeprefix(b"\xef\xbb\xbf")) for other in rest)


def test_every_pattern_is_a_line_of_its_own():
    added = add(b"x\n", ["a/", "*.b", "*.c.*"])
    assert added.splitlines()[-3:] == [b"a/", b"*.b", b"*.c.*"]


@pytest.mark.parametrize("encoding", ["utf-16-be", "utf-16-le"])
def test_utf16_without_a_mark_is_refused(encoding):
    with pytest.raises(Refused, match="UTF-16"):
        add("*.log\n".encode(encoding), ["*.pyc"])


@pytest.mark.parametrize("data", [b"", b"\0", b"a\0b\n*.pyc\n", b"\0\0\0a"])
def test_a_nul_or_two_is_not_utf16(data):
    assert not is_utf16(data)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-16-le"])
def test_utf16_is_refused(encoding):
    data = "\ufeff*.log\n".encode(encoding) if encoding != "utf-16" else "*.log\n".encode(encoding)
    with pytest.raises(Refused, match="^is UTF-16, of which git reads no line: save it as UTF-8$"):
        add(data, ["*.pyc"])


@pytest.mark.parametrize(
    ("data", "patterns", "expected"),
    [
        (b"*.log\n", BOTH, (None, "")),
        (b"", BOTH, (None, "")),
        (b"__pycache__/\n", ["*.pyc"], (None, "")),
        (b"!*.pyc\n", BOTH, (None, "")),
        (b"*.log\n/*.pyc\n", ["*.pyc"], (2, "/*.pyc")),
        (b" *.pyc\r\n", BOTH, (1, " *.pyc")),
        (b"*.pyc/ \r\n", BOTH, (1, "*.pyc/ ")),
        (b"*.pyc/X\r\n", BOTH, (1, "*.pyc/X")),
        (b"/__pycache__/\n", BOTH, (1, "/__pycache__/")),
        (b"*.PYC\n", BOTH, (1, "*.PYC")),
        (b"*.py[cod\n", BOTH, (1, "*.py[cod")),
        (b"caf\xe9.pyc\n", ["*.pyc"], (1, "caf\ufffd.pyc")),
    ],
)
def test_near_miss(data, patterns, expected):
    assert near_miss(data, patterns) == expected
