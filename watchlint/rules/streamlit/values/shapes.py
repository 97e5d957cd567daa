"""Whether a value has the type that its option is for, which Streamlit never checks, and the words for types."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.facts.streamlit.options import Facts

_EITHER = ("client.showErrorDetails", "client.showErrorLinks")  # texts, and true or false
_PROTOBUF_INTEGERS = ("global.maxCachedMessageAge",)
_WORDS = {"bool": "true or false", "int": "a number", "float": "a number", "str": "a text", "table": "a table"}
_PLURALS = {"str": "texts", "int": "numbers", "float": "numbers", "bool": "booleans", "table": "tables"}
_KINDS: tuple[tuple[type, str], ...] = (
    (bool, "a boolean"), (str, "a text"), (int, "a number"), (float, "a number"), (list, "a list"), (dict, "a table"),
)  # fmt: skip


def fits(key: str, facts: Facts, value: Any) -> bool:
    """Whether Streamlit can do with this value what the option is for."""
    if isinstance(value, bool) and key in _EITHER:
        return True
    if key == "server.trustedUserHeaders" and isinstance(value, str):
        return True  # JSON
    if key == "server.maxCacheDataSize" and value == 0 and not isinstance(value, bool):
        return True  # no budget, as "0" is
    if isinstance(value, str) and key.startswith("theme") and any(shape.startswith("list") for shape in facts.shapes):
        return value.lstrip().startswith("[") or "str" in facts.shapes  # JSON
    return any(_has_shape(key, shape, value) for shape in facts.shapes)


def _has_shape(key: str, shape: str, value: Any) -> bool:
    if shape.startswith("list of "):
        return isinstance(value, list) and all(_has_shape(key, shape[8:], item) for item in value)
    if shape == "table":
        return isinstance(value, dict)
    if shape == "bool":
        return isinstance(value, bool) or (isinstance(value, int) and value in (0, 1))
    if isinstance(value, bool):
        return False
    if shape == "str":
        return isinstance(value, str)
    if shape == "float" or not (key.startswith("theme") or key in _PROTOBUF_INTEGERS):
        return isinstance(value, (int, float))
    return isinstance(value, int)


def wanted(facts: Facts) -> str:
    """What belongs there, in words: "a list of texts"."""
    words = (
        f"a list of {_PLURALS[shape[8:]]}" if shape.startswith("list") else _WORDS[shape] for shape in facts.shapes
    )
    return " or ".join(words)


def kind(value: Any) -> str:
    """What a value is, in words: "a text"."""
    return next((word for its, word in _KINDS if isinstance(value, its)), "a date or time")


def shown(value: Any) -> str:
    """A value as it would be written, shortened."""
    from watchlint.fixes.toml.source import literal

    text = literal(value)
    return text if len(text) <= 60 else text[:57] + "..."
