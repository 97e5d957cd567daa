"""YAML and JSON as nodes that know their places, and what is asked of them.

Anchors and aliases are one node; merge keys (`<<`) count where `merged` is asked.
"""

from __future__ import annotations

import re

from watchlint.facts.launch.base.text import Text, text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

_PROPERTIES = re.compile(r"(?:(?:&[A-Za-z0-9_-]+|!\S*)(?:[ \t]+|[ \t]*(?:#[^\n]*)?\r?\n[ \t]*)*)*")
"""The anchor and the tag before a value (YAML 1.1, production c-ns-properties)."""


def tree(said: str, is_json: bool) -> Any:
    """The document as nodes; None where it is none."""
    import yaml

    loader = _loader(said)
    try:
        found = yaml.compose(plain_json(said) if is_json else said, Loader=loader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return None
    _begin_at_values(said, [found])
    return found


def documents(said: str) -> list[Any]:
    """The documents of a file that may hold several (`---`)."""
    import yaml

    loader = _loader(said)
    try:
        found = [node for node in yaml.compose_all(said, Loader=loader) if node is not None]
    except (yaml.YAMLError, RecursionError, ValueError):
        return []
    _begin_at_values(said, [*found])
    return found


def _loader(said: str) -> Any:
    """The parser in C, twenty times as fast, where there is one. It counts places without a byte order mark."""
    import yaml

    return yaml.SafeLoader if "\ufeff" in said else getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _begin_at_values(said: str, waiting: list[Any]) -> None:
    """Have every scalar start where its text does: for PyYAML it starts at its anchor or tag."""
    if "&" not in said and "!" not in said:
        return
    import yaml

    seen: set[int] = set()
    while waiting:
        node = waiting.pop()
        if id(node) in seen or node is None:
            continue
        seen.add(id(node))
        if node.id == "scalar":
            mark = node.start_mark
            skipped = _PROPERTIES.match(said, mark.index)
            if skipped and skipped.group() and skipped.end() <= node.end_mark.index:
                lines = said.count("\n", mark.index, skipped.end())
                node.start_mark = yaml.Mark(mark.name, skipped.end(), mark.line + lines, 0, None, 0)
        else:
            waiting += node.value if node.id == "sequence" else [one for pair in node.value for one in pair]


def plain_json(said: str) -> str:
    """JSON with comments and last commas, as editors write it, with those blanked out: every character keeps its place."""

    def blank(found: re.Match[str]) -> str:
        part = found.group()
        return part if part.startswith('"') else re.sub(r"[^\n]", " ", part)

    said = re.sub(r'"(?:\\.|[^"\\\n])*"|//[^\n]*|/\*.*?\*/', blank, said, flags=re.DOTALL)
    # YAML takes no newline between a key and its colon.
    said = re.sub(
        r'("(?:\\.|[^"\\\n])*")(\s*(?=:))?|,(?=\s*[}\]])',
        lambda m: m[1] + " " * len(m[2] or "") if m[1] else " ",
        said,
    )
    # YAML takes no tab between its tokens; JSON has none within them.
    return said.replace("\t", " ")


def get(node: Any, *keys: str) -> Any:
    """The node below a mapping, key by key; None where there is none."""
    for key in keys:
        node = next((value for name, value in pairs(node) if name.value == key), None)
    return node


def pairs(node: Any) -> list[tuple[Any, Any]]:
    """The (key, value) nodes of a mapping whose keys are texts."""
    if getattr(node, "id", "") != "mapping":
        return []
    return [(key, value) for key, value in node.value if key.id == "scalar"]


def merged(node: Any) -> dict[str, tuple[Any, Any]]:
    """name -> (key, value) nodes of a mapping and of what it merges in (`<<`); its own count most. Each node is looked at
    once, however often it is merged."""
    found: dict[str, tuple[Any, Any]] = {}
    waiting, seen = [node], set()
    while waiting:
        one = waiting.pop()
        if id(one) in seen:
            continue
        seen.add(id(one))
        merging = []
        for key, value in pairs(one):
            if key.value == "<<" and not key.style:
                merging += items(value) or [value]
            else:
                found.setdefault(key.value, (key, value))
        waiting += reversed(merging)
    return found


def items(node: Any) -> list[Any]:
    """The nodes of a sequence."""
    return list(node.value) if getattr(node, "id", "") == "sequence" else []


def scalar(node: Any) -> str | None:
    """A scalar's value; None of anything else."""
    return node.value if getattr(node, "id", "") == "scalar" else None


def is_null(node: Any) -> bool:
    """Whether nothing is written, or null."""
    return getattr(node, "tag", "") == "tag:yaml.org,2002:null"


def inside(node: Any) -> tuple[int, int]:
    """Where a scalar's own text starts and ends, its quotes left out."""
    quoted = node.style in ("'", '"')
    return node.start_mark.index + quoted, node.end_mark.index - quoted


def put_first(said: str, node: Any, entry: str) -> list[tuple[int, int, str]]:
    """The splice that puts an entry first into a JSON object, in the layout of what follows it."""
    at = node.start_mark.index + 1
    if not node.value:
        return [(at, at, entry)]
    key = node.value[0][0].start_mark.index
    gap = said[at:key]
    if gap.strip():  # a comment stands first
        return [(at, at, (("\r\n" if "\r\n" in said else "\n") + "  " if "\n" in gap else " ") + entry + ",")]
    return [(key, key, entry + "," + (gap or " "))]


def text_of(said: str, node: Any) -> Text:
    """A scalar's value with the place of each character."""
    start, end = inside(node)
    raw = said[start:end]
    if raw == node.value:
        return text(raw, start)
    return Text(node.value, list(aligned(raw, node.value, start, node.style)))


def aligned(raw: str, value: str, base: int, style: str | None) -> Iterator[int]:
    """The place of each character of a value, found by going along what is written: an escape stands for one character, a
    folded line for a blank or nothing, an indentation for nothing."""
    at, size, indent = 0, len(raw), 1 << 30
    if style in ("|", ">"):
        at = raw.find("\n") + 1 or size
        body = raw[at:].lstrip("\r\n")
        first = value.lstrip("\n")
        indent = len(body) - len(body.lstrip(" ")) - (len(first) - len(first.lstrip(" ")))
        at = _after_blanks(raw, at, indent)
    for char in value:
        while style == '"' and raw.startswith(("\\\n", "\\\r"), at):
            at = _after_blanks(raw, raw.find("\n", at) + 1, size)
        if style == '"' and raw.startswith("\\", at):
            yield base + at
            at += {"x": 4, "u": 6, "U": 10}.get(raw[at + 1 : at + 2], 2)
            continue
        if char not in " \n":
            while at < size and raw[at] in " \t\r\n" and raw[at] != char:
                at += 1
        yield base + min(at, size)
        if at < size and raw[at] == char:
            at += 1 + (style == "'" and raw.startswith("''", at))
            if char == "\n":
                at = _after_blanks(raw, at, indent)
        elif raw.startswith(("\n", "\r\n"), at):
            at = _after_blanks(raw, raw.find("\n", at) + 1, indent)
    yield base + min(at, size)


def _after_blanks(raw: str, at: int, most: int) -> int:
    end = at
    while end < len(raw) and end - at < most and raw[end] in " \t":
        end += 1
    return end
