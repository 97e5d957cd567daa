"""`.watchmanconfig`: written, or one key put in."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.fixes import Refused
from watchlint.fixes.watchman_config import ignore_dirs, read

FOLDERS = ["node_modules", ".tox"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, '{\n  "ignore_dirs": [\n    "node_modules",\n    ".tox"\n  ]\n}\n'),
        ("", '{\n  "ignore_dirs": [\n    "node_modules",\n    ".tox"\n  ]\n}\n'),
        ("{}", '{"ignore_dirs": ["node_modules", ".tox"]}'),
        ('{"settle": 20}\n', '{"settle": 20, "ignore_dirs": ["node_modules", ".tox"]}\n'),
        ('{\n  "settle":   20\n}\n', '{\n  "settle":   20,\n  "ignore_dirs": ["node_modules", ".tox"]\n}\n'),
        ('{\r\n  "settle": 20\r\n}', '{\r\n  "settle": 20,\r\n  "ignore_dirs": ["node_modules", ".tox"]\r\n}'),
        ('{"ignore_dirs": [".tox", "node_modules"]}', '{"ignore_dirs": [".tox", "node_modules"]}'),
        ('{"ignore_dirs": ["a"]}', '{"ignore_dirs": ["a", "node_modules", ".tox"]}'),
        ('{"ignore_dirs": []}', '{"ignore_dirs": ["node_modules", ".tox"]}'),
        ('{ "ignore_dirs" : [ ] , "a":1.50 }', '{ "ignore_dirs" : ["node_modules", ".tox" ] , "a":1.50 }'),
        (
            '{\n    "ignore_dirs": [\n        "a"\n    ],\n    "settle":   20\n}\n',
            '{\n    "ignore_dirs": [\n        "a",\n        "node_modules",\n        ".tox"\n    ],\n    "settle":   20\n}\n',
        ),
        (
            '{\r\n\t"ignore_dirs": ["\\u00e9"]\r\n}\r\n',
            '{\r\n\t"ignore_dirs": ["\\u00e9", "node_modules", ".tox"]\r\n}\r\n',
        ),
        (
            '{\r\n  "ignore_dirs": [\r\n    "a"\r\n  ]\r\n}',
            '{\r\n  "ignore_dirs": [\r\n    "a",\r\n    "node_modules",\r\n    ".tox"\r\n  ]\r\n}',
        ),
        (
            '{"a": {"ignore_dirs": ["x"]}, "b": "\\"ignore_dirs\\": [", "ignore_dirs": ["y"]}',
            '{"a": {"ignore_dirs": ["x"]}, "b": "\\"ignore_dirs\\": [", "ignore_dirs": ["y", "node_modules", ".tox"]}',
        ),
        (
            '{"ignore_dirs": ["x"], "ignore_dirs": ["y"]}',
            '{"ignore_dirs": ["x"], "ignore_dirs": ["y", "node_modules", ".tox"]}',
        ),
        ('{"é": "}"}', '{"é": "}", "ignore_dirs": ["node_modules", ".tox"]}'),
    ],
)
def test_ignore_dirs(before, after):
    changed = ignore_dirs(None if before is None else before.encode(), FOLDERS)
    assert changed.decode() == after
    assert ignore_dirs(changed, FOLDERS) == changed


@pytest.mark.parametrize("data", [b"[]", b"{", b"\xff", b"// x\n{}", b'{"ignore_dirs": "a"}', b"[" * 100_000])
def test_what_is_refused(data):
    with pytest.raises(Refused):
        ignore_dirs(data, FOLDERS)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@given(st.dictionaries(st.text(max_size=8), _VALUES, max_size=4), st.sampled_from([None, 2, 4]), st.booleans())
def test_every_other_setting_stays(settings, indent, ascii_only):
    settings.pop("ignore_dirs", None)
    data = json.dumps(settings, indent=indent, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    if read(data) is None:
        return
    assert read(ignore_dirs(data, FOLDERS)) == {**read(data), "ignore_dirs": FOLDERS}


@pytest.mark.parametrize("before", [None, b"{}", b'{"ignore_dirs": ["a"]}'])
def test_a_name_is_written_as_it_is(before):
    assert '"données"'.encode() in ignore_dirs(before, ["données"])


@given(
    st.lists(st.text(max_size=4), max_size=3),
    st.sampled_from([None, 2, 4, "\t"]),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
def test_nothing_is_taken_out_of_an_array(held, indent, newline, ascii_only):
    text = json.dumps({"a": 1, "ignore_dirs": held, "b": [1.50]}, indent=indent, ensure_ascii=ascii_only)
    data = text.replace("\n", newline).encode("utf-8", "surrogatepass")
    if read(data) is None:
        return
    changed = ignore_dirs(data, FOLDERS)
    assert read(changed) == {"a": 1, "ignore_dirs": [*held, *(one for one in FOLDERS if one not in held)], "b": [1.5]}
    kept = iter(changed)
    assert all(byte in kept for byte in data)  # all of it is there still, in its order
