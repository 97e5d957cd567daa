"""Values of the theme: its base, and lists of a certain length."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings
from watchlint.rules.streamlit.values.themes import list_problem

# (value, release, files, severity of theme.base's finding and a part of it; None where there is none)
BASES = [
    ("dark", "1.67.0", {}, None),
    ("themes/mine.toml", "1.67.0", {"themes/mine.toml": ""}, None),
    ("./mine.toml", "1.67.0", {"mine.toml": ""}, None),
    ("https://example.org/x.toml", "1.67.0", {}, None),
    ("/srv/x.toml", "1.67.0", {}, None),
    ("~/x.toml", "1.67.0", {}, None),
    ("../x.toml", "1.67.0", {}, None),
    ("mine.toml", "1.67.0", {}, ("error", "Streamlit does not start (FileNotFoundError)")),
    ("Dark", "1.67.0", {}, ("error", "Streamlit does not start (FileNotFoundError)")),
    ("", "1.67.0", {}, ("error", "Streamlit does not start (StreamlitInvalidThemeError)")),
    ("blue", "1.50.0", {}, ("warning", 'theme.base has no value "blue": Streamlit warns and takes light')),
]


@pytest.mark.parametrize(("value", "release", "files", "wanted"), BASES)
def test_base(tmp_path, value, release, files, wanted):
    found = findings(tmp_path, f'[theme]\nbase = "{value}"\n', release, files=files)
    assert [one.severity for one in found] == ([wanted[0]] if wanted else [])
    assert not wanted or wanted[1] in found[0].message


TEN = [f"#00000{n}" for n in range(10)]
LISTS = [
    ("theme.chartSequentialColors", TEN, None),
    ("theme.chartSequentialColors", str(TEN).replace("'", '"'), None),
    ("theme.chartSequentialColors", TEN[:1], "theme.chartSequentialColors has 1 color where ten belong"),
    ("theme.chartDivergingColors", [*TEN, "#fff"], "theme.chartDivergingColors has 11 colors where ten belong"),
    ("theme.chartDivergingColors", "red", "theme.chartDivergingColors is no list"),
    ("theme.chartDivergingColors", "{}", "theme.chartDivergingColors is no list"),
    ("theme.headingFontSizes", ["1rem"] * 6, None),
    ("theme.headingFontSizes", "2rem", None),
    ("theme.headingFontSizes", "big", None),
    ("theme.headingFontSizes", "[]", "theme.headingFontSizes has not one to six values"),
    ("theme.headingFontSizes", ["1rem"] * 7, "theme.headingFontSizes has not one to six values"),
    ("theme.headingFontWeights", [], "theme.headingFontWeights has not one to six values"),
]


@pytest.mark.parametrize(("key", "value", "said"), LISTS)
def test_lists(key, value, said):
    found = list_problem(key, value)
    assert found is None if said is None else found.message.startswith(said) and bool(found.help)


@pytest.mark.parametrize(
    ("key", "order"),
    [
        ("chartSequentialColors", "Give ten, from the lightest to the darkest"),
        ("chartDivergingColors", "Give ten, from one end over the middle to the other"),
    ],
)
def test_in_what_order_ten_colours_are_given(key, order):
    found = list_problem(f"theme.{key}", ["#fff"])
    assert found.help.startswith(order) and "has 1 color where ten belong" in found.message
    assert list_problem(f"theme.{key}", ["#fff"] * 10) is None
