"""What to do with an option that goes: another takes its place, or the line goes."""

from __future__ import annotations

import pytest

from tests.rules.streamlit.checking import findings, fixed

# (before, after, a part of the help)
CASES = [
    ('[global]\nlogLevel = "debug"\n', '[logger]\nlevel = "debug"\n', "Set logger.level instead."),
    (
        '[global]\nlogLevel = "debug"\n[logger]\nlevel = "info"\n',
        '[logger]\nlevel = "info"\n',
        "Set logger.level instead.",
    ),
    (
        "[ui]\nhideSidebarNav = true\n",
        "[client]\nshowSidebarNavigation = false\n",
        "Set client.showSidebarNavigation instead.",
    ),
    ('[ui]\nhideSidebarNav = "yes"\n', "", "Remove the line."),
    (
        "[theme]\nshowBorderAroundInputs = true\n",
        "[theme]\nshowWidgetBorder = true\n",
        "Set theme.showWidgetBorder instead.",
    ),
    ("[client]\ncaching = true\n", "", "st.cache_data"),
]


@pytest.mark.parametrize(("before", "after", "said"), CASES)
def test_what_takes_its_place(tmp_path, before, after, said):
    found = next(one for one in findings(tmp_path, before) if one.fix)
    assert said in found.help
    assert fixed(tmp_path, before, unsafe=True) == after
