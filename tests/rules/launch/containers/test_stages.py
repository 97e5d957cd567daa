"""Where in a Dockerfile an offset lies."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.base.source import Source
from watchlint.rules.launch.containers.stages import stage_of

TEXT = "ARG V\nFROM python AS one\nRUN a \\\n  b\n# note\nFROM other\nCMD c\n"


@pytest.mark.parametrize(
    ("at", "base", "word"),
    [("ARG", None, None), ("# note", None, None), ("a \\", "python", "RUN"), ("  b", "python", "RUN"), ("CMD", "other", "CMD"), ("c\n", "other", "CMD")],
)  # fmt: skip
def test_stage_of(at, base, word):
    stage, one = stage_of(Source("Dockerfile", "dockerfile", TEXT.encode()), TEXT.index(at))
    assert (stage and stage.base, one and one.word) == (base, word)
