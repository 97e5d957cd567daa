"""inotify-setting-below-tier: what undercuts the tier that was chosen."""

from __future__ import annotations


def test_the_fix_raises_what_is_lower_and_leaves_the_rest(folder, found):
    data = b"fs.inotify.max_user_watches=8192\nfs.inotify.max_user_watches=1048576\nfs.inotify.max_user_instances=64\n"
    first, *others = found.findings("check_inotify_tier", folder({"a.sh": data}), inotify_tier="small")
    assert first.rule.name == "inotify-setting-below-tier"
    assert [finding.rule.name for finding in others] == ["inotify-setting-lowers"], "one cause, one finding"
    assert first.message.startswith("fs.inotify.max_user_watches")
    assert (first.path, first.line, first.column, first.end_line, first.end_column) == ("a.sh", 1, 29, 1, 33)
    assert first.fix.edits[0].change(data) == data.replace(b"=8192", b"=524288")
