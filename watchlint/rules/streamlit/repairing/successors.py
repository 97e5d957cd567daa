"""What stands in the place of options that go."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from watchlint.findings import Fix
    from watchlint.rules.streamlit.files.project import Matter, Project


def _text(value: Any) -> Any:
    return value if isinstance(value, str) else None


def _opposite(value: Any) -> Any:
    return not value if isinstance(value, bool) else None


# Old key -> (new key, old value -> new value or None where there is none), from Streamlit's own hints on the old options.
_SUCCESSORS: dict[str, tuple[str, Callable[[Any], Any]]] = {
    "global.logLevel": ("logger.level", _text),
    "ui.hideSidebarNav": ("client.showSidebarNavigation", _opposite),
    "theme.showBorderAroundInputs": ("theme.showWidgetBorder", lambda value: value),
}
_INSTEAD = {
    "mapbox.token": "Give the token in the environment variable MAPBOX_API_KEY.",
    "client.caching": "Streamlit's caches are st.cache_data and st.cache_resource now.",
    "theme.showBorderAroundInputs": "Its name is showWidgetBorder now.",
    "global.disableWatchdogWarning": "It never stopped the watcher; fileWatcherType does.",
    "server.useStarlette": "Streamlit always runs on Starlette now.",
}


def replacement(matter: Matter, project: Project) -> tuple[Fix, str]:
    """(fix, help): what to do with an option that goes."""
    from watchlint.facts.streamlit.options import catalogue
    from watchlint.rules.streamlit.judging.sound import is_sound
    from watchlint.rules.streamlit.repairing import changes

    setting, file = matter.setting, matter.config.path
    successor, converted = _SUCCESSORS.get(setting.key, (None, _text))
    if successor and catalogue().has(successor, project.releases.newest):
        value = converted(setting.value)
        if value is not None and is_sound(matter.config, setting._replace(value=value), successor, project):
            fix = changes.replace_option(file, setting.path, tuple(successor.split(".")), value)
            return fix, f"Set {successor} instead."
    return changes.remove(file, setting.path), f"Remove the line. {_INSTEAD.get(setting.key, '')}".strip()
