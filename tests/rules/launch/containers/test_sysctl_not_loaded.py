"""launch-sysctl-not-loaded."""

from __future__ import annotations

import pytest

from tests.rules.launch.shapes import fixed, seen

RULE = "launch-sysctl-not-loaded"

# what it shows: (files, [(severity, path, line)], the files that --fix --unsafe-fixes changes)
CASES = {
    "sysctl -p": (
        {"setup.sh": "echo fs.inotify.max_user_watches=1 | sudo tee /etc/sysctl.d/60-x.conf\nsudo sysctl -p\n"},
        [("warning", "setup.sh", 2)],
        {"setup.sh": "echo fs.inotify.max_user_watches=1 | sudo tee /etc/sysctl.d/60-x.conf\nsudo sysctl --system\n"},
    ),
    "written by a here-document": (
        {"setup.sh": "cat <<EOF > /etc/sysctl.d/60-x.conf\nfs.inotify.max_user_watches=1\nEOF\nsysctl -p && ls\n"},
        [("warning", "setup.sh", 4)],
        {"setup.sh": "cat <<EOF > /etc/sysctl.d/60-x.conf\nfs.inotify.max_user_watches=1\nEOF\nsysctl --system && ls\n"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("files", "expected", "after"), CASES.values(), ids=CASES)
def test_what_is_found_and_what_fix_makes_of_it(files, expected, after, repository):
    assert seen(repository, files, RULE) == expected
    assert fixed(repository, files, RULE) == after


CLEAN = {
    "sysctl -p with a file": {"a.sh": "tee /etc/sysctl.d/60-x.conf\nsysctl -p /etc/sysctl.d/60-x.conf\n"},
    "a here-document": {"help.sh": "cat <<'EOF'\necho fs.inotify.max_user_watches=1 > /etc/sysctl.d/60.conf\nsysctl -p\nEOF\n"},
    "another file of sysctl.d": {"a.sh": "tee /etc/sysctl.d/60-net.conf\nsysctl -p\n"},
}  # fmt: skip


@pytest.mark.parametrize("files", CLEAN.values(), ids=CLEAN)
def test_what_is_left_alone(files, repository):
    assert seen(repository, files, RULE) == []
