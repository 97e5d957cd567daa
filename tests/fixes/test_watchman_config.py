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
