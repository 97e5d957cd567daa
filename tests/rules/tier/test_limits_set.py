"""The inotify limits that files set, and a finding on one."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.repository import Repository
from watchlint.findings import Rule
from watchlint.rules.tier.limits_set import limits_set, on_the_number, raised

RULE = Rule("a-rule", "error", "s", "w", "e", {}, {}, "safe", "0.1.0", "x", "check-inotify-tier")
FILES = {
    "deploy/99-inotify.conf": "# x\nfs.inotify.max_user_watches = 8192  # why\nfs.inotify.max_user_instances=64\n",
    "other.conf": "a = 1\n",
}


def found(repository):
    return list(limits_set(Repository(str(repository(FILES)))))


def test_each_limit_that_a_file_sets(repository):
    assert [(path, one.key, one.value, one.line) for path, one in found(repository)] == [
        ("deploy/99-inotify.conf", "max_user_watches", 8192, 2), ("deploy/99-inotify.conf", "max_user_instances", 64, 3),
    ]  # fmt: skip


def test_a_finding_stands_on_the_number(repository):
    path, setting = found(repository)[0]
    finding = on_the_number(RULE, path, setting, "is low", "Raise it.", severity="info")
    line = FILES[path].splitlines()[finding.line - 1]
    assert line[finding.column - 1 : finding.end_column - 1] == "8192"
    assert (finding.severity, finding.help, finding.subject) == ("info", "Raise it.", "max_user_watches 8192")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"fs.inotify.max_user_watches=1\nfs.inotify.max_user_watches = 99999 # x\n", b"fs.inotify.max_user_watches=65536\nfs.inotify.max_user_watches = 99999 # x\n"),
        (b"fs.inotify.max_user_instances=1\n", b"fs.inotify.max_user_instances=1\n"), (b"", b""), (None, None),
    ],
)  # fmt: skip
def test_what_is_below_is_raised_and_nothing_else(repository, before, after):
    path, setting = found(repository)[0]
    (edit,) = raised(RULE, path, setting, "is low", 10_000, 65_536).fix.edits
    assert edit.change(before) == after and edit.change(after) == after
