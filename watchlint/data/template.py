"""Pages with everything in them: a template of this folder, and data that no name in it can turn into anything else."""

from __future__ import annotations

import json
from importlib import resources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping


def fill(name: str, parts: Mapping[str, str]) -> str:
    """The template of that name with a part for each of its %%marks%%."""
    head, *rest = resources.files("watchlint.data").joinpath(name).read_text(encoding="utf-8").split("%%")
    # the template is text, %%mark%%, text …: odd pieces are marks
    return head + "".join(parts[piece] if place % 2 == 0 else piece for place, piece in enumerate(rest))


def in_script(data: object) -> str:
    """JSON that may stand in a <script>: no name in it can end it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def printable(text: str) -> str:
    """The text as UTF-8 has it: an undecodable byte is written out."""
    return text.encode("utf-8", "backslashreplace").decode()
