"""`watchlint watches --html`: one page, with everything in it, that shows where the watches go."""

from __future__ import annotations

import html
import json
from importlib import resources

from watchlint.watch import treemap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from watchlint.watch.predict import Predicted


def page(report: dict[str, Any], predicted: Predicted) -> str:
    """The page as text. Raises ImportError where plotly is not installed. It loads nothing: a policy in it forbids to."""
    from plotly.offline import get_plotlyjs  # the library's own script, without the figure classes: they cost a second

    known = len(predicted.servers)
    unknown = [f"{one['started_in']}: {one['command']}: {one['notes'][0]}" for one in report["servers"][known:]]
    data = {
        "report": {**report, "servers": report["servers"][:known], "notes": [*report["notes"], *unknown]},
        "maps": [[node._asdict() for node in treemap.nodes(one, report["root"])] for one in predicted.servers],
    }
    template = resources.files("watchlint.data").joinpath("watches.html").read_text(encoding="utf-8")
    parts = {
        "title": html.escape(_printable(report["root"])),
        "data": in_script(data),
        "plotly": get_plotlyjs().replace("</script", "<\\/script"),
    }
    head, *rest = template.split("%%")
    # the template is text, %%name%%, text …: odd pieces are names
    return head + "".join(parts[piece] if place % 2 == 0 else piece for place, piece in enumerate(rest))


def in_script(data: object) -> str:
    """JSON that may stand in a <script>: no folder's name can end it."""
    return json.dumps(data, ensure_ascii=True).replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _printable(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
