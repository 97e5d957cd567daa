"""inotify-setting-below-tier: a file here sets max_user_watches below what this repository's tier stands for."""

from __future__ import annotations

from watchlint.findings import ERROR, Rule
from watchlint.rules.tier import NAME
from watchlint.rules.tier.limits_set import WATCHES, limits_set, raised
from watchlint.rules.tier.tiers import BY_NAME

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.rules.tier.setting_files import Setting
    from watchlint.settings import Settings

RULE = Rule(
    name="inotify-setting-below-tier",
    hook=NAME,
    severity=ERROR,
    summary="A file here sets max_user_watches below what this repository's tier stands for.",
    why="Whoever runs the script, or builds the machine from it, gets fewer watches than the dev server needs.",
    evidence="frappe/frappe#41147: 53,000 folders to watch; 8192 is what Linux had before 5.11, and is still copied.",
    before={
        ".watchlint.toml": 'inotify-tier = "small"\n',
        "sysctl.d/60-inotify.conf": "fs.inotify.max_user_watches = 8192\n",
    },
    after={
        ".watchlint.toml": 'inotify-tier = "small"\n',
        "sysctl.d/60-inotify.conf": "fs.inotify.max_user_watches = 524288\n",
    },
    fix="safe",
    since="0.1.0",
    source="inotify(7); sysctl.d(5)",
)

MOST = max(tier.watches for tier in BY_NAME.values())
"""What is written in its place: the largest tier's, since an allowed watch that is not used costs nothing."""


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding for each number that is too small."""
    tier = settings.inotify_tier
    for path, setting in limits_set(repository):
        if tier is not None and is_below(setting, tier):
            needed = BY_NAME[tier].watches
            message = f"fs.inotify.max_user_watches is set to {setting.value}; the {tier} tier stands for {needed}"
            yield raised(RULE, path, setting, message, MOST, MOST)


def is_below(setting: Setting, tier: str | None) -> bool:
    """Whether this sets max_user_watches to less than the chosen tier (None: none is chosen) stands for."""
    return tier is not None and setting.key == WATCHES and setting.value < BY_NAME[tier].watches
