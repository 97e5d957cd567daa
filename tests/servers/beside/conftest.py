"""What runs beside Python's servers is asked here without watchman, which would watch in its place."""

from __future__ import annotations

import pytest

from watchlint.servers.watchers import node


@pytest.fixture(autouse=True)
def without_watchman(monkeypatch):
    monkeypatch.setattr(node, "has_watchman", lambda environ: False)
