"""validate-pyproject's entry point `validate_pyproject.tool_schema`: the schema of `[tool.watchlint]`."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def schema(tool: str) -> dict[str, Any]:
    """The settings of ``[tool.$tool]``: keys, types and closed sets of values."""
    import json
    from importlib.resources import files

    loaded: dict[str, Any] = json.loads((files("watchlint") / "data" / "watchlint.schema.json").read_bytes())
    return loaded
