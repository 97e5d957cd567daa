"""streamlit-watcher-off: the profile is development, and the watcher is off."""

from __future__ import annotations

from watchlint.findings import INFO, Finding, Rule
from watchlint.rules.streamlit.judging.judged import judged
from watchlint.rules.streamlit.values.watchers import TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-watcher-off",
    hook="check-streamlit-config",
    severity=INFO,
    fix="none",
    since="0.1.0",
    summary="The watcher is off though the profile is development.",
    why='With "none" an edit is not noticed until the page is reloaded by hand. For a deployed app that is right: then set '
    '`profile = "production"`.',
    evidence='fileWatcherType = "none": no watch, no prompt after an edit (Streamlit 1.67.0).',
    before={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[server]\nfileWatcherType = "none"\n',
    },
    after={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[server]\nfileWatcherType = "none"\n',
        ".watchlint.toml": 'profile = "production"\n',
    },
    source="Streamlit 1.67.0, runtime/app_session.py",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """In development, a note for each file that turns the watcher off."""
    for each in judged(repository, settings) if settings.profile != "production" else ():
        if each.config.get(*TYPE) == "none":
            yield Finding(
                RULE,
                'the watcher is off (fileWatcherType = "none"): an edit is not noticed',
                path=each.config.path,
                help='Right for a deployed app: then set profile = "production" for watchlint. To develop, remove the '
                'line, or use "poll", which takes no inotify watches.',
                subject="fileWatcherType",
                **each.config.place(TYPE),
            )
