"""Up to 1.65 Streamlit reads its configuration with the package `toml` (0.10.2), since 1.66 with `tomllib`.

They differ: `toml` refuses what TOML 0.5 did not have, and takes some slips for keys. Found by giving 120 hand-written and
5,000 mutated files to both.
"""

from __future__ import annotations

import re

from watchlint.facts.toml import reader as toml_reader
from watchlint.findings import Finding
from watchlint.rules.streamlit.rules import UNREADABLE

TOMLLIB = "1.66.0"

_OTHER_BASE = re.compile(r"=0[xob][0-9A-Fa-f_]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_ODD_KEY = re.compile(
    r"(?P<indent>[ \t]*)(?P<key>[^\s\"'\[\]#{}](?:[^\"'\[\]\n#{}]*[^\s\"'\[\]#{}])?)[ \t\u00a0]*(?P<rest>=[^=\n]*(?:\"[^\"]*\"|'[^']*')?[^=\n]*)"
)
_COMMAS = re.compile(r"(?<=[\[,])[ \t]*,")


def findings(config, span):
    """Findings on what the older parser refuses in a file that the newer one reads."""
    from watchlint.rules.streamlit.unreadable import consequence

    part = span.between(high=TOMLLIB)
    if not part:
        return
    for key in config.document.keys:
        said = None
        if key.parent is None and key.form == "array" and _is_mixed(config.get(*key.path)):
            said = f"the list {'.'.join(key.path)} mixes types"
        elif key.form == "integer" and _OTHER_BASE.fullmatch(config.document.text[key.value.start - 1 : key.value.end]):
            said = f"{'.'.join(key.path)} is a number in another base than ten, close to the ="
        if said:
            yield Finding(
                UNREADABLE,
                f"{said}, which Streamlit's parser up to 1.65 refuses: {consequence(span)}{span.note(part)}",
                path=config.path,
                help="Write it another way, or ask for streamlit>=1.66.",
                severity=span.severity(UNREADABLE, part),
                subject="syntax",
                **config.place(key.path),
            )
            return


def _is_mixed(value) -> bool:
    if not isinstance(value, list):
        return False
    return len({type(item) for item in value}) > 1 or any(map(_is_mixed, value))


def as_it_reads(text: str) -> str | None:
    """A text that is no TOML as TOML that means what the older parser makes of it; None where that refuses it too."""
    text = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", text)  # right in texts; refused by both outside
    for _ in range(20):
        try:
            toml_reader.read(text.encode("utf-8"))
            return text
        except toml_reader.TomlSyntaxError as error:
            number = error.line
        lines = text.split("\n")
        line = lines[number - 1].rstrip("\r")
        found = _ODD_KEY.fullmatch(line)
        if (
            found
            and not re.fullmatch(r"[A-Za-z0-9_-]+(?:[ \t]*\.[ \t]*[A-Za-z0-9_-]+)*", found["key"])
            and " " not in found["key"]
        ):
            mended = f"{found['indent']}'{found['key']}' {found['rest']}"
        else:
            mended = _COMMAS.sub("", line)
        if mended == line:
            return None
        lines[number - 1] = mended
        text = "\n".join(lines)
    return None
