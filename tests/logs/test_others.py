"""Libraries whose messages are known, whoever uses them."""

from __future__ import annotations

import pytest

from watchlint.logs.others import POLL
from watchlint.servers.index import BESIDE, SERVERS


@pytest.mark.parametrize("library", POLL)
def test_a_library_is_told_by_a_variable_that_a_server_on_it_obeys(library):
    variable = POLL[library].removeprefix("export ").partition("=")[0]
    assert any(variable in row[5] for row in (*SERVERS, *BESIDE))
