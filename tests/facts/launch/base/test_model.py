"""What readers of launch files give."""

from __future__ import annotations

from watchlint.facts.launch.base.model import TREE, Command, Variable, Where, Word
from watchlint.facts.launch.base.source import Source


def test_a_command_stands_where_its_first_word_does():
    source = Source("Procfile", "procfile", b"# x\nweb: A=1 flask run\n")
    words = (Word("flask", 13, 18), Word("run", 19, 22))
    command = Command(words, {"A": Variable("1", "Procfile", 9)}, "", Where(TREE, "Procfile"), source)
    assert (command.path, command.line, command.column) == ("Procfile", 2, 10)
    assert command.variables == {"A": "1"}
