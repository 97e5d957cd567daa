"""What the files of a repository start."""

from __future__ import annotations

from watchlint.facts.launch import started


def test_folders_and_variables_hold_for_what_follows():
    text = b"A=1 a\nexport B=2\ncd x\n  b c; cd $y; d"
    found = started.of_source(started.source("web/run.sh", "shell", text))
    assert [([word.text for word in one.words], one.cwd, one.variables, one.line, one.column) for one in found] == [
        (["a"], "", {"A": "1"}, 1, 5),
        (["b", "c"], "x", {"B": "2"}, 4, 3),
        (["d"], None, {"B": "2"}, 4, 15),
    ]
