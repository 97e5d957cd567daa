"""streamlit-run-on-save-misread: `runOnSave = false`, believed to stop the watcher."""

from __future__ import annotations

from watchlint.findings import WARNING, Finding, Rule
from watchlint.rules.streamlit.judging.judged import matters_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-run-on-save-misread",
    hook="check-streamlit-config",
    severity=WARNING,
    fix="none",
    since="0.1.0",
    summary="`runOnSave = false` does not stop the watcher.",
    why="It only says that an edit shows a prompt instead of a rerun; it is the default. Watches are the same either way.",
    evidence="12 of 216 public config.toml files set it; 84 folders took 84 watches with it and without it (1.67.0, 1.50.0).",
    before={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": "[server]\nrunOnSave = false\n"},
    after={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[server]\nrunOnSave = false\nfileWatcherType = "poll"\n',
    },
    source="Streamlit 1.67.0, runtime/app_session.py; watches counted",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A warning for each `runOnSave = false` in a file that leaves the watcher on by saying nothing of it."""
    for matter in matters_of(RULE.name, repository, settings):
        yield Finding(
            RULE,
            "runOnSave = false does not stop the watcher: it takes the same watches, and an edit shows a prompt instead of "
            "a rerun",
            path=matter.config.path,
            help='To stop watching set fileWatcherType = "none" ("poll" keeps reloading without watches); else remove the '
            "line, false is the default.",
            subject="runOnSave",
            **matter.config.place(matter.setting.path),
        )
