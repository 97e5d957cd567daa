"""Which known option an unknown one is like."""

from __future__ import annotations

import pytest

from watchlint.facts.streamlit import names

KEYS = [
    f"{section}.{name}{number}"
    for section in ("server", "client", "browser")
    for name in ("alpha", "omega")
    for number in range(50)
]


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        ("server.alpha_1", "server.alpha1"),
        ("servr.alpa1", None),
        ("servr.alpha1x", "server.alpha1"),
        ("nothing.ofthekind", None),
        ("a.b", None),
    ],
)
def test_the_nearest_name(key, nearest):
    assert names.nearest_key(key, KEYS) == nearest


def test_a_name_of_another_kind_is_compared_with_few(monkeypatch):
    compared: list[tuple[str, str]] = []
    monkeypatch.setattr(
        names, "_slips", lambda one, other, real=names._slips: compared.append((one, other)) or real(one, other)
    )
    assert names.nearest_key("nothing.ofthekind", KEYS) is None
    assert len(compared) <= 10
