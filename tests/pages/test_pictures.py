"""The pictures of README and documentation: whole, of this program, and drawn as they should be."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from tests.pages.blocks import PROJECT
from tools import pictures, terminal

SVG = "{http://www.w3.org/2000/svg}"


def words(root: ElementTree.Element) -> list[str]:
    return [one.text for one in root.iter(f"{SVG}text")]


def test_a_terminals_text_keeps_its_words_places_and_colours():
    text = "$ \x1b[1mrun\x1b[0m it\n  \x1b[31;1merror\x1b[0m: <a & b>"
    root = ElementTree.fromstring(terminal.picture(text, "a title", "what is seen", 40))
    assert words(root) == ["a title", "$", "run", "it", "error", ": <a & b>"]
    bold, red = root.findall(f".//{SVG}text")[2], root.findall(f".//{SVG}text")[4]
    assert bold.get("font-weight") == "bold" and bold.get("fill") is None
    assert red.get("fill") == terminal.COLOURS["31"]
    assert float(bold.get("x")) == pytest.approx(terminal.MARGIN + 2 * terminal.WIDE, abs=0.1)
    assert root.get("aria-label") == "what is seen"


@pytest.mark.parametrize("sizes", [[1], [3, 1], [50, 30, 10, 5, 5], [7] * 9, []])
def test_a_treemaps_boxes_fill_their_place_in_proportion(sizes):
    boxes = pictures.squares(sizes, 10, 20, 300, 100)
    assert [w * h for _, _, w, h in boxes] == pytest.approx([300 * 100 * size / sum(sizes) for size in sizes])
    assert all(x >= 10 and y >= 20 and x + w <= 310.001 and y + h <= 120.001 for x, y, w, h in boxes)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("session.svg", ["watchlint doctor", "never reloads", "watchdog<7"]),
        ("treemap.svg", ["node_modules", ".venv", "watches"]),
    ],
)
def test_what_is_shown(name, said):
    text = (PROJECT / "docs" / "pictures" / name).read_text(encoding="utf-8")
    shown = "\n".join(words(ElementTree.fromstring(text)))
    assert [word for word in said if word not in shown] == []
    assert "http" not in text.replace("http://www.w3.org", "")
