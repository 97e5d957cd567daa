"""The configuration files of a project, read once for all rules."""

from __future__ import annotations

from watchlint.computed import cached_property
from watchlint.facts.repository.repository import Problem
from watchlint.rules.streamlit.files.config import Config, Crash, Reread, Setting, has_parts, taken_apart
from watchlint.rules.streamlit.files.project import Matter, Project, project
from watchlint.rules.streamlit.files.releases import number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.rules.streamlit.files.older_parser import Refusal
    from watchlint.settings import Settings


class Judged:
    """One configuration file: `config` as it lies there, and what the project's releases make of it."""

    def __init__(self, config: Config, project: Project) -> None:
        self.config, self.project = config, project

    @cached_property
    def reread(self) -> Reread | None:
        """What releases before 1.66 make of a file that is no TOML; None where they refuse it too, or it is TOML."""
        error = self.config.error
        if error is None or error.kind == "encoding":
            return None
        from watchlint.rules.streamlit.files.older_parser import TOMLLIB, as_it_reads

        if not self.project.releases.between(high=TOMLLIB):
            return None
        text = as_it_reads(self.config.text)
        return None if text is None else Reread(self.config, text)

    @cached_property
    def refusal(self) -> Refusal | None:
        """What releases before 1.66 refuse in a file that is TOML."""
        if self.config.values is None or b"[" not in self.config.data or not self.config.is_of_another_toml:
            return None
        from watchlint.rules.streamlit.files.older_parser import refusal

        return refusal(self.config, self.project.releases)

    @cached_property
    def read(self) -> Config | None:
        """What the newest release reads; None where nothing in the file counts."""
        if self.config.has_bom:
            return None
        refused = self.refusal
        if refused is not None and refused.part[-1] == self.project.releases.newest:
            return None
        return self.config if self.config.values is not None else self.reread

    @cached_property
    def _parts(self) -> tuple[list[Setting], list[Crash]]:
        values = self.read.values if self.read is not None else None
        if values is None:
            return [], []
        return taken_apart(values, number(self.project.releases.newest) if has_parts(values) else (1, 51, 0))

    @property
    def crashes(self) -> list[Crash]:
        """What ends Streamlit while it takes the file apart."""
        return self._parts[1]

    @property
    def settings(self) -> list[Setting]:
        """The options it sets."""
        return self._parts[0]

    @cached_property
    def matters(self) -> list[Matter]:
        """What its settings are matters of."""
        from watchlint.rules.streamlit.judging.sorting import matters

        return list(matters(self.read, self.settings, self.project)) if self.read is not None else []


def judged(repository: Repository, settings: Settings) -> list[Judged]:
    """Every configuration file that Streamlit reads and that can be opened."""
    its = project(repository, settings)
    return repository.shared((judged, settings.profile, settings.streamlit_version), lambda: list(_judged(its)))


def matters_of(rule: str, repository: Repository, settings: Settings) -> Iterator[Matter]:
    """All settings that are a matter of this rule."""
    for each in judged(repository, settings):
        for matter in each.matters:
            if matter.rule == rule:
                yield matter


def _judged(its: Project) -> Iterator[Judged]:
    from watchlint.rules.streamlit.files.candidates import find

    for path in find(its.repository).configs:
        data = its.repository.read_or_note(path)
        if data is None:
            continue
        config = Config(path, data)
        if config.error is not None and config.error.kind == "limit":
            its.repository.problems.append(Problem(path, config.error.line, config.error.message))
        else:
            yield Judged(config, its)
