"""What Streamlit does with a value of the wrong type, release by release: measured with 1.12.2, 1.28.2, 1.45.1 and 1.67.0."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from watchlint.facts.streamlit.options import Facts

STOPS, SESSION, BLIND, LIGHT = "stops", "session", "blind", "light"
"""Streamlit does not start; every session ends before its first page; the watcher does nothing; light is taken instead."""

WORDS = {
    STOPS: "Streamlit does not start",
    SESSION: "the page stays blank, every session ends with an error",
    LIGHT: "Streamlit warns and takes light",
    BLIND: "no edit is noticed, and nothing says so",
}

# Copied into a protobuf message when a session starts (runtime/app_session.py, _populate_config_msg).
_SENT_BOOLEANS = {
    "server.runOnSave": "0.84.0", "server.allowRunOnSave": "0.84.0", "browser.gatherUsageStats": "0.84.0",
    "ui.hideTopBar": "1.4.0", "ui.hideSidebarNav": "1.10.0", "client.disableDataExport": "1.60.0",
}  # fmt: skip
# Lists that _populate_theme_msg reads by itself (since 1.47; fontFaces since 1.43).
_THEME_LISTS = (
    "fontFaces", "headingFontSizes", "headingFontWeights", "chartCategoricalColors", "chartSequentialColors",
    "chartDivergingColors",
)  # fmt: skip


def of(key: str, facts: Facts, value: Any, release: tuple[int, ...], theme: dict[str, Any] | None = None) -> str | None:
    """STOPS, SESSION, BLIND, LIGHT, or None where nothing breaks at start: the value is only not what it seems.

    `theme`: all of the section [theme], see `is_empty`.
    """
    if key in _AT_START:
        return STOPS if _AT_START[key](value, release) else None
    if key == "server.fileWatcherType":
        if isinstance(value, (dict, list)):
            return STOPS if release >= (1, 32, 0) else BLIND
        return BLIND
    if key in _SENT_BOOLEANS:
        return None if isinstance(value, int) else SESSION
    if key == "global.maxCachedMessageAge":
        return None if _is_integer(value, release) else SESSION
    if key == "mapbox.token" and release < (1, 29, 0):
        return None if isinstance(value, str) else SESSION
    if key in ("client.toolbarMode", "client.showErrorLinks"):
        return SESSION
    if key.startswith("theme."):
        return None if release < (1, 44, 0) and is_empty(theme) else _of_theme(key, facts, value, release)
    return None


def is_empty(theme: Any) -> bool:
    """Whether the section [theme] counts as none up to 1.43: none of the options it had then says anything."""
    names = ("base", "primaryColor", "backgroundColor", "secondaryBackgroundColor", "textColor", "font")
    return not isinstance(theme, dict) or not any(theme.get(name) for name in names)


def _of_theme(key: str, facts: Facts, value: Any, release: tuple[int, ...]) -> str | None:
    section, _, name = key.rpartition(".")
    if name == "base" and release >= (1, 51, 0):
        return STOPS if section == "theme" else None
    if name == "base" and not isinstance(value, (dict, list)):
        return LIGHT
    if name == "base" or (name == "font" and release < (1, 43, 0)):
        return SESSION if isinstance(value, (dict, list)) else None
    if name.startswith("padding"):
        return None
    if name in _THEME_LISTS:
        return of_theme_list(name, value)
    if name == "font" or (name in ("codeFont", "headingFont") and release >= (1, 50, 0)):
        return SESSION if value else None
    if facts.type == "bool" and isinstance(value, int):
        return None
    return None if facts.type == "int" and _is_integer(value, release) else SESSION


def _is_integer(value: Any, release: tuple[int, ...]) -> bool:
    """Whether a protobuf integer takes it. protobuf 7 refuses booleans, earlier ones did not; Streamlit allows 7 since
    1.56.0 (its METADATA), and an installer takes the newest it may."""
    return isinstance(value, int) and (release < (1, 56, 0) or not isinstance(value, bool))


def of_theme_list(name: str, value: Any) -> str | None:
    """A text is read as JSON, and passed over where it is none; what can't be walked through raises TypeError."""
    if isinstance(value, str):
        import json

        try:
            value = json.loads(value)
        except ValueError:
            return None
    if name == "headingFontWeights":
        return SESSION if value == [] or isinstance(value, bool) else None
    if name == "headingFontSizes" and not value:
        return SESSION
    return None if isinstance(value, (list, dict, str)) or value is None else SESSION


def is_bad_format(value: Any) -> bool:
    """Whether logging.Formatter refuses a format: a text needs at least one %(name)s."""
    import re

    if not value:
        return False
    return not isinstance(value, str) or not re.search(r"%\(\w+\)[#0+ -]*(\*|\d+)?(\.(\*|\d+))?[diouxefgcrsa%]", value)


def _are_labels(value: Any) -> bool:
    """A text passes for its letters, a table for its keys."""
    import re

    return isinstance(value, (str, dict)) and all(re.match("[a-zA-Z_]", name) and name != "type" for name in value)


def _is_no_port(value: Any, release: tuple[int, ...]) -> bool:
    """Tornado, up to 1.56, hands the value to the socket as it is; the server of later releases gets int(value)."""
    if isinstance(value, str):
        return not _reads_as_int(value)
    return not isinstance(value, int) or (isinstance(value, bool) and release < (1, 57, 0))


def _reads_as_int(value: Any) -> bool:
    try:
        int(value)
    except (TypeError, ValueError, OverflowError):
        return False
    return True


_AT_START: dict[str, Callable[[Any, tuple[int, ...]], bool]] = {
    "logger.level": lambda value, release: True,
    "logger.messageFormat": lambda value, release: is_bad_format(value),
    "server.xsrfCookieSameSite": lambda value, release: True,
    "server.maxCacheDataSize": lambda value, release: True,
    "server.unsafeMetricsUserAttributes": lambda value, release: bool(value) and not _are_labels(value),
    "server.trustedUserHeaders": lambda value, release: not isinstance(value, dict),
    # Measured with 1.12.2, 1.28.2, 1.51.0 and 1.67.0: .startswith, .strip and int() of them.
    "server.address": lambda value, release: not isinstance(value, str),
    "server.baseUrlPath": lambda value, release: not isinstance(value, str),
    "server.port": _is_no_port,
    "browser.serverAddress": lambda value, release: not isinstance(value, str),
    "browser.serverPort": lambda value, release: not _reads_as_int(value),
}
