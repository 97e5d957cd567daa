"""streamlit-option-deprecated: an option that Streamlit is going to drop, or refuses already."""

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
    name="streamlit-option-deprecated",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="The option is deprecated in the Streamlit this project installs.",
    why="Up to 1.30 Streamlit does not start with a deprecated option whose day has passed; since 1.31 it prints a banner, "
    "and the next releases drop it.",
    evidence="Streamlit 1.12.2 with global.logLevel: `DeprecationError`, exit 1.",
    before={"requirements.txt": "streamlit==1.28.2\n", ".streamlit/config.toml": '[global]\nlogLevel = "debug"\n'},
    after={"requirements.txt": "streamlit==1.28.2\n", ".streamlit/config.toml": '[logger]\nlevel = "debug"\n'},
    source="config_option.py, set_value, in 1.12.2, 1.28.2, 1.45.1 and 1.67.0",
)

LENIENT = "1.31.0"
"""The first release that starts with an option whose day has passed."""


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each option that the newest of the releases calls deprecated."""
    its = project(repository, settings)
    for matter in matters_of(RULE.name, repository, settings):
        yield _finding(matter, its)


def _finding(matter: Matter, its: Project) -> Finding:
    import time

    from watchlint.rules.streamlit.repairing.successors import replacement

    setting, option, facts = matter.setting, matter.option, matter.facts
    assert option is not None and facts is not None
    part, until = list(matter.part), its.releases.between(high=LENIENT)
    is_past = facts.expiry is not None and facts.expiry < time.strftime("%Y-%m-%d")
    is_fatal = is_past and its.releases.newest in until
    since = f"deprecated since Streamlit {option.deprecated_since}"
    if is_fatal:
        said = f"{setting.key} is refused since {facts.expiry}: Streamlit does not start (DeprecationError)"
    elif is_past:
        said = f"{setting.key} is {since}: it prints a banner at every start, and goes with one of the next releases"
    else:
        said = f"{setting.key} is {since}, and goes after {facts.expiry}"
    fix, remedy = replacement(matter, its)
    return Finding(
        RULE,
        said + its.releases.note(part),
        path=matter.config.path,
        help=remedy,
        fix=fix if facts.replaced_by or is_fatal else None,
        severity=its.releases.severity(RULE, part),
        subject=setting.key,
        **matter.config.place(setting.path),
    )
