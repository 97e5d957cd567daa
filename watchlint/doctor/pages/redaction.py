"""What keeps secrets and home folders out of everything the doctor prints."""

from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

_SECRETS = (
    (re.compile(r"(?<=://)[^/\s@'\"]+@"), "***@"),
    (re.compile(r"(?i)\b((?:[a-z_-]*(?:token|secret|password|passwd|api[_-]?key|access[_-]?key|credential)[a-z_-]*)['\"]?\s*[=:]\s*['\"]?)[^\s'\"&,;]+"), r"\1***"),
    (re.compile(r"(?i)\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}"), r"\1 ***"),
    (re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|sk-[A-Za-z0-9_-]{16,}|AKIA[A-Z0-9]{12,}|xox[abprs]-[A-Za-z0-9-]{10,})"), "***"),
)  # fmt: skip
_ANY_HOME = re.compile(r"(?:/home|/Users|[A-Za-z]:\\Users)[/\\][^/\\\s'\":,;)\]]+")


def redactor(home: str | None = None) -> Callable[[str], str]:
    """A function that takes home folders (they become ~) and what looks like a secret out of a text."""
    homes = {os.path.expanduser("~") if home is None else home}
    homes |= {os.path.realpath(path) for path in list(homes)}
    homes = {path.rstrip("/\\") for path in homes if len(path.rstrip("/\\")) > 1}
    own = (
        re.compile("|".join(re.escape(path) + r"(?![\w.-])" for path in sorted(homes, key=len, reverse=True)))
        if homes
        else None
    )

    # in quotes ~ is no home: a command of several words begins with it, and its quotes begin after it
    quoted = re.compile(rf"'(?:{own.pattern})/([^'\n]* [^'\n]*)'") if own else None

    def clean(text: str) -> str:
        if own and quoted:
            text = quoted.sub(r"~/'\1'", text)
            text = own.sub("~", text)
        text = _ANY_HOME.sub("~", text)
        for pattern, instead in _SECRETS:
            text = pattern.sub(instead, text)
        return text.encode("utf-8", "backslashreplace").decode("utf-8")

    return clean


def cleaned(value: object, clean: Callable[[str], str]) -> object:
    """The same JSON value with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key) if isinstance(key, str) else key: cleaned(item, clean) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [cleaned(item, clean) for item in value]
    return value
