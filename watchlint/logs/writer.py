"""Which servers a part of a log names: by the files and programs it names, and the words they greet with."""

from __future__ import annotations

import re

from watchlint.servers.catalogue import OURS

_TRACED = {name: row[0] for row in OURS for name in row[8]}
_GREETS = {words: row[0] for row in OURS for words in row[9]}
_NAMES = "|".join(_TRACED)
_NAMED = re.compile(
    rf"(?:site|dist)-packages[/\\]+({_NAMES})[/\\]|[/\\]bin[/\\]({_NAMES})\b|({'|'.join(map(re.escape, _GREETS))})".encode()
)


def named(text: bytes) -> list[str]:
    """The servers that a part of a log names, each once, the last one last."""
    found: dict[str, None] = {}
    for match in _NAMED.finditer(text):
        package, program, greets = match.groups()
        name = _GREETS[greets.decode()] if greets else _TRACED[(package or program).decode()]
        found.pop(name, None)
        found[name] = None
    return list(found)
