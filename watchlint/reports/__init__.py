"""One output format a module, each with `render(report, view) -> str`."""

from __future__ import annotations

FORMATS = ("text", "full", "concise", "json", "sarif", "github", "gitlab", "junit", "markdown")
"""The names --output-format takes; text comes first, as the default."""
