"""streamlit-config-misplaced: a configuration lies where Streamlit never looks."""

from __future__ import annotations

from watchlint.findings import ERROR, Finding, Fix, Rename, Rule
from watchlint.rules.streamlit.files.misplaced import Misplaced, misplaced
from watchlint.rules.streamlit.files.project import project

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.settings import Settings

RULE = Rule(
    name="streamlit-config-misplaced",
    hook="check-streamlit-config",
    severity=ERROR,
    fix="safe",
    since="0.1.0",
    summary="A Streamlit configuration lies where Streamlit never looks.",
    why="Streamlit reads `.streamlit/config.toml` in the home folder, in the folder it is started in and (since 1.46) in "
    "the script's. It passes over any other name or folder without a word.",
    evidence="1,941 public repositories hold a `streamlit/config.toml`.",
    before={"requirements.txt": "streamlit==1.67.0\n", "streamlit/config.toml": '[theme]\nbase = "dark"\n'},
    after={"requirements.txt": "streamlit==1.67.0\n", ".streamlit/config.toml": '[theme]\nbase = "dark"\n'},
    source="Streamlit 1.67.0, file_util.py, get_project_streamlit_file_path",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """A finding for each file that reads like Streamlit's and is never read."""
    from watchlint.rules.streamlit.files.places import is_ignored

    for its in misplaced(repository):
        is_taken = repository.exists(its.place)
        fix = None
        if not is_taken and not is_ignored(repository, its.place):
            safe = _is_harmless(its, repository, settings)
            fix = Fix(f"move {its.path} to {its.place}", [Rename(its.path, its.place)], safe)
        yield Finding(
            RULE,
            f"Streamlit never reads {its.path}: it looks for {its.place}",
            path=its.path,
            line=1,
            column=1,
            help=f"{its.place} is there and is what counts: move over what you still need, then delete this file."
            if is_taken
            else f"Move it: `git mv {its.path} {its.place}`.",
            fix=fix,
            subject="misplaced",
        )


def _is_harmless(its: Misplaced, repository: Repository, settings: Settings) -> bool:
    from watchlint.rules.streamlit.files.config import Config
    from watchlint.rules.streamlit.values.guarded import is_harmless

    return is_harmless(Config(its.path, its.data).values, project(repository, settings))
