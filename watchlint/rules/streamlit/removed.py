"""Options that Streamlit dropped, and what stands in their place."""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.rules.streamlit.rules import REMOVED
from watchlint.rules.streamlit.unknown import is_sound

# Old key → (new key, old value → new value or None where there is none), from Streamlit's own hints on the old options.
_SUCCESSORS = {
    "global.logLevel": ("logger.level", lambda value: value if isinstance(value, str) else None),
    "ui.hideSidebarNav": (
        "client.showSidebarNavigation",
        lambda value: not value if isinstance(value, bool) else None,
    ),
}
_INSTEAD = {
    "mapbox.token": "Give the token in the environment variable MAPBOX_API_KEY.",
    "client.caching": "Streamlit's caches are st.cache_data and st.cache_resource now.",
    "theme.showBorderAroundInputs": "Its name is showWidgetBorder now.",
    "global.disableWatchdogWarning": "It never stopped the watcher; fileWatcherType does.",
    "server.useStarlette": "Streamlit always runs on Starlette now.",
}
_SECRET = ("mapbox.token", "s3.secretAccessKey", "s3.accessKeyId")
_RENAMED = {"theme.showBorderAroundInputs": "theme.showWidgetBorder"}


def finding(config, setting, gone: list[str], held: list[str], option, repo, span) -> Finding:
    """The finding on an option that some or all of the releases don't have any more."""
    fix, remedy = replacement(config, setting, repo, span)
    return Finding(
        REMOVED,
        f"{setting.key} was removed in Streamlit {option.until}: {span.ignoring('it warns and ignores it')}{span.note(gone)}",
        path=config.path,
        help=remedy,
        fix=None if held or setting.key in _SECRET else fix,
        severity=span.severity(REMOVED, gone),
        subject=setting.key,
        **config.place(setting.path),
    )


def replacement(config, setting, repo, span):
    """(fix, help): what to do with an option that goes."""
    from watchlint.facts.streamlit.options import catalogue

    successor, convert = _SUCCESSORS.get(setting.key, (None, None))
    if setting.key in _RENAMED:
        successor, convert = _RENAMED[setting.key], lambda value: value
    if successor and catalogue().has(successor, span.newest):
        value = convert(setting.value)
        target = tuple(successor.split("."))
        if value is not None and is_sound(config, setting._replace(value=value), successor, repo, span):
            return _moving(config.path, setting.path, target, value), f"Set {successor} instead."
    return _removing(config.path, setting.path), f"Remove the line. {_INSTEAD.get(setting.key, '')}".strip()


def _removing(file: str, path: tuple[str, ...]) -> Fix:
    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml

        return toml.remove(data or b"", path)

    return Fix(f"remove {'.'.join(path)}", [Edit(file, change)])


def _moving(file: str, old: tuple[str, ...], new: tuple[str, ...], value) -> Fix:
    """Where the new option is set already, it counts, and the old one only goes."""

    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml
        from watchlint.fixes.toml_draft import Draft

        draft = Draft(data or b"")
        found, current = draft.lookup(old)
        if not found:
            return draft.bytes
        if draft.lookup(new)[0]:
            return toml.remove(draft.bytes, old)
        moved = toml.move(draft.bytes, old, new)
        return moved if current == value else toml.set_value(moved, new, value)

    return Fix(f"replace {'.'.join(old)} by {'.'.join(new)}", [Edit(file, change)])
