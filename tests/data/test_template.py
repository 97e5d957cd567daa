"""Pages with everything in them."""

from __future__ import annotations

import json

from watchlint.data import template


def test_no_name_ends_a_script():
    name = "</script><!--&\u2028\udce9"
    text = template.in_script({"name": name})
    assert not set("<>&\u2028") & set(text) and json.loads(text) == {"name": name}


def test_each_mark_is_filled_once():
    page = template.fill("audit.html", {"title": "%%data%%", "summary": "s", "data": "1"})
    assert page.count("<title>Audit %%data%%</title>") == 1 and "const DATA = 1;" in page


def test_printable():
    assert template.printable("a\udce9") == "a\\udce9"
