"""The fixes of a file that Streamlit can't read at all."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings, fixed
from watchlint.fixes.refused import Refused
from watchlint.rules.streamlit.repairing.whole import as_utf8, without_bom

TEXT = "[server]\nport = 8502\n"


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (TEXT.encode("utf-16"), TEXT), (b"\xfe\xff" + TEXT.encode("utf-16-be"), TEXT), (TEXT.encode("utf-16")[:-1], None),
        ("[".encode("utf-16"), None), (TEXT.encode(), None), (b"\xff\xfe", ""),
    ],
)  # fmt: skip
def test_utf_16(data, wanted):
    fix = as_utf8("f", data)
    if wanted is None:
        assert fix is None
        return
    (edit,) = fix.edits
    assert edit.change(data) == wanted.encode() and edit.change(wanted.encode()) == wanted.encode() and fix.safe


def test_a_byte_order_mark():
    (edit,) = without_bom("f", True).edits
    assert edit.change(b"\xef\xbb\xbf" + TEXT.encode()) == edit.change(TEXT.encode()) == TEXT.encode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("[[server]]\nport = 8502  # why\n", "[server]\nport = 8502  # why\n"),
        ("[[server]]\nport = 1\n[[server]]\nport = 2\n", None),
        ("[server]\nheadless = True\n", "[server]\nheadless = true\n"),
        ("\ufeff[server]\nheadless = True\n", "[server]\nheadless = true\n"),
        ("[server\nport = 1\n", None),
    ],
)
def test_fixed(tmp_path, before, after):
    assert fixed(tmp_path, before, unsafe=True) == (before if after is None else after)
    assert [one.severity for one in findings(tmp_path, before)][0] == "error"


@pytest.mark.parametrize(("release", "safe"), [("1.44.0", True), ("1.45.0", False), ("1.67.0", False)])
def test_a_repair_is_safe_where_no_release_goes_on_without_the_file(tmp_path, release, safe):
    found = findings(tmp_path, "[server]\nheadless = true\nport: 80\n", release)[0]
    assert found.fix is not None and found.fix.safe is safe


def test_what_was_changed_meanwhile_is_refused(tmp_path):
    (edit,) = findings(tmp_path, "[server]\nheadless = True\n")[0].fix.edits
    with pytest.raises(Refused, match="not certain any more"):
        edit.change(b"[server\n")
