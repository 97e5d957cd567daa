"""What the profile asks of the watcher."""

from __future__ import annotations

from watchlint.findings import Edit, Finding, Fix
from watchlint.rules.streamlit.rules import WATCHER_OFF, WATCHER_ON

_OPTION = ("server", "fileWatcherType")
_WATCHES = {"auto": "auto", "watchdog": "watchdog", "poll": "poll", None: "auto, the default"}


def findings(config, configs, settings):
    """In production the watcher must be "none"; in development "none" is worth a word."""
    value = config.get(*_OPTION)
    if settings.profile != "production":
        if value == "none":
            yield Finding(
                WATCHER_OFF,
                'the watcher is off (fileWatcherType = "none"): an edit is not noticed',
                path=config.path,
                help='Right for a deployed app: then set profile = "production" for watchlint. To develop, remove the line, '
                'or use "poll", which takes no inotify watches.',
                subject="fileWatcherType",
                **config.place(_OPTION),
            )
        return
    if value == "none" or not (value is None or (isinstance(value, str) and value in _WATCHES)):
        return  # any other value is a finding of its own, and watches nothing
    if value is None and config is not configs[0] and configs[0].get(*_OPTION) == "none":
        return  # set in the file nearest the root
    yield Finding(
        WATCHER_ON,
        f"the profile is production and the watcher is on ({_WATCHES[value]}): it watches every folder below the app's",
        path=config.path,
        help='Set fileWatcherType = "none" in [server]: nobody edits a deployed app.',
        fix=_turn_off(config.path),
        subject="fileWatcherType",
        **(config.place(_OPTION) or config.place(("server",))),
    )


def _turn_off(path: str) -> Fix:
    def change(data: bytes | None) -> bytes:
        from watchlint.fixes import toml

        return toml.set_value(data or b"", _OPTION, "none")

    return Fix('set server.fileWatcherType = "none"', [Edit(path, change)])
