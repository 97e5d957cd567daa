"""repo-review's entry points `repo_review.checks`, `.families` and `.fixtures`: one check a hook, one run for all of them."""

from __future__ import annotations

import os

from watchlint.checking import root as checking
from watchlint.checking.options import Options
from watchlint.findings import INFO
from watchlint.findings.model import DOCS
from watchlint.reports.model import FAILED
from watchlint.rules.catalogue import HOOKS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchlint.checking.root import Outcome
    from watchlint.findings import Finding
    from watchlint.rules.registry import Hook

FAMILY = "watchlint"
_MOST = 20
"""A page shows so many findings of a hook; `watchlint check` shows the rest."""


def families() -> dict[str, dict[str, str | int]]:
    """How the checks are headed in a report."""
    return {FAMILY: {"name": "File watchers (watchlint)", "order": 10}}


def checks() -> dict[str, Check]:
    """The checks by their names in repo-review: WL100, WL200 and so on, in the order of the hooks."""
    return {f"WL{number}00": Check(hook) for number, hook in enumerate(HOOKS, 1)}


class Check:
    """One hook as repo-review sees it. Its docstring is made from the hook's own sentence."""

    family = FAMILY

    def __init__(self, hook: Hook) -> None:
        self.hook = hook
        self.__doc__ = f"{hook.name}: {hook.summary}"
        self.url = f"{DOCS}rules.html"

    def check(self, watchlint_run: Outcome | None) -> str | bool | None:
        """True where it finds no error and no warning, else what to read, in Markdown; None where nothing was run."""
        if watchlint_run is None:
            return None
        if watchlint_run.root.status == FAILED:
            return f"Can't be checked: {watchlint_run.root.error}"
        found = [f for f in watchlint_run.findings if f.rule.hook == self.hook.name and f.severity != INFO]
        return _said(found) if found else True


def watchlint_run(root: object) -> Outcome | None:
    """repo-review's fixture of this name: every hook, run once. None for a repository that is not on this machine, whose
    `root` is then no path."""
    if not isinstance(root, os.PathLike):
        return None
    return checking.check(checking.every_hook(Options()), os.fspath(root))


def _said(found: Sequence[Finding]) -> str:
    lines = [
        f"- `{f.path or '.'}{f':{f.line}' if f.line else ''}` {f.rule.name}: {f.message}. {f.help}"
        for f in found[:_MOST]
    ]
    if len(found) > _MOST:
        lines.append(f"- and {len(found) - _MOST} more: run `watchlint check`")
    return "\n".join(lines)
