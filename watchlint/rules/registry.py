"""Hooks and the rules of each. A rule's module is imported when the rule may have something to say, not before."""

from __future__ import annotations

from importlib import import_module

from watchlint.records import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding, Rule
    from watchlint.settings import Settings


class Entry(Record):
    """A rule in the index: what must be known of it before its module is imported."""

    name: str
    severity: str
    fix: str
    module: str
    about: tuple[str, ...] = ()


class _Hook(Record):
    name: str
    summary: str
    folder: str
    entries: tuple[Entry, ...]


class Hook(_Hook):
    """A hook: the name of its console script, one line for a list, its folder in watchlint/rules ("" for the rules of a
    plugin), its rules."""

    __slots__ = ()

    def findings(self, repository: Repository, settings: Settings, wanted: Collection[str]) -> Iterator[Finding]:
        """The findings of those of its rules that are wanted (names). The folder's `concerned` says, cheaply, which of
        them have anything to look at here."""
        entries: Iterable[Entry] = [entry for entry in self.entries if entry.name in wanted]
        if entries and self.folder:
            entries = import_module(f"watchlint.rules.{self.folder}").concerned(entries, repository, settings)
        for entry in entries:
            yield from import_module(entry.module).detect(repository, settings)

    @property
    def asks_for_untracked(self) -> bool:
        """Whether it looks at files that git does not track: all but check-compiled-files."""
        return self.folder != "compiled"

    @property
    def rules(self) -> tuple[Rule, ...]:
        """The declarations of its rules. Imports all of their modules."""
        return tuple(import_module(entry.module).RULE for entry in self.entries)
