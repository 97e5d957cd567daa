"""Rules and servers of other installed packages, by the entry points `watchlint.rules` and `watchlint.servers`: each names a
module like ours. Off unless `plugins` in the settings names the distribution."""

from __future__ import annotations

from importlib import import_module

from watchlint.findings import Rule
from watchlint.rules.catalogue import HOOKS
from watchlint.rules.registry import Entry, Hook
from watchlint.servers import catalogue
from watchlint.servers.model import Server
from watchlint.settings import SettingsError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from importlib.metadata import EntryPoint
    from types import ModuleType

RULES, SERVERS = "watchlint.rules", "watchlint.servers"


def hooks(distributions: Sequence[str]) -> tuple[Hook, ...]:
    """One hook for each of these distributions that has rules. Raises SettingsError for one that is not installed or whose
    rules can't be used."""
    made = []
    taken = {entry.name for hook in HOOKS for entry in hook.entries}
    for name in distributions:
        entries = [_entry(name, point, taken) for point in _points(name, RULES)]
        if entries:
            made.append(Hook(name, f"the rules of {name}", "", tuple(entries)))
    return tuple(made)


def _entry(distribution: str, point: EntryPoint, taken: set[str]) -> Entry:
    module = _module(distribution, point)
    rule = getattr(module, "RULE", None)
    if not isinstance(rule, Rule) or not callable(getattr(module, "detect", None)):
        raise SettingsError(f"plugins: {distribution}: {point.value} needs RULE and detect(repository, settings)")
    if rule.name in taken:
        raise SettingsError(f"plugins: {distribution}: there is a rule {rule.name} already")
    taken.add(rule.name)
    return Entry(rule.name, rule.severity, rule.fix, module.__name__)


def use_servers(distributions: Sequence[str]) -> None:
    """Know the servers of these distributions, and of no others but our own, from now on. Raises SettingsError."""
    rows = []
    for name in distributions:
        for point in _points(name, SERVERS):
            module = _module(name, point)
            server = getattr(module, "SERVER", None)
            if not isinstance(server, Server) or not server.name:
                raise SettingsError(f"plugins: {name}: {point.value} needs SERVER, a watchlint.servers.model.Server")
            rows.append(server.row(module.__name__))
    catalogue.take(rows)


def _points(distribution: str, group: str) -> list[EntryPoint]:
    from importlib import metadata

    try:
        found = metadata.distribution(distribution).entry_points
    except metadata.PackageNotFoundError:
        raise SettingsError(
            f"plugins: {distribution} is not installed beside watchlint: install it, or take it out of the settings"
        ) from None
    return [point for point in found if point.group == group]


def _module(distribution: str, point: EntryPoint) -> ModuleType:
    try:
        return import_module(point.module)
    except Exception as error:
        raise SettingsError(f"plugins: {distribution}: {point.value}: {type(error).__name__}: {error}") from None
