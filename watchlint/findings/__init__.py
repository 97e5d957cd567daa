"""Rules, findings and the edits that fix them: plain data, shared by every hook."""

from __future__ import annotations

from watchlint.findings.model import ERROR, INFO, WARNING, Edit, Finding, Fix, Rename, Rule, Untrack

__all__ = ["ERROR", "INFO", "WARNING", "Edit", "Finding", "Fix", "Rename", "Rule", "Untrack"]
