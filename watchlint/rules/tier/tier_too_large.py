"""inotify-tier-too-large: a smaller inotify tier than the chosen one would do."""

from __future__ import annotations

from watchlint.findings import INFO, Rule
from watchlint.rules.tier import NAME
from watchlint.rules.tier.choice import on_the_choice
from watchlint.rules.tier.fit import fit, size, what_fits

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.settings import Settings

RULE = Rule(
    name="inotify-tier-too-large",
    hook=NAME,
    severity=INFO,
    summary="A smaller inotify tier would do.",
    why="Not harmful: a limit costs memory only when it is used. But the number then says nothing about the need.",
    evidence="about 1.1 to 1.3 KiB of kernel memory for each watch held; none for one that is only allowed.",
    before={".watchlint.toml": 'inotify-tier = "large"\n', "notes.txt": "one file\n"},
    after={".watchlint.toml": 'inotify-tier = "small"\n', "notes.txt": "one file\n"},
    fix="safe",
    since="0.1.0",
    source="inotify(7); fs/notify/inotify/inotify_user.c",
)


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One note on the tier, where it was chosen and a smaller one fits."""
    chosen = settings.inotify_tier
    if chosen is None:
        return
    found = fit(repository, settings, chosen)
    if found.tier is not None and found.beside(chosen) < 0:
        message = f"{size(repository, found)}, fewer than the {chosen} tier is for: {what_fits(found.tier)}"
        yield on_the_choice(RULE, repository, settings, message, found.tier)
