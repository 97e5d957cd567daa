"""Which rules run: `--select` and `--ignore`, by rule or hook name, with globs."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Protocol

    from watchlint.findings import Finding
    from watchlint.settings import Glob, Settings

    class Named(Protocol):
        @property
        def name(self) -> str: ...

    class Hook(Named, Protocol):
        @property
        def entries(self) -> Sequence[Named]: ...


FIXABILITY = ("safe", "unsafe", "none")


class UnknownRule(Exception):
    """A name that is no rule and no hook; the text says which is nearest."""


def fixability(finding: Finding) -> str:
    """safe, unsafe or none: the kind of fix that this finding has."""
    return "none" if finding.fix is None else "safe" if finding.fix.safe else "unsafe"


def expand(names: Iterable[str], hooks: Sequence[Hook]) -> set[str]:
    """The rule names that these rule names, hook names or globs stand for.

    Raises UnknownRule for one that matches nothing.
    """
    from fnmatch import fnmatchcase

    found: set[str] = set()
    for name in names:
        matched = {
            rule.name
            for hook in hooks
            for rule in hook.entries
            if fnmatchcase(rule.name, name) or fnmatchcase(hook.name, name)
        }
        if not matched:
            raise UnknownRule(f"no rule or hook is called {name!r}{_nearest(name, hooks)}")
        found |= matched
    return found


def by_path(settings: Settings, hooks: Sequence[Hook]) -> list[tuple[Glob, set[str]]]:
    """The globs of per-path-ignore, each with the rules that it hides. Raises UnknownRule as `expand`."""
    return [(glob, expand(names, hooks)) for glob, names in settings.per_path_ignore]


def _nearest(name: str, hooks: Sequence[Hook]) -> str:
    from difflib import get_close_matches

    known = [rule.name for hook in hooks for rule in hook.entries] + [hook.name for hook in hooks]
    near = get_close_matches(name, known, n=1, cutoff=0.4)
    return f": did you mean {near[0]!r}?" if near else "; `watchlint rule` lists them"
