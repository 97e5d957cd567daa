"""`watchlint watches --html`: one page, with everything in it, that shows where the watches go."""

from __future__ import annotations

import html

from watchlint.data import template
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
    parts = {
        "title": html.escape(template.printable(report["root"])),
        "data": template.in_script(data),
        "plotly": get_plotlyjs().replace("</script", "<\\/script"),
    }
    return template.fill("watches.html", parts)
