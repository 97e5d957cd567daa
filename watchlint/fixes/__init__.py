"""Fixing: pure changes of bytes, a plan that proves itself, and the one place that writes."""

from __future__ import annotations

from watchlint.fixes.refused import Refused

__all__ = ["Refused"]
