"""The commands of shell text, and the text of files that start things."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlint.facts.launch import started
from watchlint.facts.launch.base import nodes, tokens


def test_folders_and_variables_hold_for_what_follows():
    text = b"A=1 a\nexport B=2\ncd x\n  b c; cd $y; d"
    found = started.of_source(started.source("web/run.sh", "shell", text))
    assert [([word.text for word in one.words], one.cwd, one.variables, one.line, one.column) for one in found] == [
        (["a"], "", {"A": "1"}, 1, 5),
        (["b", "c"], "x", {"B": "2"}, 4, 3),
        (["d"], None, {"B": "2"}, 4, 15),
    ]


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
    ],
)
def test_words_of_a_shell(text, expected):
    assert [[word.said for word in words] for words in tokens.commands(text)] == expected


@given(st.text(alphabet="ab \\'\"$(){}&|;<>#\n\r\t@-=", max_size=40))
def test_any_text_has_words_in_order(text):
    offsets = [word.start for words in tokens.commands(text) for word in words]
    assert offsets == sorted(set(offsets)) and all(0 <= offset < len(text) for offset in offsets)


def test_comments_in_json_keep_every_place():
    text = '{\n\t"a": "// no", // yes\n"b": [1, /* x */ 2,], "c": ",}"\n}'
    plain = nodes.plain_json(text)
    assert len(plain) == len(text)
    import json

    assert json.loads(plain) == {"a": "// no", "b": [1, 2], "c": ",}"}
