"""The page of `watchlint audit report --html`, before a browser has it."""

from __future__ import annotations

import json
import re

from tests.fleet.conftest import answer, found
from watchlint.fleet import campaign, page

EVIL = "</script><img src=x onerror=alert(1)>%%data%%"


def data(text: str) -> dict:
    return json.loads(re.search(r"^const DATA = (.*);$", text, re.M)[1])


def test_everything_is_in_it(filled):
    text = page.page(campaign.read(filled), "a.sqlite")
    assert [row[:7] for row in data(text)["rows"]] == [
        ["worse", None, 2, 0, 0, 1, 1], ["bad", None, 1, 0, 1, 1, 1], ["clean", None, 0, 0, 0, 0, 0],
        ["=gone", "no such folder", 0, 0, 0, 0, 0],
    ]  # fmt: skip
    assert data(text)["rows"][0][8] == [[1, "m.pyc:3", 0], [0, ".gitignore", 1]]
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", text)


def test_a_name_is_only_a_name(filled):
    filled.put(answer(EVIL, found("gitignore-missing", path=EVIL)), 1)
    text = page.page(campaign.read(filled), EVIL)
    assert text.count("</script>") == 1 and "<img" not in text and EVIL in [row[0] for row in data(text)["rows"]]


def test_a_repository_with_very_many_findings(filled):
    filled.put(answer("many", *[found("r", path=f"{n}") for n in range(page.MOST_FINDINGS + 9)]), 1)
    [row] = [row for row in data(page.page(campaign.read(filled), "a"))["rows"] if row[0] == "many"]
    assert len(row[8]) == page.MOST_FINDINGS and row[2] == page.MOST_FINDINGS + 9
