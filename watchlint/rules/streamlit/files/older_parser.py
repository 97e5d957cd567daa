"""Up to 1.65 Streamlit reads its configuration with the package `toml` (0.10.2), since 1.66 with `tomllib`.

They differ: `toml` refuses what TOML 0.5 did not have, and takes some slips for keys. Found by giving 120 hand-written and
5,000 mutated files to both.
"""

from __future__ import annotations

import re

from watchlint.facts.toml import reader as toml_reader
from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.rules.streamlit.files.config import Config
    from watchlint.rules.streamlit.files.releases import Releases

TOMLLIB = "1.66.0"
"""The first release that reads with tomllib."""

_OTHER_BASE = re.compile(r"=0[xob][0-9A-Fa-f_]+$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ODD_KEY = re.compile(
    r"(?P<indent>[ \t]*)(?P<key>[^\s\"'\[\]#{}](?:[^\"'\[\]\n#{}]*[^\s\"'\[\]#{}])?)[ \t\u00a0]*(?P<rest>=[^=\n]*(?:\"[^\"]*\"|'[^']*')?[^=\n]*)"
)
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*")
_COMMAS = re.compile(r"(?<=[\[,])[ \t]*,")
_MOST = 20  # slips in one file


class Refusal(Record):
    """What the older parser refuses in a file that the newer one reads: where, what it is, for which releases."""

    path: tuple[str, ...]
    said: str
    part: list[str]


def refusal(config: Config, releases: Releases) -> Refusal | None:
    """The first place that the older parser refuses; None where it takes the file, or is never asked."""
    part = releases.between(high=TOMLLIB)
    for key in config.document.keys if part else ():
        name = ".".join(key.path)
        if key.parent is None and key.form == "array" and _is_mixed(config.get(*key.path)):
            return Refusal(key.path, f"the list {name} has values of several types", part)
        if key.form == "integer" and _OTHER_BASE.search(config.document.source(key.span)):
            return Refusal(key.path, f"{name} is a number such as 0x1f directly behind the =", part)
    return None


def _is_mixed(value: Any) -> bool:
    if not isinstance(value, list):
        return False
    return len({type(item) for item in value}) > 1 or any(map(_is_mixed, value))


def as_it_reads(text: str) -> str | None:
    """A text that is no TOML as TOML that means what the older parser makes of it; None where that refuses it too."""
    text = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)  # right in texts; refused by both outside
    for _ in range(_MOST):
        try:
            toml_reader.read(text.encode("utf-8"))
            return text
        except toml_reader.TomlSyntaxError as error:
            number = error.line
        lines = text.split("\n")
        line = lines[number - 1].rstrip("\r")
        found = _ODD_KEY.fullmatch(line)
        if found and not _PLAIN_KEY.fullmatch(found["key"]) and " " not in found["key"]:
            fixed = f"{found['indent']}'{found['key']}' {found['rest']}"
        else:
            fixed = _COMMAS.sub("", line)
        if fixed == line:
            return None
        lines[number - 1] = fixed
        text = "\n".join(lines)
    return None
