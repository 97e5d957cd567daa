"""watchdog's patterns; that the two releases read them so is shown by tests/oracle/test_watchdog_patterns.py."""

from __future__ import annotations

import sys
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.servers.watchers.watchdog_patterns import before_7, lost, since_7

FILES = ["a.py", "b.txt", "src/a.py", "src/in/c.py"]

# (what it shows, patterns, folders, recursive, cwd, expected)
CASES = [
    ("no pattern", [], ["."], True, "", None),
    ("an empty pattern", [""], ["."], True, "", None),
    ("no file of that name", ["*.toml"], ["."], True, "", None),
    ("whole paths", ["**/*.py"], ["."], True, "", None),
    ("whole paths beside", ["*.py", "**"], ["."], True, "", None),
    ("one folder's", ["src/*.py"], ["."], True, "", None),
    ("the top folder alone", ["*.py"], ["."], False, "", None),
    ("a folder that is not there", ["*.py"], ["sr"], True, "", None),
    ("outside", ["*.py"], [".."], True, "", None),
    ("from a folder", ["*.py"], ["."], False, "src", None),
    ("below the top folder", ["*.py"], ["."], True, "", ("*.py", "src/a.py")),
    ("below a folder", ["*.py"], ["."], True, "src", ("*.py", "src/in/c.py")),
    ("another folder", ["*.py"], ["src/"], False, "", ("*.py", "src/a.py")),
    ("the same by another way", ["*.py"], ["../src"], False, "src", ("*.py", "src/a.py")),
    ("an absolute folder", ["*.txt"], ["/srv"], True, "", ("*.txt", "b.txt")),
    ("a variable's folder", ["a.py"], ["$HOME"], True, "", ("a.py", "a.py")),
    ("the second pattern", ["b.txt", "c.py"], ["."], True, "", ("c.py", "src/in/c.py")),
]  # fmt: skip


@pytest.mark.parametrize(
    ("patterns", "folders", "recursive", "cwd", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)  # fmt: skip
def test_lost(patterns, folders, recursive, cwd, expected):
    assert lost(FILES, patterns, folders, recursive, cwd) == expected


parts = st.lists(st.sampled_from(["a", "b.py", "*", "**", "?", "*.py", "[ab]", "*b*"]), min_size=1, max_size=4)
paths = st.lists(st.sampled_from(["a", "b", "b.py", "ab.py"]), min_size=1, max_size=4)
roots = st.sampled_from(["", "/", "./"])


@given(roots, parts, roots, paths)
def test_before_7_is_pathlib_s_match(root, pattern, top, path):
    pattern, path = root + "/".join(pattern), top + "/".join(path)
    assert before_7(pattern, path) is PurePosixPath(path).match(pattern)


@pytest.mark.skipif(sys.version_info < (3, 13), reason="pathlib knows full_match from Python 3.13 on")
@given(roots, parts, roots, paths)
def test_since_7_is_pathlib_s_full_match(root, pattern, top, path):
    if pattern[-1] != "**" or len(pattern) == 1:
        pattern, path = root + "/".join(pattern), top + "/".join(path)
        assert since_7(pattern, path) is PurePosixPath(path).full_match(pattern)
