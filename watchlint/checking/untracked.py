"""What is right here and wrong in a clone: an untracked file makes the difference, such as one that a fix made and nobody added."""

from __future__ import annotations

from watchlint.findings import ERROR

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding


def missing(repo: Repository, look: Callable[[Repository], list[Finding]], findings: list[Finding]) -> list[Finding]:
    """The errors of `look` that are not among these findings of the repository, and are without its untracked settings."""
    paths = repo.untracked_settings
    if not paths or repo.git is None:
        return []
    known = {finding.key for finding in findings}
    names, specs = ", ".join(paths), " ".join(f":/{repo.git.prefix}{path}" for path in paths)
    found = look(repo.overlay(dict.fromkeys(paths)))
    more = [finding for finding in found if finding.severity == ERROR and finding.key not in known]
    for finding in more:
        finding.message = f"not so in a clone, which has no {names}: {finding.message}"
        finding.help = f"It is here and not tracked. Run `git add {specs}`, then commit it."
        finding.fix = None
    return more
