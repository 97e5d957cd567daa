"""What a launch file starts and sets, as its reader tells it: for the tests of each format."""

from __future__ import annotations

from collections.abc import Mapping

from watchlint.facts.launch import kinds
from watchlint.facts.launch.assignments import assignments
from watchlint.facts.launch.base.source import Source
from watchlint.facts.launch.started import of_source


def commands(path: str, text: str, others: Mapping[str, str] | None = None) -> list[tuple[str, str | None, dict]]:
    """(words, folder, variables) of each command. Each word stands where it is said to, or is one that was filled in."""
    others = others or {}
    found = of_source(_source(path, text), lambda name: others[name].encode() if name in others else None)
    for one in found:
        assert all(0 <= word.offset <= word.end <= len(one.source.text) for word in one.words)
        assert one.path in {path, *others} and one.line >= 1 and one.column >= 1
        for name, variable in one.environment.items():
            assert {path: text, **others}[variable.path].startswith(name, variable.at)
    return [(" ".join(word.text for word in one.words), one.cwd, one.variables) for one in found]


def variables(path: str, text: str) -> list[tuple[str, str | None]]:
    """(name, value) of each variable of a dev server that a file sets, each of which stands where it is said to."""
    found = assignments(_source(path, text))
    for one in found:
        assert text[one.at : one.end] == one.name
        assert one.value is None or text[one.value_at : one.value_end] == one.value
    return [(one.name, one.value) for one in found]


def _source(path: str, text: str) -> Source:
    kind = kinds.kind_of(path)
    assert kind is not None
    return Source(path, kind, text.encode())
