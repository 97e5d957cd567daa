"""The words and operators of a shell text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.facts.launch.base.tokens import commands, tokens


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("# a b", []),
        ("a 'b c' \"d $e\" f\\ g", [["a", "b c", "d $e", "f g"]]),
        ("a&&b||c;d|e&f\ng", [["a"], ["b"], ["c"], ["d"], ["e"], ["f"], ["g"]]),
        ("(a; b)", [["a"], ["b"]]),
        ("a \\\n b # c", [["a", "b"]]),
        ("a#b", [["a#b"]]),
        ("a >x 2>&1 <y b", [["a", "b"]]),
        ("a $(b c; d) ${e f} g", [["a", "$(b c; d)", "${e f}", "g"]]),
        ("a 'open", [["a", "open"]]),
        ("a 2 3", [["a", "2", "3"]]),
        ("a 2>x &>y", [["a"]]),
        ("a 2\\\n>x b", [["a", "b"]]),
        ('a "b \\" \\$c \\d"', [["a", 'b " $c \\d']]),
        ('a "b\\\nc"', [["a", "bc"]]),
        ('a `b; c` "`d`" `e', [["a", "`b; c`", "`d`", "`e"]]),
        ("a $(b $(c) \\) ) ${d:-${e}} $f$ $(g", [["a", "$(b $(c) \\) )", "${d:-${e}}", "$f$", "$(g"]]),
        ("a <<E\nb\nE\nc", [["a"], ["c"]]),
        ("a <<-'E' <<F\nb\n\tE\nc\n\tF\nF\nd", [["a"], ["d"]]),
        ("a <<E\nb\n\tE\nc", [["a"]]),
        ("a <<<b c", [["a", "c"]]),
        ("a\r\nb\r\n", [["a"], ["b"]]),
    ],
)
def test_words_of_a_shell(text, expected):
    assert [[word.said for word in words] for words in commands(text)] == expected


@given(st.text(alphabet="ab \\'\"$(){}&|;<>#\n\r\t@-=", max_size=40))
def test_any_text_has_words_in_order(text):
    offsets = [word.start for words in commands(text) for word in words]
    assert offsets == sorted(set(offsets)) and all(0 <= offset < len(text) for offset in offsets)


@pytest.mark.parametrize(
    ("text", "marks"),
    [("a && b || c", "&& ||"), ("a | b |& c", "| |&"), ("(a); b &", "( ) ; &"), ("a ;; b", ";;"), ("a # && b", ""), ("a '&&' \\; b", "")],
)  # fmt: skip
def test_operators(text, marks):
    assert " ".join(token.raw for token in tokens(text) if not token.is_word) == marks


def test_a_token_is_what_is_written():
    text = "a 'b c' \"d\"e; f"
    assert [text[one.start : one.stop] for one in tokens(text)] == [one.raw for one in tokens(text)]
