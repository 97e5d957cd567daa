"""inotify-setting-lowers: a file here sets an inotify limit lower than Linux has it by itself."""

from __future__ import annotations

from watchlint.facts.machine.inotify import WATCH_COST, kernel_default, ram
from watchlint.findings import ERROR, INFO, Rule
from watchlint.rules.tier import NAME
from watchlint.rules.tier.limits_set import SCRIPT, WATCHES, limits_set, on_the_number, raised
from watchlint.rules.tier.setting_below_tier import MOST, is_below

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from watchlint.facts.repository.repository import Repository
    from watchlint.findings import Finding
    from watchlint.rules.tier.setting_files import Setting
    from watchlint.settings import Settings

RULE = Rule(
    name="inotify-setting-lowers",
    hook=NAME,
    severity=ERROR,
    summary="A file here sets an inotify limit lower than Linux has it by itself.",
    why="Since 5.11 the kernel gives 1 % of the memory to watches, one for 1,313 bytes, from 8,192 to 1,048,576: 126,000 "
    "on 16 GiB, 252,000 on 32 GiB. A value copied from older advice takes some of that away.",
    evidence="65536 lowers the limit from 9 GiB of memory on, 524288 from 67 GiB on.",
    before={"sysctl.d/60-inotify.conf": "fs.inotify.max_user_watches = 65536\n"},
    after={"sysctl.d/60-inotify.conf": "fs.inotify.max_user_watches = 524288\n"},
    fix="safe",
    since="0.1.0",
    source="Linux commit 92890123749b; fs/notify/inotify/inotify_user.c",
)

USUAL_MEMORY = 32 << 30
"""The memory a development machine is taken to have: so that one file gets one verdict on every machine. There the
kernel chooses about 262,000 watches by itself."""

OTHERS = {"max_user_instances": (128, 512), "max_queued_events": (16_384, 16_384)}
"""Limit -> (what Linux has by itself, what is written in its place): inotify(7); 512 is what kind's known issues advise."""


def detect(repository: Repository, settings: Settings) -> Iterator[Finding]:
    """One finding for each number that lowers a limit; what is below the tier is another rule's."""
    for path, setting in limits_set(repository):
        if not setting.guarded and not is_below(setting, settings.inotify_tier):
            yield from _judged(path, setting)


def _judged(path: str, setting: Setting) -> Iterator[Finding]:
    sets = f"fs.inotify.{setting.key} is set to {setting.value}"
    if setting.key != WATCHES:
        usual, better = OTHERS[setting.key]
        if setting.value < usual:
            yield raised(RULE, path, setting, f"{sets}; Linux has {usual} by itself", usual, better)
        return
    usual, here = kernel_default(USUAL_MEMORY), kernel_default(ram() or 0)
    if setting.value < usual:
        memory = setting.value * WATCH_COST * 100 / (1 << 30)
        message = f"{sets}, which lowers it from {memory:.0f} GiB of memory on"
        yield raised(RULE, path, setting, message, usual, MOST)
    elif setting.value < here:
        message = f"{sets}; this machine's kernel chooses {here} by itself"
        advice = f"Leave the line out on machines with more memory; {SCRIPT}"
        yield on_the_number(RULE, path, setting, message, advice, severity=INFO)
