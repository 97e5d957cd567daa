"""What a file's lines are judged by, and what a line can be a matter of."""

from __future__ import annotations

from watchlint.records import Record
from watchlint.rules.streamlit.files.releases import Releases

TYPE_CHECKING = False
if TYPE_CHECKING:
    from watchlint.facts.repository.repository import Repository
    from watchlint.facts.streamlit.options import Facts, Option
    from watchlint.rules.streamlit.files.config import Config, Setting
    from watchlint.settings import Settings


class Project(Record):
    """The repository, what it is run for, and the releases of Streamlit it may install."""

    repository: Repository
    profile: str
    releases: Releases


class Matter(Record):
    """One setting and the name of the rule it is a matter of. `option` and `facts` (as of the newest release that may be
    installed) are None for an option that Streamlit does not know; `part` are the releases concerned, where not all are."""

    rule: str
    config: Config
    setting: Setting
    option: Option | None = None
    facts: Facts | None = None
    part: tuple[str, ...] = ()


class Problem(Record):
    """What is wrong with a value: the sentence, what to do, the value that was certainly meant (None: unknown), and the
    severity where it is not the rule's."""

    message: str
    help: str
    meant: str | None = None
    severity: str | None = None


def project(repository: Repository, settings: Settings) -> Project:
    """The one of this repository."""
    key = ("streamlit project", settings.profile, settings.streamlit_version)
    return repository.shared(key, lambda: Project(repository, settings.profile, Releases(repository, settings)))
