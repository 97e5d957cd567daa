from __future__ import annotations

import re

import pytest

from watchlint.logs import judging
from watchlint.logs.catalogue import MESSAGES
from watchlint.logs.decoding import without_escapes


@pytest.mark.parametrize(
    "pattern, texts",
    [
        (rb"abc", [b"abc"]),
        (rb"abc|de", [b"abc", b"de"]),
        (rb"(?:a|b|long one): x", [b": x"]),
        (rb"(?P<n>\d+) changes? detected", [b" detected"]),
        (rb"java\.io: .+ (?:x|y)", [b"java.io: "]),
        (rb"a[bcdef]ghi*", [b"gh"]),
        (rb"\[Errno 24\]", [b"[Errno 24]"]),
    ],
)
def test_the_longest_texts_of_a_pattern(pattern, texts):
    assert [max(alternative, key=len) for alternative in judging.alternatives(pattern)] == texts


@pytest.mark.parametrize("judge", [*judging.JUDGES, *judging.LAST], ids=lambda judge: judge.message.id)
def test_a_line_holds_one_of_the_texts_and_one_of_the_anchors_of_its_message(judge):
    assert min(map(len, judge.texts)) > 8
    for example in judge.message.examples:
        line = without_escapes(example.encode()).split(b"\n")[-1]
        assert any(text in line for text in judge.texts) and any(anchor in line for anchor in judge.anchors)


@pytest.mark.parametrize("message", MESSAGES, ids=[message.id for message in MESSAGES])
def test_every_number_that_a_pattern_asks_for_is_told_apart(message):
    """A shape has 0 for any other digit."""
    pattern = message.pattern.replace(b"\\", b"")
    for number in judging.NUMBERS:
        pattern = pattern.replace(number, b"")
    assert not re.search(rb"[0-9](?![^{]*\})", pattern)


def test_no_anchor_is_there_for_nothing():
    used = {anchor for judge in judging.JUDGES for anchor in judge.anchors}
    assert set(judging.ANCHORS) <= used


@pytest.mark.parametrize(
    "anchor, before, after, none",
    [
        (b"watch", b"/", b"/", True),
        (b"watch", b"t", b"/", True),
        (b"watch", b" ", b" ", False),
        (b"watch", b" ", b"e", False),
        (b"eload", b"/", b"?", True),
        (b"eload", b"R", b"i", False),
    ],
)
def test_where_an_anchor_means_nothing(anchor, before, after, none):
    assert judging.innocent(anchor, before, after) is none
