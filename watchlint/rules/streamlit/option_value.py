"""streamlit-option-value: a value that the option does not have."""

from __future__ import annotations

from watchlint.findings import ERROR, Finding, Rule
from watchlint.rules.streamlit.files.project import project
from watchlint.rules.streamlit.judging.judged import matters_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-option-value",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="The option has no such value.",
    why='An unknown fileWatcherType ("None", "polling", false) selects a watcher that does nothing, without a word. '
    "With others Streamlit does not start, or the page stays blank.",
    evidence='`fileWatcherType = "polling"`: no watch, no message, edits never noticed (1.12.2, 1.50.0, 1.67.0).',
    before={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[server]\nfileWatcherType = "polling"\n',
    },
    after={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": '[server]\nfileWatcherType = "poll"\n'},
    source="Streamlit 1.67.0, watcher/path_watcher.py, logger.py, runtime/app_session.py",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each value, of the right type, that Streamlit has no meaning for."""
    from watchlint.rules.streamlit.repairing.changes import replace_value
    from watchlint.rules.streamlit.values.meaning import problem

    its = project(repository, settings)
    for matter in matters_of(RULE.name, repository, settings):
        found = problem(matter, its)
        if found is None:
            continue
        file, path = matter.config.path, matter.setting.path
        yield Finding(
            RULE,
            found.message,
            path=file,
            help=found.help,
            fix=replace_value(file, path, found.meant) if found.meant else None,
            severity=found.severity,
            subject=matter.setting.key,
            **matter.config.place(path),
        )
