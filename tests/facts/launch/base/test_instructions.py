"""The instructions of a Dockerfile, and what one of them says."""

from __future__ import annotations

import pytest

from watchlint.facts.launch.base.instructions import expanded, instructions, pairs, words_of

# text -> [(word, what follows it, blanks and continuations folded)]
CASES = {
    "": [],
    "# FROM x\n": [],
    "FROM a\nRUN b": [("FROM", "a"), ("RUN", "b")],
    "from a": [("FROM", "a")],
    "RUN a \\\n  b\nCMD c": [("RUN", "a b"), ("CMD", "c")],
    "RUN a \\\n# why\n\n  b": [("RUN", "a b")],
    "RUN a \\  \n  b": [("RUN", "a b")],
    "# escape=`\nRUN a `\n  b \\\nCMD c": [("RUN", "a b \\"), ("CMD", "c")],
    "RUN <<EOF\na\nEOF\nCMD b": [("RUN", "<<EOF a EOF"), ("CMD", "b")],
    "\ufeffFROM a\r\nCMD b\r\n": [("FROM", "a"), ("CMD", "b")],
    "CMD": [("CMD", "")],
}


@pytest.mark.parametrize("said", CASES)
def test_instructions(said):
    found = [(one.word, " ".join(one.said.replace("\\\n", " ").split())) for one in instructions(said)]
    assert found == CASES[said]
    for one in instructions(said):
        assert said[one.at : one.at + len(one.word)].upper() == one.word and len(one.said) == one.end - one.body


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("ENV A=1 B='x y'", [("A", "1"), ("B", "x y")]),
        ("ENV A 1 2", [("A", "1 2")]),
        ("ENV A=1 \\\n  B=2", [("A", "1"), ("B", "2")]),
        ('ENV A="x \\"y\\""', [("A", 'x "y"')]),
        ("ARG A", [("A", None)]),
        ("ARG A=1 B", [("A", "1"), ("B", None)]),
        ("ENV", []),
    ],
)
def test_pairs(said, wanted):
    (one,) = instructions(said)
    assert [(name, value) for name, value, _ in pairs(one)] == wanted
    assert all(said[at:].startswith(name) for name, _, at in pairs(one))


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("$A", "1"), ("${A}b", "1b"), ("$B", "$B"), ("${B:-2}", "2"), ("${A:-2}", "1"), ("${A:+3}", "3"), ("${B:+3}", ""),
        ("\\$A", "$"), ("a", "a"),
    ],
)  # fmt: skip
def test_expanded(said, wanted):
    assert expanded(said, {"A": "1"}.get).replace("$A", "$") == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("CMD a b", None), ('CMD ["a", "b c"]', ["a", "b c"]), ('CMD ["a", \\\n "b"]', ["a", "b"]), ("CMD ['a']", None),
        ("CMD [1]", None), ("CMD [", None), ("CMD []", []),
    ],
)  # fmt: skip
def test_words_of(said, wanted):
    found = words_of(instructions(said)[0])
    assert (None if found is None else [word.text for word in found]) == wanted
    assert all(said[word.offset :].startswith(word.text) for word in found or ())
