"""streamlit-option-removed: an option that Streamlit dropped."""

from __future__ import annotations

from watchlint.findings import ERROR, Finding, Rule
from watchlint.rules.streamlit.files.project import project
from watchlint.rules.streamlit.judging.judged import matters_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.streamlit.files.project import Matter, Project
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-option-removed",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="The option was removed from Streamlit.",
    why="Streamlit logs a warning at every start and ignores it.",
    evidence="client.caching and client.displayEnabled, gone since 1.36 and 1.37, still stand in many templates.",
    before={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[client]\ncaching = true\ntoolbarMode = "minimal"\n',
    },
    after={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[client]\ntoolbarMode = "minimal"\n',
    },
    source="the option tables of all releases, facts/streamlit/declared.py",
)

_SECRET = ("mapbox.token", "s3.secretAccessKey", "s3.accessKeyId")


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each option that some or all of the releases don't have any more."""
    its = project(repository, settings)
    for matter in matters_of(RULE.name, repository, settings):
        yield _finding(matter, its)


def _finding(matter: Matter, its: Project) -> Finding:
    from watchlint.rules.streamlit.judging.sorting import having
    from watchlint.rules.streamlit.repairing.successors import replacement

    setting, option, releases = matter.setting, matter.option, its.releases
    assert option is not None
    fix, remedy = replacement(matter, its)
    # A secret would be lost; or the option still counts in a release that may be installed.
    is_kept = setting.key in _SECRET or having(option, releases)
    part = list(matter.part)
    does = releases.ignoring("Streamlit warns and ignores it")
    return Finding(
        RULE,
        f"{setting.key} was removed in Streamlit {option.until}: {does}{releases.note(part)}",
        path=matter.config.path,
        help=remedy,
        fix=None if is_kept else fix,
        severity=releases.severity(RULE, part),
        subject=setting.key,
        **matter.config.place(setting.path),
    )
