"""Limits found in the files that set them, and the fix that raises them."""

from __future__ import annotations

import pytest

from watchlint.facts.repository.listing import Listing
from watchlint.facts.repository.repository import Repository
from watchlint.rules.tier import names, setting_below_tier
from watchlint.rules.tier.setting_files import settings as found_in
from watchlint.settings import Settings

W = "max_user_watches"

# (what it shows, path, content): nothing is set.
NOTHING = [
    ("a comment", "etc/sysctl.d/60.conf", "# fs.inotify.max_user_watches = 8192\n; fs.inotify.max_user_watches=8192\n"),
    ("a comment behind", "run.sh", "echo ok # fs.inotify.max_user_watches=8192\n"),
    ("a comment in Nix", "x.nix", '  # "fs.inotify.max_user_watches" = 8192;\n'),
    (
        "another key",
        "etc/sysctl.d/60.conf",
        "fs.inotify.max_user_watches_more=8192\nfs.epoll.max_user_watches = 8192\n",
    ),
    (
        "a variable",
        "fix_inotify.sh",
        "sysctl -w fs.inotify.max_user_watches=$want\necho $N > /proc/sys/fs/inotify/max_user_watches\n",
    ),
    (
        "a variable in a playbook",
        "play.yml",
        "- sysctl:\n    name: fs.inotify.max_user_watches\n    value: '{{ watches }}'\n",
    ),
    ("reading", "run.sh", "cat /proc/sys/fs/inotify/max_user_watches\nsysctl fs.inotify.max_user_watches\n"),
    (
        "another task's value",
        "play.yml",
        "- sysctl:\n    name: fs.inotify.max_user_watches\n- sysctl:\n    name: vm.max_map_count\n    value: 8192\n",
    ),
    ("a value deeper", "play.yml", "- name: fs.inotify.max_user_watches\n  other:\n    value: 8192\n"),
    ("nothing", "run.sh", ""),
]


@pytest.mark.parametrize(("path", "text"), [case[1:] for case in NOTHING], ids=[case[0] for case in NOTHING])
def test_what_sets_nothing(path, text):
    assert found_in(text.encode()) == []


# (what it shows, path, content with 8192 where the number is).
SET = [
    ("sysctl.d", "etc/sysctl.d/60-inotify.conf", "vm.swappiness=1\nfs.inotify.max_user_watches = 8192\n"),
    ("with slashes, ignoring errors", "sysctl.conf", "-fs/inotify/max_user_watches=8192"),
    ("CRLF", "sysctl.conf", "fs.inotify.max_user_watches=8192\r\nx=1\r\n"),
    ("a script", "fix_inotify.sh", "#!/bin/sh\nsudo sysctl -w fs.inotify.max_user_watches=8192\n"),
    (
        "appended",
        "fix_inotify.sh",
        "echo fs.inotify.max_user_watches=8192 | sudo tee -a /etc/sysctl.conf && sudo sysctl -p\n",
    ),
    ("quoted", "setup.sh", "echo 'fs.inotify.max_user_watches = 8192' >> /etc/sysctl.conf\n"),
    ("echo to /proc", "setup.sh", "echo 8192 > /proc/sys/fs/inotify/max_user_watches\n"),
    ("tee to /proc", "setup.sh", 'echo "8192" | sudo tee /proc/sys/fs/inotify/max_user_watches\n'),
    ("Dockerfile", "Dockerfile", "FROM python\nRUN echo fs.inotify.max_user_watches=8192 >> /etc/sysctl.conf\n"),
    ("compose, a list", "compose.yml", "services:\n  a:\n    sysctls:\n      - fs.inotify.max_user_watches=8192\n"),
    (
        "compose, a mapping",
        "docker-compose.yaml",
        "services:\n  a:\n    sysctls:\n      fs.inotify.max_user_watches: 8192\n",
    ),
    (
        "devcontainer",
        ".devcontainer/devcontainer.json",
        '{"runArgs": ["--sysctl", "fs.inotify.max_user_watches=8192"]}\n',
    ),
    (
        "Vagrantfile",
        "Vagrantfile",
        'config.vm.provision "shell", inline: "sysctl -w fs.inotify.max_user_watches=8192"\n',
    ),
    (
        "Ansible",
        "roles/a/tasks/main.yml",
        "- name: watches\n  ansible.posix.sysctl:\n    name: fs.inotify.max_user_watches\n    value: '8192'\n",
    ),
    (
        "Ansible, value first",
        "roles/a/tasks/main.yml",
        "- sysctl:\n    value: 8192\n    state: present\n    name: fs.inotify.max_user_watches  # more\n",
    ),
    ("Ansible, one line", "play.yml", "- sysctl: name=fs.inotify.max_user_watches value=8192 state=present\n"),
    ("Ansible, one line the other way", "play.yml", '- sysctl: value="8192" name="fs.inotify.max_user_watches"\n'),
    ("a list of variables", "group_vars/all.yml", 'sysctls:\n  "fs.inotify.max_user_watches": "8192"\n'),
    ("NixOS", "configuration.nix", '  boot.kernel.sysctl."fs.inotify.max_user_watches" = 8192;\n'),
    (
        "NixOS, a set",
        "configuration.nix",
        '  boot.kernel.sysctl = { "fs.inotify.max_user_watches" = lib.mkDefault 8192; };\n',
    ),
]


@pytest.mark.parametrize(("path", "text"), [case[1:] for case in SET], ids=[case[0] for case in SET])
def test_what_sets_a_limit(folder, path, text):
    data = text.encode()
    assert names.paths(Listing("", path + "\0")) == [path]
    (one,) = found_in(data)
    assert (one.key, one.value, data[one.start : one.end]) == (W, 8192, b"8192")
    assert data.split(b"\n")[one.line - 1][one.column - 1 :].startswith(b"8192")
    tree, settings = folder({path: text}), Settings()
    settings.inotify_tier = "small"
    repository = Repository(str(tree))
    (finding,) = setting_below_tier.detect(repository, settings)
    assert (finding.path, finding.line, finding.column) == (path, one.line, one.column)
    (edit,) = finding.fix.edits
    fixed = edit.change(data)
    assert fixed == data.replace(b"8192", b"524288")
    assert edit.change(fixed) == fixed
    assert list(setting_below_tier.detect(repository.overlay({path: fixed}), settings)) == []
