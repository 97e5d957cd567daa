"""A change that was not made says why."""

from __future__ import annotations

import pytest

from watchlint.fixes.refused import Refused


def test_it_is_its_reason():
    with pytest.raises(Refused, match="line 3: the comment may be about the whole file"):
        raise Refused("line 3: the comment may be about the whole file")
