"""streamlit-option-too-new: an option that came with a later Streamlit than the one this project installs."""

from __future__ import annotations

from watchlint.findings import ERROR, Finding, Rule
from watchlint.rules.streamlit.judging.judged import judged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.streamlit.files.project import Matter
    from watchlint.rules.streamlit.files.releases import Releases
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-option-too-new",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="none",
    since="0.1.0",
    summary="The option came with a later Streamlit than the one this project installs.",
    why="The installed release logs a warning and ignores it.",
    evidence="server.folderWatchList exists since 1.46.0 only.",
    before={
        "requirements.txt": "streamlit==1.45.1\n",
        ".streamlit/config.toml": '[server]\nfolderWatchList = ["lib"]\n',
    },
    after={
        "requirements.txt": "streamlit==1.67.0\n",
        ".streamlit/config.toml": '[server]\nfolderWatchList = ["lib"]\n',
    },
    source="the option tables of all releases, facts/streamlit/declared.py",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each option that the newest release does not have yet, and one note a file for those that only an
    older one that may be installed lacks."""
    for its in judged(repository, settings):
        releases = its.project.releases
        matters = [matter for matter in its.matters if matter.rule == RULE.name]
        yield from (_missing(matter, releases) for matter in matters if releases.newest in matter.part)
        older = [matter for matter in matters if releases.newest not in matter.part]
        if older:
            yield _for_older(older, releases)


def _since(matter: Matter) -> str:
    assert matter.option is not None
    since: str = matter.option.since
    return since


def _missing(matter: Matter, releases: Releases) -> Finding:
    key, since = matter.setting.key, _since(matter)
    installed = f"{releases.newest} is the newest this project installs"
    if releases.is_before_catalogue:
        installed = "this project asks for an older one"
    return Finding(
        RULE,
        f"{key} exists since Streamlit {since}; {installed}: {releases.ignoring('Streamlit warns and ignores it')}",
        path=matter.config.path,
        help=f"Ask for streamlit>={since}, or remove the line.",
        subject=key,
        **matter.config.place(matter.setting.path),
    )


def _for_older(older: list[Matter], releases: Releases) -> Finding:
    """One note for all options that some of the allowed releases don't have yet."""
    from watchlint.rules.streamlit.files.releases import number

    since = max(map(_since, older), key=number)
    part = releases.between(high=since)
    names = ", ".join(matter.setting.key for matter in older[:3])
    names += f" and {len(older) - 3} more" if len(older) > 3 else ""
    without = releases.note(part).replace("with Streamlit", "not in")
    return Finding(
        RULE,
        f"{names} need{'s' if len(older) == 1 else ''} Streamlit {since}{without}",
        path=older[0].config.path,
        help=f"An older release warns and ignores what it does not know. Ask for streamlit>={since}.",
        severity=releases.severity(RULE, part),
        subject="older releases",
        **older[0].config.place(older[0].setting.path),
    )
