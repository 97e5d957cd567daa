"""inotify-setting-lowers: what Linux has by itself, and where the tier's rule speaks instead."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize(
    ("text", "tier", "rules"),
    [
        ("fs.inotify.max_user_watches=524288", "large", []),
        ("fs.inotify.max_user_watches=1048576", "small", []),
        ("fs.inotify.max_user_watches=262144", "medium", []),  # what the kernel chooses at 32 GiB is a little less
        ("fs.inotify.max_user_watches=65536", "small", ["inotify-setting-lowers"]),
        ("fs.inotify.max_user_watches=65536", "medium", ["inotify-setting-below-tier"]),
        ("fs.inotify.max_user_watches=524287", "large", ["inotify-setting-below-tier"]),
        ("fs.inotify.max_user_watches=8192", None, ["inotify-setting-lowers"]),  # no tier is chosen: none is undercut
        ("fs.inotify.max_user_watches=524287", None, []),
        ("fs.inotify.max_user_instances=128\nfs.inotify.max_queued_events=16384", "small", []),
        ("fs.inotify.max_user_instances=127", "small", ["inotify-setting-lowers"]),
        ("fs.inotify.max_queued_events=1024", "small", ["inotify-setting-lowers"]),
        (
            "if [ $(cat /proc/sys/fs/inotify/max_user_watches) -lt 65536 ]; then\nsysctl -w fs.inotify.max_user_watches=65536\nfi",
            "small",
            [],
        ),
    ],
)
def test_against_the_tier_and_the_kernel(folder, found, monkeypatch, text, tier, rules):
    monkeypatch.setattr("watchlint.rules.tier.setting_lowers.ram", lambda: 16 << 30)
    rows = found("check_inotify_tier", folder({"a.sh": text}), inotify_tier=tier)
    assert [row[0] for row in rows if row[0].startswith("inotify-setting")] == rules


def test_what_only_this_machine_says_is_a_note(folder, found, monkeypatch):
    monkeypatch.setattr("watchlint.rules.tier.setting_lowers.ram", lambda: 128 << 30)
    tree = folder({"a.sh": "sysctl -w fs.inotify.max_user_watches=524288\n"})
    (finding,) = found.findings("check_inotify_tier", tree, inotify_tier="small")
    assert (finding.rule.name, finding.severity, finding.fix) == ("inotify-setting-lowers", "info", None)
