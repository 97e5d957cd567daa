"""streamlit-watcher-on: the profile is production, and the watcher is on."""

from __future__ import annotations

from watchlint.findings import ERROR, Edit, Finding, Fix, Rule
from watchlint.rules.streamlit.judging.judged import judged
from watchlint.rules.streamlit.values.watchers import TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-watcher-on",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="The watcher is on though the profile is production.",
    why="Nobody edits a deployed app, but each folder below it takes an inotify watch of the host, which containers share.",
    evidence='1,002 folders: 1,002 watches with "auto", 0 with "none" (Streamlit 1.67.0 and 1.50.0).',
    before={
        "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["streamlit==1.67.0"]\n\n'
        '[tool.watchlint]\nprofile = "production"\n',
        ".streamlit/config.toml": '[server]\nfileWatcherType = "auto"\n',
    },
    after={
        "pyproject.toml": '[project]\nname = "shop"\nversion = "1"\ndependencies = ["streamlit==1.67.0"]\n\n'
        '[tool.watchlint]\nprofile = "production"\n',
        ".streamlit/config.toml": '[server]\nfileWatcherType = "none"\n',
    },
    source="Streamlit 1.67.0, watcher/path_watcher.py; watches counted in /proc/PID/fdinfo",
)

_WATCHES = {"auto": "auto", "watchdog": "watchdog", "poll": "poll", None: "auto, the default"}


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """In production, a finding for each file that leaves the watcher on."""
    if settings.profile != "production":
        return
    configs = [each.config for each in judged(repository, settings)]
    for config in configs:
        value = config.get(*TYPE)
        if config.values is None or not (value is None or (isinstance(value, str) and value in _WATCHES)):
            continue  # "none"; any other value is a finding of its own, and watches nothing
        if value is None and config is not configs[0] and configs[0].get(*TYPE) == "none":
            continue  # set in the file nearest the root
        yield Finding(
            RULE,
            f"the profile is production and the watcher is on ({_WATCHES[value]}): it watches every folder below the app's",
            path=config.path,
            help='Set fileWatcherType = "none" in [server]: nobody edits a deployed app.',
            fix=_turn_off(config.path),
            subject="fileWatcherType",
            **(config.place(TYPE) or config.place(("server",))),
        )


def _turn_off(path: str) -> Fix:
    def change(data: bytes | None) -> bytes:
        from watchlint.fixes.toml import edit as toml

        return toml.set_value(data or b"", TYPE, "none")

    return Fix('set server.fileWatcherType = "none"', [Edit(path, change)])
