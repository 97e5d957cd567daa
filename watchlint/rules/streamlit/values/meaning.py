"""What an option's value says, where its type is right: the names that Streamlit knows, and where others look."""

from __future__ import annotations

from watchlint.rules.streamlit.files.project import Problem
from watchlint.rules.streamlit.values.watchers import MEANT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from watchlint.facts.streamlit.options import Facts
    from watchlint.rules.streamlit.files.project import Matter, Project

_CHECKED = (
    "logger.messageFormat", "server.address", "server.port", "server.maxCacheDataSize", "server.unsafeMetricsUserAttributes",
    "server.trustedUserHeaders",
)  # fmt: skip
_HEADINGS = ("headingFontSizes", "headingFontWeights")
_CHARTS = ("chartSequentialColors", "chartDivergingColors")
_FOLDS_CASE = ("client.toolbarMode", "logger.level", "server.xsrfCookieSameSite")
_COMMON = {"warn": "warning", "err": "error", "fatal": "critical", "verbose": "debug"}

# What a value that is none of those accepted does. Measured with 1.12.2, 1.28.2, 1.45.1, 1.50.0 and 1.67.0.
_EFFECTS = {
    "server.fileWatcherType": "no edit is noticed, and nothing says so",
    "client.toolbarMode": "the page stays blank, every session ends with an AttributeError",
    "logger.level": "Streamlit does not start",
    "server.xsrfCookieSameSite": "Streamlit does not start",
    "runner.enumCoercion": "widgets of enumerations raise an error",
    "client.showErrorDetails": "Streamlit hides the details of errors",
    "client.showErrorLinks": "the page stays blank, every session ends with a ValueError",
    "theme.font": "Streamlit warns and takes sans serif",
}


def is_checked(key: str, facts: Facts) -> bool:
    """Whether there is anything to know about this option's values."""
    return bool(facts.accepted) or key in _CHECKED or key.endswith((*_HEADINGS, *_CHARTS))


def problem(matter: Matter, project: Project) -> Problem | None:
    """What is wrong with a value that Streamlit has no meaning for; None where it has one."""
    setting, facts = matter.setting, matter.facts
    key, value = setting.key, setting.value
    if key == "server.port" or key == "server.address":
        from watchlint.rules.streamlit.values import listening

        return listening.problem(key, value, project.releases)
    if key.endswith((*_CHARTS, *_HEADINGS)):
        from watchlint.rules.streamlit.values import themes

        return themes.list_problem(key, value)
    if key in ("theme.base", "theme.font") and not value and not project.releases.between(low="1.44.0"):
        from watchlint.rules.streamlit.values import effects

        if effects.is_empty(matter.config.get("theme")):
            return None
    assert facts is not None
    if key == "theme.base":
        from watchlint.rules.streamlit.values import themes

        return themes.base_problem(matter, project, meant(key, value, facts.accepted))
    if key in _OTHERS:
        said, remedy = _OTHERS[key](value), _REMEDIES[key]
        return Problem(f"{key}: {said}: Streamlit does not start", remedy) if said else None
    return _name(key, value, facts)


def _name(key: str, value: Any, facts: Facts) -> Problem | None:
    if isinstance(value, bool) and key in ("client.showErrorDetails", "client.showErrorLinks"):
        return None
    if key == "client.showErrorDetails" and value in ("true", "True", "false", "False"):
        return None
    folded = value.lower() if key in _FOLDS_CASE and isinstance(value, str) else value
    if not facts.accepted or folded in facts.accepted:
        return None
    from watchlint.rules.streamlit.values.shapes import shown

    its = meant(key, value, facts.accepted)
    return Problem(
        f"{key} has no value {shown(value)}: {_EFFECTS.get(key, 'Streamlit does not know it')}",
        f'Write "{its}".' if its else f"Write one of {', '.join(facts.accepted)}.",
        its,
    )


def meant(key: str, value: Any, accepted: tuple[str, ...]) -> str | None:
    """The accepted value that another spelling stands for."""
    text = str(value).strip().lower()
    if key == "server.fileWatcherType":
        return MEANT.get(text)
    text = text.replace("-", " ") if key == "theme.font" else text
    folded = {name.lower(): name for name in accepted}
    return folded.get(text) or folded.get(_COMMON.get(text, ""))


def _format(value: Any) -> str | None:
    """logging.Formatter wants at least one field."""
    from watchlint.rules.streamlit.values.effects import is_bad_format

    return f'"{value}" has no field' if is_bad_format(value) else None


def _cache_size(value: Any) -> str | None:
    """A number with a unit, or "0" (byte_util.py, config_max_cache_data_size_to_bytes)."""
    import re

    if value in ("0", 0):
        return None
    found = re.fullmatch(r"(\d+(?:\.\d*)?|\.\d+) ?(?:[kmgt]i?)?b", value, re.IGNORECASE)
    return None if found and float(found[1]) else f'"{value}" is no size'


def _attributes(value: Any) -> str | None:
    import re

    for name in value:
        if name == "type" or not re.match(r"[a-zA-Z_][a-zA-Z0-9_]*$", name):
            return f'"{name}" can\'t be the name of a label'
    return None


def _headers(value: Any) -> str | None:
    """A table from header to user attribute, each attribute once; or the same as JSON (config.py)."""
    if isinstance(value, str):
        import json

        try:
            value = json.loads(value)
        except ValueError:
            return "it is no JSON"
        if not isinstance(value, dict) or not all(isinstance(its, str) for its in value.values()):
            return "it is no JSON object of texts"
    names = [str(its) for its in value.values()]
    twice = sorted({name for name in names if names.count(name) > 1})
    return f"{', '.join(twice)} is mapped more than once" if twice else None


_OTHERS: dict[str, Callable[[Any], str | None]] = {
    "logger.messageFormat": _format,
    "server.maxCacheDataSize": _cache_size,
    "server.unsafeMetricsUserAttributes": _attributes,
    "server.trustedUserHeaders": _headers,
}
_REMEDIES = {
    "logger.messageFormat": 'Write one with fields, such as "%(asctime)s %(message)s".',
    "server.maxCacheDataSize": 'Write a number with its unit, such as "500mb".',
    "server.unsafeMetricsUserAttributes": 'Write names of letters, digits and _; "type" is taken.',
    "server.trustedUserHeaders": 'Write a table from each header to another name: {"X-User" = "user"}.',
}
